/* Parses one instruction of the text form.  Most have the same form, which text_words.h tells:
 * word, flags, type, operands.  The others have a function each. */
#include "text_parse_internal.h"

#include <stdlib.h>
#include <string.h>

/* Instructions with a form of their own */

static void read_leaves(struct parser *ps, struct prog_object *object)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_leaf *leaves = NULL;
    uint32_t n = 0, cap = 0;
    do {
        leaves = prog_grow_list(leaves, n + 1, &cap, sizeof *leaves);
        leaves[n].offset = prog_lex_number(lex, UINT64_MAX, "the offset of a leaf");
        prog_lex_expect_punct(lex, '+', "between offset and size of a leaf");
        leaves[n].size = prog_lex_number(lex, UINT64_MAX, "the size of a leaf");
        n++;
    } while (prog_lex_accept_punct(lex, ','));
    object->leaves = prog_alloc(ps->p, n * sizeof *leaves);
    memcpy(object->leaves, leaves, n * sizeof *leaves);
    object->n_leaves = n;
    free(leaves);
}

static void read_local(struct parser *ps, prog_value v)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_object *object = prog_alloc(ps->p, sizeof *object);
    *object = (struct prog_object){.name = "", .decl = PROG_NONE};
    struct prog_type type = {ps->p->pointer_bits, PROG_PTR};
    if (prog_is_type_word(&lex->token))
        type = prog_read_type(ps, false);
    ps->f->values[v].type = type;
    ps->f->values[v].object = object;
    if (prog_lex_at_punct(lex, '('))
        prog_read_operand_list(ps, v);
    else
        ps->f->values[v].imm =
            prog_lex_number(lex, UINT64_MAX, "the size of the local, or '(' and a value");
    if (lex->token.kind == PROG_TOKEN_STRING)
        object->name = prog_expect_string(ps, "a name");
    for (;;) {
        if (prog_lex_accept_word(lex, "implicit"))
            object->implicit = true;
        else if (prog_lex_accept_word(lex, "scratch"))
            object->scratch = true;
        else if (prog_lex_accept_word(lex, "why"))
            object->why = prog_expect_string(ps, "a reason in quotes");
        else if (prog_lex_accept_word(lex, "decl"))
            object->decl = (uint32_t)prog_lex_number(lex, UINT32_MAX, "a declaration's number");
        else if (prog_lex_accept_word(lex, "at"))
            object->loc = prog_read_loc(ps);
        else if (prog_lex_accept_word(lex, "leaves"))
            read_leaves(ps, object);
        else
            return;
    }
}

void prog_read_label_ref(struct parser *ps, struct refs *refs, uint32_t owner, uint32_t index)
{
    struct prog_token t = prog_expect_word(ps, "the label of a block");
    if (!ps->lex.failed)
        prog_add_ref(refs, owner, index, t);
}

static void read_phi(struct parser *ps, prog_value v)
{
    struct prog_lexer *lex = &ps->lex;
    if (!prog_lex_at_punct(lex, '['))
        return;
    do {
        prog_lex_expect_punct(lex, '[', "before a label and its value");
        uint32_t index = prog_add_arg(ps, v);
        prog_read_label_ref(ps, &ps->phis, v, index);
        prog_lex_expect_punct(lex, ':', "between a label and its value");
        prog_read_operand(ps, v, index);
        prog_lex_expect_punct(lex, ']', "after a label and its value");
    } while (prog_lex_accept_punct(lex, ','));
}

static uint32_t read_record(struct parser *ps)
{
    return (uint32_t)prog_lex_number(&ps->lex, UINT32_MAX, "the number of a struct");
}

static void read_call(struct parser *ps, prog_value v)
{
    struct prog_lexer *lex = &ps->lex;
    prog_read_operand(ps, v, prog_add_arg(ps, v));
    prog_read_operand_list(ps, v);
    uint32_t n = ps->f->values[v].n_args - 1;
    ps->f->values[v].fixed = n;
    if (prog_lex_accept_word(lex, "fixed"))
        ps->f->values[v].fixed =
            (uint32_t)prog_lex_number(lex, UINT32_MAX, "how many arguments are not variadic");
    if (prog_lex_accept_word(lex, "whole"))
        ps->f->values[v].record = read_record(ps);
}

static void read_switch(struct parser *ps, prog_value v)
{
    struct prog_lexer *lex = &ps->lex;
    prog_read_operand(ps, v, prog_add_arg(ps, v));
    prog_lex_expect_punct(lex, ',', "before the default label");
    prog_read_label_ref(ps, &ps->labels, ps->block, 0);
    if (!prog_lex_accept_punct(lex, '['))
        return;
    uint64_t *words = NULL;
    uint32_t n = 0, cap = 0;
    do {
        struct prog_token t = lex->token;
        uint64_t magnitude;
        bool negative;
        if (!prog_lex_read_number(&t, &magnitude, &negative)) {
            prog_lex_expected(lex, "the number of a case");
            break;
        }
        prog_add_ref(&ps->cases, v, n, t);
        words = prog_grow_list(words, n + 1, &cap, sizeof *words);
        words[n++] = negative ? 0 - magnitude : magnitude;
        prog_lex_advance(lex);
        prog_lex_expect_punct(lex, ':', "between a case and its label");
        prog_read_label_ref(ps, &ps->labels, ps->block, 0);
    } while (prog_lex_accept_punct(lex, ','));
    prog_lex_expect_punct(lex, ']', "after the cases");
    uint64_t *kept = prog_alloc(ps->p, n * sizeof *kept);
    if (n)
        memcpy(kept, words, n * sizeof *kept);
    ps->f->values[v].words = kept;
    free(words);
}

static void read_terminator(struct parser *ps, prog_value v, enum prog_op op)
{
    struct prog_lexer *lex = &ps->lex;
    switch (op) {
    case PROG_JUMP:
        prog_read_label_ref(ps, &ps->labels, ps->block, 0);
        break;
    case PROG_BRANCH:
        prog_read_operand(ps, v, prog_add_arg(ps, v));
        prog_lex_expect_punct(lex, ',', "before the label for true");
        prog_read_label_ref(ps, &ps->labels, ps->block, 0);
        prog_lex_expect_punct(lex, ',', "before the label for false");
        prog_read_label_ref(ps, &ps->labels, ps->block, 0);
        break;
    case PROG_SWITCH:
        read_switch(ps, v);
        break;
    case PROG_INDIRECT:
        prog_read_operand_list(ps, v);
        prog_lex_expect_punct(lex, '[', "before the labels");
        if (prog_lex_accept_punct(lex, ']'))
            break;
        do
            prog_read_label_ref(ps, &ps->labels, ps->block, 0);
        while (prog_lex_accept_punct(lex, ','));
        prog_lex_expect_punct(lex, ']', "after the labels");
        break;
    case PROG_RETURN:
        if (prog_at_operand(ps))
            prog_read_operand(ps, v, prog_add_arg(ps, v));
        break;
    default:
        break;
    }
}

/* Instructions */

static enum prog_op read_op(struct parser *ps)
{
    const struct prog_token *t = &ps->lex.token;
    for (int op = PROG_FUNC + 1; op < PROG_OP_COUNT && t->kind == PROG_TOKEN_WORD; op++) {
        const char *word = prog_op_words[op].word;
        if (strlen(word) == t->length && !memcmp(word, t->text, t->length)) {
            prog_lex_advance(&ps->lex);
            return (enum prog_op)op;
        }
    }
    prog_lex_expected(&ps->lex, "an instruction, a label or '}'");
    return PROG_UNREACHABLE;
}

static uint64_t read_predicate(struct parser *ps)
{
    for (uint32_t i = 0; i <= PROG_FCMP_TRUE; i++)
        if (prog_lex_accept_word(&ps->lex, prog_fcmp_words[i]))
            return i;
    prog_lex_expected(&ps->lex, "a comparison of floats: false, oeq, ogt, oge, olt, ole, one, ord, "
                                "uno, ueq, ugt, uge, ult, ule, une or true");
    return 0;
}

void prog_read_inst(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    const struct prog_token place = lex->token;
    struct prog_token name = {0};
    if (prog_lex_accept_punct(lex, '%')) {
        name = prog_expect_word(ps, "the name of a value after '%'");
        prog_lex_expect_punct(lex, '=', "after the name of a result");
    }
    if (lex->failed)
        return;
    enum prog_op op = read_op(ps);
    const struct prog_op_word *form = &prog_op_words[op];
    uint32_t flags = prog_read_flags(ps, prog_inst_words);
    uint64_t imm = op == PROG_FCMP ? read_predicate(ps) : 0;
    struct prog_type type = {0, PROG_VOID};
    if (form->typed)
        type = prog_read_type(ps, true);
    if (lex->failed)
        return;
    prog_value v =
        prog_add_value(ps->p, ps->f, op, type, form->operands > 0 ? (uint32_t)form->operands : 0);
    prog_append(ps->p, ps->f, ps->block, v);
    prog_set_place(&ps->value_places, v, &place);
    ps->f->values[v].flags = flags;
    ps->f->values[v].imm = imm;
    for (int i = 0; i < form->operands; i++) {
        if (i)
            prog_lex_expect_punct(lex, ',', "before the next operand");
        prog_read_operand(ps, v, (uint32_t)i);
    }
    switch (op) {
    case PROG_EXTRACT:
    case PROG_INSERT:
        if (!prog_lex_accept_word(lex, "bit"))
            prog_lex_expected(lex, "'bit' and the lowest bit");
        ps->f->values[v].imm = prog_lex_number(lex, PROG_BITS_MAX, "the lowest bit");
        break;
    case PROG_PTRADD:
        if (prog_lex_accept_word(lex, "extent"))
            ps->f->values[v].extent = prog_lex_number(lex, UINT64_MAX, "a size in bytes");
        break;
    case PROG_LOAD:
        if (prog_lex_accept_word(lex, "unwritten"))
            ps->f->values[v].record = read_record(ps);
        break;
    case PROG_GIVEN:
        ps->f->values[v].imm = prog_lex_number(lex, UINT32_MAX, "the number of the condition");
        break;
    case PROG_INTENT:
        ps->f->values[v].name = prog_expect_string(ps, "\"claim:why\"");
        break;
    case PROG_OPAQUE:
        ps->f->values[v].name = prog_expect_string(ps, "the name of the function in quotes");
        prog_read_operand_list(ps, v);
        break;
    case PROG_ASM:
        prog_read_operand_list(ps, v);
        break;
    case PROG_LOCAL:
        read_local(ps, v);
        break;
    case PROG_PHI:
        read_phi(ps, v);
        break;
    case PROG_CALL:
        read_call(ps, v);
        break;
    default:
        if (prog_is_terminator(op))
            read_terminator(ps, v, op);
    }
    if (prog_lex_accept_punct(lex, '!'))
        ps->f->values[v].loc = prog_read_loc(ps);
    if (lex->failed || !name.length)
        return;
    if (ps->f->values[v].type.bits)
        prog_define_name(ps, &ps->value_names, name, v, "%");
    else
        prog_lex_fail_at(lex, place.line, place.column,
                         "expected no result name: this '%s' has no result", form->word);
}
