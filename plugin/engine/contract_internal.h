/* What the parts of the contract parser share: storage, tokens, the scope of an expression.
 *
 * contract_lex.c cuts text into tokens, contract_expr.c reads expressions, contract_effect.c the
 * macros that stand for effects, contract_parse.c prototypes.  The first fault is kept and makes
 * every later token the end of the text, so that the callers' loops end by themselves and only the
 * outermost one has to look at `failed`.
 */
#ifndef UNSOWN_ENGINE_CONTRACT_INTERNAL_H
#define UNSOWN_ENGINE_CONTRACT_INTERNAL_H

#include "contract.h"

/* Zeroed memory that lives as long as the set, or until contract_release(). */
void *contract_alloc(struct contract_set *set, size_t size);
const char *contract_string(struct contract_set *set, const char *text, size_t length);
/* Where the storage stands; contract_release() frees all that was taken since. */
struct contract_mark {
    struct contract_chunk *chunk;
    size_t used;
};
struct contract_mark contract_get_mark(const struct contract_set *set);
void contract_release(struct contract_set *set, struct contract_mark mark);
/* Enters a contract, which must live as long as the set, in place of one of the same name. */
void contract_set_put(struct contract_set *set, const struct contract *contract);

enum contract_token_kind {
    CONTRACT_TOKEN_END,
    CONTRACT_TOKEN_NAME,
    CONTRACT_TOKEN_NUMBER, /* also character constants; number is its value */
    CONTRACT_TOKEN_STRING,
    CONTRACT_TOKEN_PUNCT,
};

struct contract_token {
    enum contract_token_kind kind;
    const char *text; /* into the source, quotes included; not terminated */
    size_t length;
    uint32_t line, column; /* from 1; columns count bytes */
    int64_t number;
};

struct contract_param_info {
    const char *name; /* "" when it has none */
    int32_t depth;    /* how many stars and array brackets; -1: a type whose name hides it */
    bool incomplete;  /* points to void, to a function or to what has no known size */
    bool const_target;/* what it points to is const */
    bool named_type;  /* its type is built on a typedef name, which may hide pointers */
};

/* What an expression and an effect may name. */
struct contract_scope {
    const struct contract_param_info *params;
    uint32_t n_params;
    bool returns; /* there is a result */
    bool variadic; /* `...`, or a va_list among the parameters */
};

struct contract_parser {
    struct contract_set *set;
    const char *file;
    const char *place; /* what the text is: "file" or "annotation", for messages */
    const char *at, *end;
    uint32_t line, column;
    bool line_start;
    struct contract_token token, next; /* the current one, and one to look ahead */
    struct contract_scope scope;
    uint32_t depth; /* of nesting, bounded so that no input exhausts the stack */
    bool failed;
    struct contract_error *error;
};

/* Begins at the first token of the text. */
void contract_lex_start(struct contract_parser *p, const char *text, size_t length);
void contract_advance(struct contract_parser *p);
bool contract_token_is(const struct contract_token *token, const char *text);
/* The current token is `text` and has been passed. */
bool contract_accept(struct contract_parser *p, const char *text);
/* As contract_accept(), and a fault when it is another. */
bool contract_expect(struct contract_parser *p, const char *text);
/* Keeps the fault "expected WHAT, found TOKEN" unless there is one already. */
void contract_fail_expected(struct contract_parser *p, const char *what);
/* The same with a message of one's own, at that token. */
void contract_fail(struct contract_parser *p, const struct contract_token *token,
                   const char *format, ...) __attribute__((format(printf, 3, 4)));
/* One level deeper; false, and a fault, when that is too deep.  Each true one needs a leave. */
bool contract_enter(struct contract_parser *p);
void contract_leave(struct contract_parser *p);

/* The parameter of that name, PROG_NONE if there is none. */
uint32_t contract_find_param(const struct contract_parser *p, const struct contract_token *name);
/* An expression, or NULL after a fault. */
const struct contract_expr *contract_parse_expr(struct contract_parser *p);
const struct contract_expr *contract_new_expr(struct contract_parser *p, enum contract_expr_op op,
                                              int64_t number, const struct contract_expr *a,
                                              const struct contract_expr *b);

/* Effects while they are collected. */
struct contract_effect_list {
    struct contract_effect *effects; /* malloc'd; whoever holds the list frees it */
    uint32_t n, cap;
    uint32_t flags;
};
/* Reads one macro use, NAME or NAME(arguments); name has lost its UNSOWN_ or is in lower case. */
void contract_parse_effect(struct contract_parser *p, const struct contract_token *name,
                           size_t prefix, struct contract_effect_list *list);

#endif
