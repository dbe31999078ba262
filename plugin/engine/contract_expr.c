/* Expressions of contracts: a part of C's, over parameters, the result and integers.
 *
 * Precedence is C's.  Casts are read and mean nothing, since values are 64 bits wide and signed
 * here; so a cast that narrows is not right, and nothing in a contract needs one.  Shifts, `^`,
 * `~`, fields and calls other than strlen() and after() are not part of the language.
 */
#include "contract_internal.h"

#include <string.h>

const struct contract_expr *contract_new_expr(struct contract_parser *p, enum contract_expr_op op,
                                              int64_t number, const struct contract_expr *a,
                                              const struct contract_expr *b)
{
    struct contract_expr *e = contract_alloc(p->set, sizeof *e);
    e->op = op;
    e->number = number;
    e->a = a;
    e->b = b;
    return e;
}

uint32_t contract_find_param(const struct contract_parser *p, const struct contract_token *name)
{
    if (name->kind != CONTRACT_TOKEN_NAME)
        return PROG_NONE;
    for (uint32_t i = 0; i < p->scope.n_params; i++)
        if (contract_token_is(name, p->scope.params[i].name))
            return i;
    return PROG_NONE;
}

/* Sizes that do not depend on the target, 0 for other names. */
static int64_t fixed_size(const struct contract_token *name)
{
    static const struct {
        const char *name;
        int64_t size;
    } sizes[] = {
        {"char", 1}, {"_Bool", 1}, {"bool", 1}, {"short", 2}, {"int", 4}, {"float", 4},
        {"double", 8}, {"int8_t", 1}, {"uint8_t", 1}, {"int16_t", 2}, {"uint16_t", 2},
        {"int32_t", 4}, {"uint32_t", 4}, {"int64_t", 8}, {"uint64_t", 8},
    };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        if (contract_token_is(name, sizes[i].name))
            return sizes[i].size;
    return 0;
}

static bool is_type_word(const struct contract_token *token)
{
    static const char *const words[] = {"void", "long", "signed", "unsigned", "struct", "union",
                                        "enum", "const", "volatile"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (contract_token_is(token, words[i]))
            return true;
    return fixed_size(token) != 0;
}

/* The token after an opening parenthesis begins a type: a cast or the operand of sizeof. */
static bool begins_type(const struct contract_parser *p)
{
    const struct contract_token *token = &p->token;

    if (is_type_word(token))
        return true;
    return token->kind == CONTRACT_TOKEN_NAME && contract_find_param(p, token) == PROG_NONE &&
           !contract_token_is(token, "result") && !contract_token_is(token, "sizeof") &&
           !contract_token_is(token, "NULL") && !contract_token_is(token, "true") &&
           !contract_token_is(token, "false") &&
           (contract_token_is(&p->next, ")") || contract_token_is(&p->next, "*"));
}

static const struct contract_expr *parse_unary(struct contract_parser *p);

/* p->field and p[0][1] are common enough in C to deserve a message of their own. */
static void refuse_field(struct contract_parser *p)
{
    if (contract_token_is(&p->token, "->") || contract_token_is(&p->token, ".") ||
        contract_token_is(&p->token, "["))
        contract_fail_expected(p, "an operator (fields are not part of contracts)");
}

/* The parameter whose target is meant, by *p, p[0], *(p) or, when bare is set, p. */
static const struct contract_expr *parse_target(struct contract_parser *p, bool bare)
{
    struct contract_token token;
    const struct contract_expr *e = NULL;
    bool star = contract_accept(p, "*");
    uint32_t parens = 0, param;

    while (contract_accept(p, "(")) {
        parens++;
        if (!star)
            star = contract_accept(p, "*");
    }
    token = p->token;
    param = contract_find_param(p, &token);
    if (param == PROG_NONE) {
        contract_fail_expected(p, "the name of a parameter");
        return NULL;
    }
    contract_advance(p);
    e = contract_new_expr(p, CONTRACT_PARAM, param, NULL, NULL);
    while (parens && contract_accept(p, ")"))
        parens--;
    if (!star && contract_accept(p, "[")) {
        if (p->token.kind != CONTRACT_TOKEN_NUMBER || p->token.number != 0)
            contract_fail_expected(p, "'0'");
        contract_advance(p);
        star = contract_expect(p, "]");
    }
    while (parens--)
        contract_expect(p, ")");
    refuse_field(p);
    if (p->failed)
        return NULL;
    if (p->scope.params[param].depth == 0) {
        contract_fail(p, &token, "expected a pointer, found '%s', which is not one",
                      p->scope.params[param].name);
        return NULL;
    }
    if (star == bare) {
        contract_fail(p, &token, bare ? "expected a parameter, found what it points to"
                                      : "expected '*' before '%s'", p->scope.params[param].name);
        return NULL;
    }
    if (!bare && p->scope.params[param].incomplete) {
        contract_fail(p, &token, "expected a pointer to a complete type, found '%s'",
                      p->scope.params[param].name);
        return NULL;
    }
    return e;
}

/* After `sizeof`. */
static const struct contract_expr *parse_sizeof(struct contract_parser *p)
{
    int64_t size = 0;
    bool longs = false;
    struct contract_token type;

    if (!contract_token_is(&p->token, "(") || contract_token_is(&p->next, "*") ||
        contract_token_is(&p->next, "(") || contract_find_param(p, &p->next) != PROG_NONE)
        return contract_new_expr(p, CONTRACT_SIZEOF, 0, parse_target(p, false), NULL);
    contract_advance(p);
    type = p->token;
    while (p->token.kind == CONTRACT_TOKEN_NAME) {
        int64_t word = fixed_size(&p->token);
        if (contract_token_is(&p->token, "long")) {
            word = longs ? 8 : 0; /* `long` alone depends on the target */
            longs = true;
        } else if (contract_token_is(&p->token, "unsigned") ||
                   contract_token_is(&p->token, "signed")) {
            word = 4;
        }
        if (word && (!size || word != 4))
            size = word;
        contract_advance(p);
    }
    if (!contract_token_is(&p->token, ")") || !size || (longs && size != 8)) {
        contract_fail(p, &type, "expected a type whose size is the same on every target, found "
                      "'%.*s'; write sizeof *parameter",
                      (int)(type.length > 40 ? 40 : type.length), type.text);
        return NULL;
    }
    contract_advance(p);
    return contract_new_expr(p, CONTRACT_NUMBER, size, NULL, NULL);
}

static const struct contract_expr *parse_name(struct contract_parser *p)
{
    uint32_t param = contract_find_param(p, &p->token);
    const struct contract_expr *e = NULL;

    if (param != PROG_NONE) {
        if (contract_token_is(&p->next, "["))
            return contract_new_expr(p, CONTRACT_DEREF, 0, parse_target(p, false), NULL);
        contract_advance(p);
        refuse_field(p);
        return contract_new_expr(p, CONTRACT_PARAM, param, NULL, NULL);
    }
    if (contract_token_is(&p->token, "result")) {
        if (!p->scope.returns) {
            contract_fail(p, &p->token, "expected no 'result': the function returns nothing");
            return NULL;
        }
        contract_advance(p);
        return contract_new_expr(p, CONTRACT_RESULT, 0, NULL, NULL);
    }
    if (contract_accept(p, "NULL") || contract_accept(p, "false"))
        return contract_new_expr(p, CONTRACT_NUMBER, 0, NULL, NULL);
    if (contract_accept(p, "true"))
        return contract_new_expr(p, CONTRACT_NUMBER, 1, NULL, NULL);
    if (contract_accept(p, "sizeof"))
        return parse_sizeof(p);
    if (contract_token_is(&p->token, "strlen") || contract_token_is(&p->token, "after")) {
        bool after = contract_token_is(&p->token, "after");
        contract_advance(p);
        contract_expect(p, "(");
        e = contract_new_expr(p, after ? CONTRACT_AFTER : CONTRACT_STRLEN, 0,
                              parse_target(p, !after), NULL);
        contract_expect(p, ")");
        return e;
    }
    contract_fail_expected(p, "a parameter, 'result' or a number");
    return NULL;
}

static const struct contract_expr *parse_operand(struct contract_parser *p)
{
    const struct contract_expr *e = NULL;

    if (p->token.kind == CONTRACT_TOKEN_NUMBER) {
        e = contract_new_expr(p, CONTRACT_NUMBER, p->token.number, NULL, NULL);
        contract_advance(p);
        return e;
    }
    if (p->token.kind == CONTRACT_TOKEN_NAME)
        return parse_name(p);
    if (contract_token_is(&p->token, "*"))
        return contract_new_expr(p, CONTRACT_DEREF, 0, parse_target(p, false), NULL);
    if (contract_accept(p, "(")) {
        if (begins_type(p)) {
            while (p->token.kind == CONTRACT_TOKEN_NAME || contract_token_is(&p->token, "*"))
                contract_advance(p);
            contract_expect(p, ")");
            return parse_unary(p);
        }
        e = contract_parse_expr(p);
        contract_expect(p, ")");
        return e;
    }
    contract_fail_expected(p, "an expression");
    return NULL;
}

static const struct contract_expr *parse_unary(struct contract_parser *p)
{
    const struct contract_expr *e = NULL;

    if (!contract_enter(p))
        return NULL;
    if (contract_accept(p, "!")) {
        e = contract_new_expr(p, CONTRACT_NOT, 0, parse_unary(p), NULL);
    } else if (contract_accept(p, "-")) {
        if (p->token.kind == CONTRACT_TOKEN_NUMBER) {
            e = contract_new_expr(p, CONTRACT_NUMBER, -p->token.number, NULL, NULL);
            contract_advance(p);
        } else {
            e = contract_new_expr(p, CONTRACT_NUMBER, 0, NULL, NULL);
            e = contract_new_expr(p, CONTRACT_SUB, 0, e, parse_unary(p));
        }
    } else if (contract_accept(p, "+")) {
        e = parse_unary(p);
    } else {
        e = parse_operand(p);
    }
    contract_leave(p);
    return e;
}

struct binary {
    const char *text;
    enum contract_expr_op op;
    int level; /* a higher one binds tighter */
};

static const struct binary *find_binary(const struct contract_token *token)
{
    static const struct binary binaries[] = {
        {"||", CONTRACT_OR, 1},  {"&&", CONTRACT_AND, 2}, {"|", CONTRACT_BITOR, 3},
        {"&", CONTRACT_BITAND, 4}, {"==", CONTRACT_EQ, 5}, {"!=", CONTRACT_NE, 5},
        {"<", CONTRACT_LT, 6},   {"<=", CONTRACT_LE, 6},  {">", CONTRACT_GT, 6},
        {">=", CONTRACT_GE, 6},  {"+", CONTRACT_ADD, 7},  {"-", CONTRACT_SUB, 7},
        {"*", CONTRACT_MUL, 8},  {"/", CONTRACT_DIV, 8},  {"%", CONTRACT_REM, 8},
    };
    if (token->kind != CONTRACT_TOKEN_PUNCT)
        return NULL;
    for (size_t i = 0; i < sizeof binaries / sizeof binaries[0]; i++)
        if (contract_token_is(token, binaries[i].text))
            return &binaries[i];
    return NULL;
}

static const struct contract_expr *parse_binary(struct contract_parser *p, int level)
{
    const struct contract_expr *left = parse_unary(p);
    const struct binary *binary = NULL;

    while (!p->failed && (binary = find_binary(&p->token)) && binary->level >= level) {
        contract_advance(p);
        left = contract_new_expr(p, binary->op, 0, left, parse_binary(p, binary->level + 1));
    }
    return left;
}

const struct contract_expr *contract_parse_expr(struct contract_parser *p)
{
    const struct contract_expr *cond = NULL, *yes = NULL;
    struct contract_expr *e = NULL;

    if (!contract_enter(p))
        return NULL;
    cond = parse_binary(p, 1);
    if (!p->failed && contract_accept(p, "?")) {
        yes = contract_parse_expr(p);
        contract_expect(p, ":");
        e = contract_alloc(p->set, sizeof *e);
        e->op = CONTRACT_IF;
        e->a = cond;
        e->b = yes;
        e->c = contract_parse_expr(p);
        cond = e;
    }
    contract_leave(p);
    return p->failed ? NULL : cond;
}
