/* Prototypes with contracts, and the annotations of a declaration.
 *
 * Reads C declarations as they stand in headers.  Nothing is known of typedef names, so a word that
 * is not a keyword counts as a type or a macro when another word, a star or a parenthesised
 * declarator follows, and as the declared name otherwise.  Types are read for three things only:
 * whether a parameter is a pointer, whether what it points to is const or incomplete, and whether
 * the function returns anything; all serve to refuse contracts that cannot be meant.
 *
 * What it gives up: macros are not expanded, function definitions and K&R declarations are
 * refused.  Type definitions and variables are passed over.
 */
#include "contract_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A declarator with its specifiers, as far as it matters here. */
struct declared {
    struct contract_token name; /* CONTRACT_TOKEN_END when it has none */
    struct contract_token label; /* its link name, from asm("..."), or CONTRACT_TOKEN_END */
    int32_t depth;              /* as contract_param_info.depth */
    bool is_function;           /* the name stands before a parameter list */
    bool const_target, is_void, is_va_list, is_typedef, named_type;
    uint32_t flags;             /* enum contract_flag, from attributes */
    struct contract_param_info *params; /* malloc'd, of a function */
    uint32_t n_params, cap_params;
    bool variadic;
};

static bool is_any(const struct contract_token *token, const char *const *words)
{
    for (; *words; words++)
        if (contract_token_is(token, *words))
            return true;
    return false;
}

static bool is_qualifier(const struct contract_token *token)
{
    static const char *const words[] = {
        "volatile", "__volatile__", "__volatile", "restrict", "__restrict", "__restrict__",
        "_Atomic", "_Nonnull", "_Nullable", "_Null_unspecified", "__extension__", "extern",
        "static", "inline", "__inline", "__inline__", "register", "_Thread_local", "__thread",
        "auto", "typedef", NULL};
    return is_any(token, words);
}

static bool is_const(const struct contract_token *token)
{
    static const char *const words[] = {"const", "__const", "__const__", NULL};
    return is_any(token, words);
}

static bool is_basic_type(const struct contract_token *token)
{
    static const char *const words[] = {
        "void", "char", "short", "int", "long", "float", "double", "signed", "unsigned",
        "__signed__", "_Bool", "_Complex", "__complex__", "__int128", "_Float16", "_Float32",
        "_Float64", "_Float128", "_Float32x", "_Float64x", "__float128", NULL};
    return is_any(token, words);
}

static bool is_tag(const struct contract_token *token)
{
    static const char *const words[] = {"struct", "union", "enum", NULL};
    return is_any(token, words);
}

static bool is_asm(const struct contract_token *token)
{
    static const char *const words[] = {"asm", "__asm__", "__asm", NULL};
    return is_any(token, words);
}

static bool is_attribute(const struct contract_token *token)
{
    static const char *const words[] = {"__attribute__", "__attribute", "_Alignas", "__declspec",
                                        NULL};
    return is_any(token, words);
}

static bool is_contract_macro(const struct contract_token *token)
{
    return token->kind == CONTRACT_TOKEN_NAME && token->length > 7 &&
           memcmp(token->text, "UNSOWN_", 7) == 0;
}

/* From an opening bracket of any kind to behind the one that closes it. */
static void skip_balanced(struct contract_parser *p)
{
    uint32_t open = 0;

    do {
        if (contract_token_is(&p->token, "(") || contract_token_is(&p->token, "[") ||
            contract_token_is(&p->token, "{"))
            open++;
        else if (contract_token_is(&p->token, ")") || contract_token_is(&p->token, "]") ||
                 contract_token_is(&p->token, "}"))
            open--;
        if (p->token.kind == CONTRACT_TOKEN_END) {
            contract_fail_expected(p, "a closing bracket");
            return;
        }
        contract_advance(p);
    } while (open);
}

/* __attribute__((...)) and its like, [[...]], and asm("label"). */
static bool accept_attribute(struct contract_parser *p, struct declared *d)
{
    if (contract_token_is(&p->token, "[") && contract_token_is(&p->next, "[")) {
        skip_balanced(p);
        return true;
    }
    if (contract_accept(p, "_Noreturn")) {
        d->flags |= CONTRACT_NORETURN;
        return true;
    }
    if (is_asm(&p->token)) {
        contract_advance(p);
        contract_expect(p, "(");
        d->label = p->token;
        if (p->token.kind != CONTRACT_TOKEN_STRING || p->token.length < 3)
            contract_fail_expected(p, "a name in quotes");
        while (p->token.kind == CONTRACT_TOKEN_STRING) {
            d->label = p->token; /* glibc writes "" "name" */
            contract_advance(p);
        }
        contract_expect(p, ")");
        return true;
    }
    if (!is_attribute(&p->token))
        return false;
    contract_advance(p);
    if (!contract_token_is(&p->token, "(")) {
        contract_fail_expected(p, "'('");
        return true;
    }
    if (contract_token_is(&p->next, "(")) {
        contract_advance(p);
        contract_advance(p);
        for (uint32_t open = 2; open && !p->failed;) {
            if (contract_token_is(&p->token, "noreturn") ||
                contract_token_is(&p->token, "__noreturn__"))
                d->flags |= CONTRACT_NORETURN;
            else if (contract_token_is(&p->token, "returns_twice") ||
                     contract_token_is(&p->token, "__returns_twice__"))
                d->flags |= CONTRACT_TWICE;
            else if (contract_token_is(&p->token, "("))
                open++;
            else if (contract_token_is(&p->token, ")"))
                open--;
            else if (p->token.kind == CONTRACT_TOKEN_END)
                contract_fail_expected(p, "')'");
            contract_advance(p);
        }
        return true;
    }
    skip_balanced(p);
    return true;
}

/* The word before this token belongs to the specifiers: another one, or the declarator, follows. */
static bool continues_specifiers(const struct contract_token *next)
{
    return (next->kind == CONTRACT_TOKEN_NAME && !is_contract_macro(next) && !is_asm(next) &&
            !is_attribute(next)) ||
           contract_token_is(next, "*");
}

/* Fills depth (0, or -1 for a type that may hide a pointer), is_void, const_target, is_typedef. */
static void parse_specifiers(struct contract_parser *p, struct declared *d)
{
    bool type = false;

    while (!p->failed) {
        if (is_qualifier(&p->token)) {
            d->is_typedef |= contract_token_is(&p->token, "typedef");
            contract_advance(p);
        } else if (is_const(&p->token)) {
            d->const_target = true;
            contract_advance(p);
        } else if (accept_attribute(p, d)) {
            continue;
        } else if (is_basic_type(&p->token)) {
            d->is_void = contract_token_is(&p->token, "void");
            d->named_type = false;
            d->depth = 0;
            type = true;
            contract_advance(p);
        } else if (is_tag(&p->token)) {
            contract_advance(p);
            while (accept_attribute(p, d))
                ;
            if (p->token.kind == CONTRACT_TOKEN_NAME)
                contract_advance(p);
            else if (!contract_token_is(&p->token, "{"))
                contract_fail_expected(p, "a tag or '{'");
            if (contract_token_is(&p->token, "{"))
                skip_balanced(p);
            d->depth = 0;
            type = true;
        } else if ((contract_token_is(&p->token, "__typeof__") ||
                    contract_token_is(&p->token, "typeof")) &&
                   contract_token_is(&p->next, "(")) {
            contract_advance(p);
            skip_balanced(p);
            d->depth = -1;
            type = true;
        } else if (p->token.kind == CONTRACT_TOKEN_NAME && !is_contract_macro(&p->token) &&
                   (!type || continues_specifiers(&p->next))) {
            if (!type) {
                d->depth = -1;
                d->named_type = true;
                d->is_va_list = contract_token_is(&p->token, "va_list") ||
                                contract_token_is(&p->token, "__gnuc_va_list") ||
                                contract_token_is(&p->token, "__builtin_va_list");
            }
            type = true;
            contract_advance(p);
        } else {
            break;
        }
    }
    if (!type)
        contract_fail_expected(p, "a type");
}

static void parse_declarator(struct contract_parser *p, struct declared *d, bool outermost);

static void parse_params(struct contract_parser *p, struct declared *f);

/* The part behind the name: parameter lists and array brackets.  first: directly behind it. */
static void parse_suffixes(struct contract_parser *p, struct declared *d, bool first)
{
    while (!p->failed) {
        if (contract_token_is(&p->token, "(")) {
            if (first && !d->is_function) {
                d->is_function = true;
                contract_advance(p);
                parse_params(p, d);
            } else {
                skip_balanced(p);
            }
        } else if (contract_token_is(&p->token, "[") && !contract_token_is(&p->next, "[")) {
            skip_balanced(p);
            d->depth = (d->depth < 0 ? 0 : d->depth) + 1;
        } else {
            return;
        }
        first = false;
    }
}

static void parse_declarator(struct contract_parser *p, struct declared *d, bool outermost)
{
    /* const of what the last star points to, and of the pointer itself: an array's brackets are
     * one level more, whose target is then the latter. */
    bool target = d->const_target, itself = d->const_target, first = true;
    int32_t stars = 0;

    if (!contract_enter(p))
        return;
    while (!p->failed) {
        if (contract_accept(p, "*") || contract_accept(p, "^")) {
            stars++;
            target = itself;
            itself = false;
        } else if (is_const(&p->token)) {
            itself = true;
            contract_advance(p);
        } else if (is_qualifier(&p->token)) {
            contract_advance(p);
        } else if (!accept_attribute(p, d)) {
            break;
        }
    }
    if (contract_token_is(&p->token, "(") &&
        (contract_token_is(&p->next, "*") || contract_token_is(&p->next, "^") ||
         contract_token_is(&p->next, "(") ||
         (outermost && p->next.kind == CONTRACT_TOKEN_NAME && !is_basic_type(&p->next)))) {
        int32_t depth = d->depth;
        contract_advance(p);
        parse_declarator(p, d, outermost);
        contract_expect(p, ")");
        first = d->depth == depth && !d->is_function; /* int (name)(int), not int (*name)(int) */
    } else if (p->token.kind == CONTRACT_TOKEN_NAME && !is_contract_macro(&p->token)) {
        d->name = p->token;
        contract_advance(p);
    }
    if (stars)
        d->depth = (d->depth < 0 ? 0 : d->depth) + stars;
    d->const_target = contract_token_is(&p->token, "[") ? itself : target;
    parse_suffixes(p, d, first);
    contract_leave(p);
}

static void add_param(struct contract_parser *p, struct declared *f, struct declared *param)
{
    struct contract_param_info *info = NULL;

    for (uint32_t i = 0; param->name.length && i < f->n_params; i++)
        if (contract_token_is(&param->name, f->params[i].name))
            contract_fail(p, &param->name, "expected another name, found a second parameter '%s'",
                          f->params[i].name);
    if (f->n_params == f->cap_params) {
        f->cap_params = f->cap_params ? f->cap_params * 2 : 8;
        f->params = realloc(f->params, f->cap_params * sizeof *f->params);
        if (!f->params)
            prog_fatal("contracts");
    }
    info = &f->params[f->n_params++];
    info->name = contract_string(p->set, param->name.text, param->name.length);
    info->depth = param->depth;
    info->const_target = param->const_target && param->depth > 0;
    info->incomplete = param->is_void && param->depth == 1;
    info->named_type = param->named_type;
    f->variadic |= param->is_va_list;
}

/* Behind the opening parenthesis. */
static void parse_params(struct contract_parser *p, struct declared *f)
{
    if (contract_token_is(&p->token, "void") && contract_token_is(&p->next, ")")) {
        contract_advance(p);
        contract_advance(p);
        return;
    }
    if (contract_accept(p, ")"))
        return;
    while (!p->failed) {
        struct declared param = {0};

        if (contract_accept(p, "...")) {
            f->variadic = true;
            break;
        }
        parse_specifiers(p, &param);
        parse_declarator(p, &param, false);
        if (param.is_function) { /* a function as a parameter is a pointer to it */
            param.depth = 1;
            param.is_void = true;
        }
        free(param.params);
        while (accept_attribute(p, &param) || is_contract_macro(&p->token)) {
            if (is_contract_macro(&p->token)) { /* UNSOWN_SCRATCH("why") on a parameter */
                contract_advance(p);
                if (contract_token_is(&p->token, "("))
                    skip_balanced(p);
            }
        }
        add_param(p, f, &param);
        if (!contract_token_is(&p->token, ",") && !contract_token_is(&p->token, ")"))
            contract_fail_expected(p, "',' or ')'");
        if (!contract_accept(p, ","))
            break;
    }
    contract_expect(p, ")");
}

static struct contract *new_contract(struct contract_set *set, const char *name, size_t length,
                                     uint32_t n_params, const struct contract_effect_list *list)
{
    struct contract *c = contract_alloc(set, sizeof *c);

    c->name = contract_string(set, name, length);
    c->n_params = n_params;
    c->flags = list->flags;
    c->n_effects = list->n;
    c->effects = contract_alloc(set, list->n * sizeof *c->effects);
    if (list->n)
        memcpy(c->effects, list->effects, list->n * sizeof *c->effects);
    return c;
}

/* Behind the declarator of a function: the contract, up to the semicolon. */
static struct contract *parse_contract(struct contract_parser *p, struct declared *f)
{
    struct contract_effect_list list = {.flags = f->flags};
    struct contract *contract = NULL;

    p->scope.params = f->params;
    p->scope.n_params = f->n_params;
    p->scope.returns = !f->is_void || f->depth > 0;
    p->scope.variadic = f->variadic;
    while (!p->failed && !contract_token_is(&p->token, ";")) {
        struct contract_token token = p->token;
        if (accept_attribute(p, f))
            continue;
        if (!is_contract_macro(&token)) {
            contract_fail_expected(p, contract_token_is(&token, "{")
                                          ? "';' (a contract stands on a prototype)"
                                          : "a contract macro or ';'");
            break;
        }
        contract_advance(p);
        contract_parse_effect(p, &token, 7, &list);
    }
    contract_expect(p, ";");
    list.flags |= f->flags;
    if (!p->failed) {
        const char *name = f->name.text;
        size_t length = f->name.length;
        if (f->label.length) {
            name = f->label.text + 1;
            length = f->label.length - 2;
        }
        contract = new_contract(p->set, name, length, f->n_params, &list);
    }
    free(list.effects);
    return contract;
}

/* One declaration; the contract if it is a function's, NULL otherwise and after a fault. */
static struct contract *parse_declaration(struct contract_parser *p)
{
    struct declared d = {0};
    struct contract *contract = NULL;

    parse_specifiers(p, &d);
    if (contract_accept(p, ";")) /* struct s { ... }; */
        return NULL;
    parse_declarator(p, &d, true);
    while (accept_attribute(p, &d))
        ;
    if (!p->failed && !d.name.length)
        contract_fail_expected(p, "the name of a function");
    if (!p->failed && d.is_function && !d.is_typedef) {
        contract = parse_contract(p, &d);
    } else {
        while (!p->failed && !contract_accept(p, ";")) {
            if (contract_token_is(&p->token, "(") || contract_token_is(&p->token, "[") ||
                contract_token_is(&p->token, "{"))
                skip_balanced(p);
            else if (p->token.kind == CONTRACT_TOKEN_END)
                contract_fail_expected(p, "';'");
            else
                contract_advance(p);
        }
    }
    free(d.params);
    return contract;
}

bool contract_parse(struct contract_set *set, const char *file, const char *text, size_t length,
                    struct contract_error *error)
{
    struct contract_parser p = {.set = set, .file = file, .place = "file", .error = error};
    struct contract_mark mark = contract_get_mark(set);
    struct contract **found = NULL;
    size_t n = 0, cap = 0, externs = 0;

    contract_lex_start(&p, text, length);
    while (p.token.kind != CONTRACT_TOKEN_END) {
        struct contract *contract = NULL;
        if (contract_accept(&p, ";"))
            continue;
        if (contract_token_is(&p.token, "extern") && p.next.kind == CONTRACT_TOKEN_STRING) {
            contract_advance(&p);
            contract_advance(&p);
            externs += contract_accept(&p, "{");
            continue;
        }
        if (externs && contract_accept(&p, "}")) {
            externs--;
            continue;
        }
        contract = parse_declaration(&p);
        if (!contract)
            continue;
        if (n == cap) {
            cap = cap ? cap * 2 : 64;
            found = realloc(found, cap * sizeof *found);
            if (!found)
                prog_fatal("contracts");
        }
        found[n++] = contract;
    }
    if (externs)
        contract_fail_expected(&p, "'}'");
    if (p.failed)
        contract_release(set, mark);
    else
        for (size_t i = 0; i < n; i++)
            contract_set_put(set, found[i]);
    free(found);
    return !p.failed;
}

/* Attribute alloc_size says how large what the function returns is. */
static const struct contract_expr *alloc_size(struct contract_parser *p,
                                              const struct prog_function *f)
{
    const struct contract_expr *size = NULL;

    for (int i = 0; i < 2; i++) {
        const struct contract_expr *factor = NULL;
        if (f->alloc_size[i] < 0 || (uint32_t)f->alloc_size[i] >= f->n_params)
            continue;
        factor = contract_new_expr(p, CONTRACT_PARAM, f->alloc_size[i], NULL, NULL);
        size = size ? contract_new_expr(p, CONTRACT_MUL, 0, size, factor) : factor;
    }
    return size;
}

/* What a parameter without a name is called in a contract. */
static const char *numbered(struct contract_set *set, uint32_t number)
{
    char name[16];
    int length = snprintf(name, sizeof name, "arg%" PRIu32, number);
    return contract_string(set, name, (size_t)length);
}

const struct contract *contract_from_annotations(struct contract_set *set,
                                                 const struct prog_function *f,
                                                 struct contract_error *error)
{
    struct contract_parser p = {.set = set, .place = "annotation", .error = error};
    struct contract_effect_list list = {.flags = CONTRACT_PARTIAL};
    struct contract_mark mark = contract_get_mark(set);
    struct contract_param_info *params = contract_alloc(set, f->n_params * sizeof *params);
    const struct contract *contract = NULL;

    for (uint32_t i = 0; i < f->n_params; i++) {
        const struct prog_param *param = &f->params[i];
        params[i].name = param->name && *param->name ? param->name : numbered(set, i);
        params[i].depth = param->type.kind == PROG_PTR ? -1 : 0;
        params[i].const_target = param->flags & PROG_PARAM_CONST;
        params[i].incomplete = param->pointee == 0;
        params[i].named_type = true;
    }
    p.scope = (struct contract_scope){params, f->n_params, f->ret.kind != PROG_VOID,
                                      f->flags & PROG_FN_VARIADIC};
    for (uint32_t i = 0; i < f->n_contracts && !p.failed; i++) {
        const char *text = f->contracts[i];
        uint32_t first = list.n;

        if (strncmp(text, "unsown:", 7) == 0)
            text += 7;
        contract_lex_start(&p, text, strlen(text));
        if (p.token.kind != CONTRACT_TOKEN_NAME) {
            contract_fail_expected(&p, "a contract");
        } else {
            struct contract_token name = p.token;
            contract_advance(&p);
            contract_parse_effect(&p, &name, 0, &list);
        }
        if (!p.failed && p.token.kind != CONTRACT_TOKEN_END)
            contract_fail_expected(&p, "the end of the annotation");
        for (uint32_t k = first; k < list.n; k++)
            if ((list.effects[k].kind == CONTRACT_ALLOCATES ||
                 list.effects[k].kind == CONTRACT_ZEROED) && !list.effects[k].size)
                list.effects[k].size = alloc_size(&p, f);
        if (p.failed) {
            char message[sizeof error->message];
            memcpy(message, error->message, sizeof message);
            snprintf(error->message, sizeof error->message, "in '%.60s': %.180s", text, message);
            error->line = f->loc.line;
            error->column = f->loc.column;
        }
    }
    if (p.failed)
        contract_release(set, mark);
    else
        contract = new_contract(set, f->name, strlen(f->name), f->n_params, &list);
    free(list.effects);
    return contract;
}
