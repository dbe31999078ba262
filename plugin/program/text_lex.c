/* Cuts the text form into tokens; text_lex.h says what holds after a failure. */
#include "text_lex.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_word_char(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '.' || c == '$' || c == '?';
}

/* -1 when c is no hexadecimal digit */
static int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

void prog_lex_fail_at(struct prog_lexer *lex, uint32_t line, uint32_t column, const char *format,
                      ...)
{
    if (!lex->failed) {
        va_list args;
        va_start(args, format);
        vsnprintf(lex->error->message, sizeof lex->error->message, format, args);
        va_end(args);
        lex->error->line = line;
        lex->error->column = column;
    }
    lex->failed = true;
    lex->next = lex->end;
    lex->token.kind = PROG_TOKEN_END;
}

void prog_lex_expected(struct prog_lexer *lex, const char *what)
{
    const struct prog_token *t = &lex->token;
    if (t->kind == PROG_TOKEN_END)
        prog_lex_fail_at(lex, t->line, t->column, "expected %s, found the end of the file", what);
    else if (t->kind == PROG_TOKEN_STRING)
        prog_lex_fail_at(lex, t->line, t->column, "expected %s, found a string", what);
    else
        prog_lex_fail_at(lex, t->line, t->column, "expected %s, found '%.*s%s'", what,
                         t->length > 40 ? 40 : (int)t->length, t->text,
                         t->length > 40 ? "..." : "");
}

static void lex_string(struct prog_lexer *lex)
{
    struct prog_token *t = &lex->token;
    const char *s = lex->next + 1;
    while (s < lex->end && *s != '"' && *s != '\n')
        s += *s == '\\' && s + 1 < lex->end && s[1] != '\n' ? 2 : 1;
    if (s >= lex->end || *s != '"') {
        prog_lex_fail_at(lex, t->line, t->column,
                         "expected '\"' at the end of this string, on the same line");
        return;
    }
    t->kind = PROG_TOKEN_STRING;
    t->length = (size_t)(s + 1 - t->text);
    lex->next = s + 1;
}

void prog_lex_advance(struct prog_lexer *lex)
{
    for (; lex->next < lex->end; lex->next++) {
        char c = *lex->next;
        if (c == '\n') {
            lex->line++;
            lex->line_start = lex->next + 1;
        } else if (c == ';' || c == '#') {
            while (lex->next + 1 < lex->end && lex->next[1] != '\n')
                lex->next++;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            break;
        }
    }
    struct prog_token *t = &lex->token;
    t->kind = PROG_TOKEN_END;
    t->text = lex->next;
    t->length = 0;
    t->line = lex->line;
    t->column = (uint32_t)(lex->next - lex->line_start) + 1;
    if (lex->next >= lex->end)
        return;
    const char *s = lex->next;
    char c = *s;
    bool more = s + 1 < lex->end;
    if (c == '"') {
        lex_string(lex);
        return;
    }
    if (is_word_char(c) || (c == '-' && more && is_digit(s[1]))) {
        do
            s++;
        while (s < lex->end && is_word_char(*s));
        t->kind = PROG_TOKEN_WORD;
    } else if (c == '-' && more && s[1] == '>') {
        s += 2;
        t->kind = PROG_TOKEN_ARROW;
    } else if (c > ' ' && c < 0x7f) {
        s++;
        t->kind = PROG_TOKEN_PUNCT;
    } else {
        prog_lex_fail_at(lex, t->line, t->column,
                         "expected a word or a sign, found the byte 0x%02x", (unsigned char)c);
        return;
    }
    t->length = (size_t)(s - t->text);
    lex->next = s;
}

void prog_lex_start(struct prog_lexer *lex, const char *file_name, const char *text, size_t length,
                    struct prog_parse_error *error)
{
    *lex = (struct prog_lexer){
        .next = text, .end = text + length, .line = 1, .line_start = text, .error = error};
    *error = (struct prog_parse_error){.file = file_name};
    prog_lex_advance(lex);
}

void prog_lex_finish(struct prog_lexer *lex)
{
    free(lex->scratch);
    lex->scratch = NULL;
}

bool prog_lex_colon_follows(const struct prog_lexer *lex)
{
    const char *s = lex->next;
    while (s < lex->end && (*s == ' ' || *s == '\t'))
        s++;
    return s < lex->end && *s == ':';
}

bool prog_lex_at_word(const struct prog_lexer *lex, const char *word)
{
    const struct prog_token *t = &lex->token;
    return t->kind == PROG_TOKEN_WORD && t->length == strlen(word) &&
           memcmp(t->text, word, t->length) == 0 && !prog_lex_colon_follows(lex);
}

bool prog_lex_at_punct(const struct prog_lexer *lex, char c)
{
    return lex->token.kind == PROG_TOKEN_PUNCT && *lex->token.text == c;
}

bool prog_lex_accept_word(struct prog_lexer *lex, const char *word)
{
    if (!prog_lex_at_word(lex, word))
        return false;
    prog_lex_advance(lex);
    return true;
}

bool prog_lex_accept_punct(struct prog_lexer *lex, char c)
{
    if (!prog_lex_at_punct(lex, c))
        return false;
    prog_lex_advance(lex);
    return true;
}

void prog_lex_expect_punct(struct prog_lexer *lex, char c, const char *where)
{
    if (prog_lex_accept_punct(lex, c))
        return;
    char what[96];
    snprintf(what, sizeof what, "'%c' %s", c, where);
    prog_lex_expected(lex, what);
}

bool prog_lex_read_number(const struct prog_token *token, uint64_t *magnitude, bool *negative)
{
    if (token->kind != PROG_TOKEN_WORD)
        return false;
    const char *s = token->text, *end = s + token->length;
    *negative = *s == '-';
    if (*negative)
        s++;
    unsigned base = 10;
    if (end - s > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
        base = 16;
        s += 2;
    }
    uint64_t n = 0;
    for (; s < end; s++) {
        int digit = hex_digit(*s);
        if (digit < 0 || (unsigned)digit >= base || n > (UINT64_MAX - (unsigned)digit) / base)
            return false;
        n = n * base + (unsigned)digit;
    }
    *magnitude = n;
    return true;
}

uint64_t prog_lex_number(struct prog_lexer *lex, uint64_t max, const char *what)
{
    uint64_t n;
    bool negative;
    if (!prog_lex_read_number(&lex->token, &n, &negative) || negative || n > max) {
        char expected[128];
        snprintf(expected, sizeof expected, "%s (a number up to %" PRIu64 ")", what, max);
        prog_lex_expected(lex, expected);
        return 0;
    }
    prog_lex_advance(lex);
    return n;
}

size_t prog_lex_string(struct prog_lexer *lex, bool nul_allowed, const char *what)
{
    const struct prog_token t = lex->token;
    if (t.length + 1 > lex->scratch_size) {
        free(lex->scratch);
        lex->scratch_size = t.length * 2 + 64;
        lex->scratch = malloc(lex->scratch_size);
        if (!lex->scratch)
            prog_fatal("a string of a program text");
    }
    lex->scratch[0] = 0;
    if (t.kind != PROG_TOKEN_STRING) {
        prog_lex_expected(lex, what);
        return 0;
    }
    size_t n = 0;
    const char *end = t.text + t.length - 1;
    for (const char *s = t.text + 1; s < end; s++) {
        char c = *s;
        if (c == '\\') {
            const char *escape = s++;
            int high, low;
            if (*s == 'n') {
                c = '\n';
            } else if (*s == 't') {
                c = '\t';
            } else if (*s == '"' || *s == '\\') {
                c = *s;
            } else if (*s == 'x' && end - s > 2 && (high = hex_digit(s[1])) >= 0 &&
                       (low = hex_digit(s[2])) >= 0) {
                c = (char)(high * 16 + low);
                s += 2;
            } else {
                prog_lex_fail_at(lex, t.line, t.column + (uint32_t)(escape - t.text),
                                 "expected \\n, \\t, \\\", \\\\ or \\x and two hexadecimal digits "
                                 "after the backslash");
                return 0;
            }
        }
        if (!c && !nul_allowed) {
            prog_lex_fail_at(lex, t.line, t.column, "expected %s without a zero byte", what);
            return 0;
        }
        lex->scratch[n++] = c;
    }
    lex->scratch[n] = 0;
    prog_lex_advance(lex);
    return n;
}
