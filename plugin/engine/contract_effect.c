/* The macros of a contract, UNSOWN_WRITES(p, n) and the others, as effects.
 *
 * One table says what each macro takes.  models/model.h documents them; the annotations of
 * intent.h use the same names in lower case.
 */
#include "contract_internal.h"

#include <stdlib.h>
#include <string.h>

/* What stands between the parentheses, one letter for each argument:
 *   p  a pointer that the effect is about: a parameter, or *parameter for what it points to
 *   z  the same, read as a string: the size is strlen(p) + 1
 *   f  the pointer that is copied from
 *   s  a size, or UNSOWN_ALL
 *   c  a condition
 *   n  the name of a field of the struct at p
 *   S  a size that may be left out, and the parentheses with it */
struct macro {
    const char *name, *arguments;
    enum contract_effect_kind kind;
    uint32_t flags;
};

#define NO_EFFECT ((enum contract_effect_kind)-1)

static const struct macro macros[] = {
    {"READS", "ps", CONTRACT_READS, 0},
    {"READS_IF", "psc", CONTRACT_READS, 0},
    {"READS_FIELD", "pn", CONTRACT_READS, 0},
    {"READS_FIELD_IF", "pnc", CONTRACT_READS, 0},
    {"READS_STRING", "z", CONTRACT_READS, 0},
    {"READS_STRING_IF", "zc", CONTRACT_READS, 0},
    {"WRITES", "ps", CONTRACT_WRITES, 0},
    {"WRITES_IF", "psc", CONTRACT_WRITES, 0},
    {"COPIES", "pfs", CONTRACT_COPIES, 0},
    {"COPIES_IF", "pfsc", CONTRACT_COPIES, 0},
    {"FILLS", "ps", CONTRACT_FILLS, 0},
    {"ZEROES", "ps", CONTRACT_FILLS, 0},
    {"LEAVES", "ps", CONTRACT_LEAVES, 0},
    {"LEAVES_IF", "psc", CONTRACT_LEAVES, 0},
    {"RETURNS_UNINIT", "", CONTRACT_ALLOCATES, 0},
    {"RETURNS_UNINIT_SIZE", "s", CONTRACT_ALLOCATES, 0},
    {"RETURNS_ZEROED", "", CONTRACT_ZEROED, 0},
    {"RETURNS_ZEROED_SIZE", "s", CONTRACT_ZEROED, 0},
    {"DUPLICATES", "s", CONTRACT_DUPLICATES, 0},
    {"DUPLICATES_IF", "sc", CONTRACT_DUPLICATES, 0},
    {"GIVES_UNINIT", "psc", CONTRACT_ALLOCATES, 0},
    {"GIVES_ZEROED", "psc", CONTRACT_ZEROED, 0},
    {"GIVES_DEFINED", "psc", CONTRACT_DUPLICATES, 0},
    {"RESIZES", "ps", CONTRACT_RESIZES, 0},
    {"RETURNS", "p", CONTRACT_RETURNS, 0},
    {"RETURNS_IF", "pc", CONTRACT_RETURNS, 0},
    {"RETURNS_AT", "ps", CONTRACT_RETURNS, 0},
    {"RETURNS_INTO", "p", CONTRACT_POINTS_INTO, 0},
    {"RESULT_IS", "c", CONTRACT_RESULT_IS, 0},
    {"FREES", "p", CONTRACT_FREES, 0},
    {"FREES_IF", "pc", CONTRACT_FREES, 0},
    {"OUT_VARARGS", "S", CONTRACT_OUT_VARARGS, 0},
    {"IN_VARARGS", "", CONTRACT_IN_VARARGS, 0},
    {"ESCAPES", "p", CONTRACT_ESCAPES, 0},
    {"TERMINATES", "ps", CONTRACT_TERMINATES, 0},
    {"TERMINATES_IF", "psc", CONTRACT_TERMINATES, 0},
    {"TIME_FORMAT", "ps", CONTRACT_TIME_FORMAT, 0},
    {"CALLS", "p", CONTRACT_CALLS, 0},
    {"NORETURN", "", NO_EFFECT, CONTRACT_NORETURN},
    {"PURE", "", NO_EFFECT, CONTRACT_PURE},
    {"SAME_RESULT", "", NO_EFFECT, CONTRACT_SAME_RESULT},
    {"TWICE", "", NO_EFFECT, CONTRACT_TWICE},
    {"ERRNO", "", NO_EFFECT, CONTRACT_ERRNO},
    {"ENDS", "", NO_EFFECT, CONTRACT_ENDS},
};

/* Case does not count: annotations are in lower case. */
static const struct macro *find_macro(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof macros / sizeof macros[0]; i++) {
        const char *m = macros[i].name;
        size_t n = 0;
        while (n < length && m[n] && (name[n] == m[n] || name[n] == (m[n] | 0x20)))
            n++;
        if (n == length && !m[n])
            return &macros[i];
    }
    return NULL;
}

/* The effect puts something into the memory it is about. */
static bool is_written(const struct macro *m)
{
    return m->kind == CONTRACT_WRITES || m->kind == CONTRACT_COPIES || m->kind == CONTRACT_FILLS;
}

/* An argument that names memory.  Sets *number and, for *param, *deref. */
static void parse_memory(struct contract_parser *p, const struct macro *m, bool to,
                         uint32_t *number, uint32_t *deref)
{
    const struct contract_param_info *info = NULL;
    struct contract_token token;
    uint32_t parens = 0;
    bool gives = m->arguments[0] == 'p' && strncmp(m->name, "GIVES", 5) == 0;

    while (contract_accept(p, "("))
        parens++;
    *deref = contract_accept(p, "*");
    token = p->token;
    *number = contract_find_param(p, &token);
    if (*number == PROG_NONE) {
        contract_fail_expected(p, "the name of a parameter");
        return;
    }
    contract_advance(p);
    while (parens--)
        contract_expect(p, ")");
    info = &p->scope.params[*number];
    if (info->depth == 0 || (*deref && info->depth == 1 && !info->named_type))
        contract_fail(p, &token, "expected a pointer%s, found '%s'%s",
                      *deref ? " to a pointer" : "", info->name,
                      info->depth == 0 ? ", which is not one" : "");
    else if (to && !*deref && is_written(m) && info->const_target)
        contract_fail(p, &token, "expected a pointer to what may be written, found '%s', which "
                      "points to const", info->name);
    else if (gives && !*deref)
        contract_fail(p, &token, "expected '*%s': where the new object's address is put",
                      info->name);
}

static const struct contract_expr *parse_size(struct contract_parser *p)
{
    return contract_accept(p, "UNSOWN_ALL") ? NULL : contract_parse_expr(p);
}

static const struct contract_expr *string_size(struct contract_parser *p, uint32_t param)
{
    const struct contract_expr *s = contract_new_expr(p, CONTRACT_PARAM, param, NULL, NULL);
    s = contract_new_expr(p, CONTRACT_STRLEN, 0, s, NULL);
    return contract_new_expr(p, CONTRACT_ADD, 0, s,
                             contract_new_expr(p, CONTRACT_NUMBER, 1, NULL, NULL));
}

static void append(struct contract_effect_list *list, const struct contract_effect *effect)
{
    if (list->n == list->cap) {
        list->cap = list->cap ? list->cap * 2 : 8;
        list->effects = realloc(list->effects, list->cap * sizeof *list->effects);
        if (!list->effects)
            prog_fatal("contracts");
    }
    list->effects[list->n++] = *effect;
}

void contract_parse_effect(struct contract_parser *p, const struct contract_token *name,
                           size_t prefix, struct contract_effect_list *list)
{
    const struct macro *m = find_macro(name->text + prefix, name->length - prefix);
    struct contract_effect effect = {0};
    bool optional = false;

    if (!m) {
        contract_fail(p, name, "expected a contract macro, found '%.*s'",
                      (int)(name->length > 40 ? 40 : name->length), name->text);
        return;
    }
    if ((m->kind == CONTRACT_OUT_VARARGS || m->kind == CONTRACT_IN_VARARGS) && !p->scope.variadic) {
        contract_fail(p, name, "expected a function with '...' or a va_list for '%.*s'",
                      (int)name->length, name->text);
        return;
    }
    if (!p->scope.returns && (strncmp(m->name, "RETURNS", 7) == 0 || m->kind == CONTRACT_RESIZES ||
                              strncmp(m->name, "DUPLICATES", 10) == 0)) {
        contract_fail(p, name, "expected a function with a result for '%.*s'", (int)name->length,
                      name->text);
        return;
    }
    optional = m->arguments[0] == 'S' || !m->arguments[0];
    if (!optional || contract_token_is(&p->token, "(")) {
        contract_expect(p, "(");
        for (const char *a = m->arguments; *a && !p->failed; a++) {
            if (a > m->arguments)
                contract_expect(p, ",");
            switch (*a) {
            case 'p':
            case 'z':
                parse_memory(p, m, true, &effect.param, &effect.deref);
                if (*a == 'z' && effect.deref)
                    contract_fail(p, name, "expected a parameter, found what it points to");
                if (*a == 'z' && !p->failed)
                    effect.size = string_size(p, effect.param);
                break;
            case 'f': {
                uint32_t deref;
                parse_memory(p, m, false, &effect.from, &deref);
                if (deref)
                    contract_fail(p, name, "expected a parameter to copy from, found what it "
                                  "points to");
                break;
            }
            case 'n':
                if (p->token.kind != CONTRACT_TOKEN_NAME) {
                    contract_fail_expected(p, "the name of a field");
                    break;
                }
                effect.field = contract_string(p->set, p->token.text, p->token.length);
                contract_advance(p);
                break;
            case 's':
                effect.size = parse_size(p);
                break;
            case 'S':
                if (!contract_token_is(&p->token, ")"))
                    effect.size = parse_size(p);
                break;
            default:
                effect.cond = contract_parse_expr(p);
                break;
            }
        }
        contract_expect(p, ")");
    }
    if (p->failed)
        return;
    list->flags |= m->flags;
    if (m->kind == NO_EFFECT)
        return;
    effect.kind = m->kind;
    effect.zeroed = strcmp(m->name, "ZEROES") == 0;
    append(list, &effect);
}
