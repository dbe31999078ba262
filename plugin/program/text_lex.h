/* Tokens of the text form.  Internal to plugin/program.
 *
 * A failure is sticky: the first one is kept in the error, and from then on the only token is the
 * end.  So a parser need not look after each step whether it failed; its loops end by themselves.
 */
#ifndef UNSOWN_PROGRAM_TEXT_LEX_H
#define UNSOWN_PROGRAM_TEXT_LEX_H

#include "text.h"

enum prog_token_kind {
    PROG_TOKEN_END,
    PROG_TOKEN_WORD,   /* letters, digits, '_', '.', '$', '?'; a '-' may precede a digit */
    PROG_TOKEN_STRING, /* with its quotes */
    PROG_TOKEN_ARROW,  /* -> */
    PROG_TOKEN_PUNCT,  /* one byte */
};

struct prog_token {
    enum prog_token_kind kind;
    const char *text; /* in the source */
    size_t length;
    uint32_t line, column;
};

struct prog_lexer {
    const char *next, *end;
    uint32_t line;
    const char *line_start;
    struct prog_token token; /* the current one */
    bool failed;
    struct prog_parse_error *error;
    char *scratch; /* the last string or symbol decoded */
    size_t scratch_size;
};

/* Starts at the first token. */
void prog_lex_start(struct prog_lexer *lex, const char *file_name, const char *text, size_t length,
                    struct prog_parse_error *error);
void prog_lex_finish(struct prog_lexer *lex);
void prog_lex_advance(struct prog_lexer *lex);

/* Keeps the message, unless one is kept already. */
void prog_lex_fail_at(struct prog_lexer *lex, uint32_t line, uint32_t column, const char *format,
                      ...) __attribute__((format(printf, 4, 5)));
/* "expected WHAT, found the current token" */
void prog_lex_expected(struct prog_lexer *lex, const char *what);

/* Whether the current token is this word, and not as the label of a block ("word:"). */
bool prog_lex_at_word(const struct prog_lexer *lex, const char *word);
bool prog_lex_at_punct(const struct prog_lexer *lex, char c);
/* Whether a ':' follows the current token. */
bool prog_lex_colon_follows(const struct prog_lexer *lex);

/* Each steps over what it names and says whether that stood there. */
bool prog_lex_accept_word(struct prog_lexer *lex, const char *word);
bool prog_lex_accept_punct(struct prog_lexer *lex, char c);
/* ... and this fails where it does not. */
void prog_lex_expect_punct(struct prog_lexer *lex, char c, const char *where);

/* A decimal or 0x number of at most `max`; 0 after a failure. */
uint64_t prog_lex_number(struct prog_lexer *lex, uint64_t max, const char *what);
/* The number that a token writes, which may be negative; false when it is none or needs more than
 * 64 bits. */
bool prog_lex_read_number(const struct prog_token *token, uint64_t *magnitude, bool *negative);

/* The contents of a string token, decoded to lex->scratch with a NUL behind it; its length.
 * A string that may become a name or a message cannot hold a NUL: then nul_allowed is false. */
size_t prog_lex_string(struct prog_lexer *lex, bool nul_allowed, const char *what);

#endif
