/* Contracts in words, for dumps.  Parameters are arg0, arg1, ..., for a contract keeps no names. */
#include "contract.h"

#include <inttypes.h>

static const char *binary_text(enum contract_expr_op op)
{
    switch (op) {
    case CONTRACT_ADD: return "+";
    case CONTRACT_SUB: return "-";
    case CONTRACT_MUL: return "*";
    case CONTRACT_DIV: return "/";
    case CONTRACT_REM: return "%";
    case CONTRACT_EQ: return "==";
    case CONTRACT_NE: return "!=";
    case CONTRACT_LT: return "<";
    case CONTRACT_LE: return "<=";
    case CONTRACT_GT: return ">";
    case CONTRACT_GE: return ">=";
    case CONTRACT_AND: return "&&";
    case CONTRACT_OR: return "||";
    case CONTRACT_BITAND: return "&";
    case CONTRACT_BITOR: return "|";
    default: return NULL;
    }
}

/* inside: an operand, which needs parentheses when it is an operation itself. */
static void print_expr(FILE *to, const struct contract_expr *e, bool inside)
{
    const char *text = binary_text(e->op);

    if (inside && (text || e->op == CONTRACT_IF))
        fputc('(', to);
    switch (e->op) {
    case CONTRACT_NUMBER:
        fprintf(to, "%" PRId64, e->number);
        break;
    case CONTRACT_PARAM:
        fprintf(to, "arg%" PRId64, e->number);
        break;
    case CONTRACT_RESULT:
        fputs("result", to);
        break;
    case CONTRACT_DEREF:
    case CONTRACT_AFTER:
    case CONTRACT_SIZEOF:
    case CONTRACT_STRLEN:
        fputs(e->op == CONTRACT_DEREF ? "*" : e->op == CONTRACT_AFTER ? "after(*"
              : e->op == CONTRACT_SIZEOF ? "sizeof *" : "strlen(", to);
        print_expr(to, e->a, true);
        if (e->op == CONTRACT_AFTER || e->op == CONTRACT_STRLEN)
            fputc(')', to);
        break;
    case CONTRACT_NOT:
        fputc('!', to);
        print_expr(to, e->a, true);
        break;
    case CONTRACT_IF:
        print_expr(to, e->a, true);
        fputs(" ? ", to);
        print_expr(to, e->b, true);
        fputs(" : ", to);
        print_expr(to, e->c, true);
        break;
    default:
        print_expr(to, e->a, true);
        fprintf(to, " %s ", text);
        print_expr(to, e->b, true);
        break;
    }
    if (inside && (text || e->op == CONTRACT_IF))
        fputc(')', to);
}

void contract_print_expr(FILE *to, const struct contract_expr *expr)
{
    print_expr(to, expr, false);
}

static void print_size(FILE *to, const struct contract_effect *e)
{
    if (e->size)
        print_expr(to, e->size, false);
    else
        fputs("all", to);
}

static void print_effect(FILE *to, const struct contract_effect *e)
{
    static const char *const names[] = {
        [CONTRACT_READS] = "reads", [CONTRACT_WRITES] = "writes", [CONTRACT_COPIES] = "copies",
        [CONTRACT_FILLS] = "fills", [CONTRACT_LEAVES] = "leaves",
        [CONTRACT_ALLOCATES] = "allocates", [CONTRACT_ZEROED] = "allocates zeroed",
        [CONTRACT_DUPLICATES] = "allocates defined", [CONTRACT_RESIZES] = "resizes",
        [CONTRACT_RETURNS] = "returns", [CONTRACT_RESULT_IS] = "result is",
        [CONTRACT_FREES] = "frees", [CONTRACT_OUT_VARARGS] = "writes varargs",
        [CONTRACT_IN_VARARGS] = "reads varargs", [CONTRACT_POINTS_INTO] = "returns into",
        [CONTRACT_ESCAPES] = "escapes", [CONTRACT_CALLS] = "calls",
        [CONTRACT_TERMINATES] = "terminates", [CONTRACT_TIME_FORMAT] = "formats time by",
    };
    const char *star = e->deref ? "*" : "";

    fprintf(to, "  %s", e->zeroed ? "zeroes" : names[e->kind]);
    switch (e->kind) {
    case CONTRACT_READS:
        if (e->field) {
            fprintf(to, " field %s of %sarg%" PRIu32, e->field, star, e->param);
            break;
        }
        /* fall through */
    case CONTRACT_WRITES:
    case CONTRACT_FILLS:
    case CONTRACT_LEAVES:
    case CONTRACT_RESIZES:
    case CONTRACT_TERMINATES:
    case CONTRACT_TIME_FORMAT:
        fprintf(to, " %sarg%" PRIu32 ", ", star, e->param);
        print_size(to, e);
        break;
    case CONTRACT_COPIES:
        fprintf(to, " %sarg%" PRIu32 ", arg%" PRIu32 ", ", star, e->param, e->from);
        print_size(to, e);
        break;
    case CONTRACT_ALLOCATES:
    case CONTRACT_ZEROED:
    case CONTRACT_DUPLICATES:
        if (e->deref)
            fprintf(to, " *arg%" PRIu32 ",", e->param);
        fputc(' ', to);
        print_size(to, e);
        break;
    case CONTRACT_RETURNS:
        fprintf(to, " %sarg%" PRIu32, star, e->param);
        if (e->size) {
            fputs(" + ", to);
            print_expr(to, e->size, true);
        }
        break;
    case CONTRACT_FREES:
    case CONTRACT_POINTS_INTO:
    case CONTRACT_ESCAPES:
    case CONTRACT_CALLS:
        fprintf(to, " %sarg%" PRIu32, star, e->param);
        break;
    case CONTRACT_OUT_VARARGS:
        fputc(' ', to);
        print_size(to, e);
        break;
    case CONTRACT_RESULT_IS:
        fputc(' ', to);
        print_expr(to, e->cond, false);
        break;
    case CONTRACT_IN_VARARGS:
        break;
    }
    if (e->cond && e->kind != CONTRACT_RESULT_IS) {
        fputs(" if ", to);
        print_expr(to, e->cond, false);
    }
    fputc('\n', to);
}

void contract_print(FILE *to, const struct contract *contract)
{
    fprintf(to, "%s/%" PRIu32 "\n", contract->name, contract->n_params);
    for (uint32_t i = 0; i < contract->n_effects; i++)
        print_effect(to, &contract->effects[i]);
    if (contract->flags & CONTRACT_NORETURN)
        fputs("  does not return\n", to);
    if (contract->flags & CONTRACT_PURE)
        fputs("  pure\n", to);
    if (contract->flags & CONTRACT_SAME_RESULT)
        fputs("  same result\n", to);
    if (contract->flags & CONTRACT_TWICE)
        fputs("  may return twice\n", to);
    if (contract->flags & CONTRACT_ERRNO)
        fputs("  points to errno\n", to);
    if (contract->flags & CONTRACT_ENDS)
        fputs("  may come to an end\n", to);
    if (contract->flags & CONTRACT_PARTIAL)
        fputs("  says only part\n", to);
}
