/* The small parts of the text form: names, places, flags, types, constants and operands. */
#include "text_parse_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Small things */

struct prog_token prog_expect_word(struct parser *ps, const char *what)
{
    struct prog_token t = ps->lex.token;
    if (t.kind != PROG_TOKEN_WORD)
        prog_lex_expected(&ps->lex, what);
    else
        prog_lex_advance(&ps->lex);
    return t;
}

const char *prog_expect_string(struct parser *ps, const char *what)
{
    size_t n = prog_lex_string(&ps->lex, false, what);
    return prog_string(ps->p, ps->lex.scratch, n);
}

bool prog_read_symbol(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    prog_lex_expect_punct(lex, '@', "and a name");
    if (lex->token.kind == PROG_TOKEN_STRING) {
        prog_lex_string(lex, false, "a name");
        return !lex->failed;
    }
    struct prog_token t = prog_expect_word(ps, "a name after '@'");
    if (lex->failed)
        return false;
    if (t.length + 1 > lex->scratch_size) {
        free(lex->scratch);
        lex->scratch_size = t.length * 2 + 64;
        lex->scratch = malloc(lex->scratch_size);
        if (!lex->scratch)
            prog_fatal("a name of a program text");
    }
    memcpy(lex->scratch, t.text, t.length);
    lex->scratch[t.length] = 0;
    return true;
}

struct prog_loc prog_read_loc(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_token t = lex->token;
    struct prog_loc loc = {0};
    uint32_t first = (uint32_t)prog_lex_number(lex, UINT32_MAX, "a place FILE:LINE:COLUMN");
    prog_lex_expect_punct(lex, ':', "in a place FILE:LINE:COLUMN");
    uint32_t second = (uint32_t)prog_lex_number(lex, UINT32_MAX, "a line or column");
    if (prog_lex_accept_punct(lex, ':')) {
        loc.file = first;
        loc.line = second;
        loc.column = (uint32_t)prog_lex_number(lex, UINT32_MAX, "a column");
    } else {
        loc.line = first;
        loc.column = second;
    }
    if (!lex->failed && loc.file >= ps->p->n_files)
        prog_lex_fail_at(lex, t.line, t.column,
                         "expected the number of a file (%" PRIu32
                         " given, from 0 on), found %" PRIu32,
                         ps->p->n_files, loc.file);
    if (!loc.line)
        loc = (struct prog_loc){0};
    return loc;
}

uint32_t prog_read_flags(struct parser *ps, const struct prog_flag_word *words)
{
    uint32_t flags = 0;
    const struct prog_flag_word *w = words;
    while (w->word) {
        if (prog_lex_accept_word(&ps->lex, w->word)) {
            flags |= w->bit;
            w = words;
        } else {
            w++;
        }
    }
    return flags;
}

/* Types */

bool prog_is_type_word(const struct prog_token *t)
{
    if (t->kind != PROG_TOKEN_WORD)
        return false;
    if ((t->length == 4 && !memcmp(t->text, "void", 4)) ||
        (t->length == 3 && !memcmp(t->text, "ptr", 3)))
        return true;
    if (t->length < 2 || !strchr("ifpa", *t->text))
        return false;
    for (size_t i = 1; i < t->length; i++)
        if (t->text[i] < '0' || t->text[i] > '9')
            return false;
    return true;
}

struct prog_type prog_read_type(struct parser *ps, bool void_allowed)
{
    struct prog_lexer *lex = &ps->lex;
    const struct prog_token t = lex->token;
    const char *expected =
        void_allowed ? "a type: void, ptr, iN, fN, pN or aN" : "a type: ptr, iN, fN, pN or aN";
    struct prog_type type = {0, PROG_VOID};
    if (!prog_is_type_word(&t)) {
        prog_lex_expected(lex, expected);
        return type;
    }
    if (*t.text == 'v') {
        if (void_allowed)
            prog_lex_advance(lex);
        else
            prog_lex_expected(lex, expected);
        return type;
    }
    if (t.text[1] == 't') {
        prog_lex_advance(lex);
        return (struct prog_type){ps->p->pointer_bits, PROG_PTR};
    }
    struct prog_token digits = t;
    digits.text++;
    digits.length--;
    uint64_t bits;
    bool negative;
    if (!prog_lex_read_number(&digits, &bits, &negative) || bits == 0 || bits > PROG_BITS_MAX) {
        char what[64];
        snprintf(what, sizeof what, "a width from 1 to %" PRIu32, PROG_BITS_MAX);
        prog_lex_expected(lex, what);
        return type;
    }
    type.bits = (uint32_t)bits;
    type.kind = *t.text == 'i'   ? PROG_INT
                : *t.text == 'f' ? PROG_FLOAT
                : *t.text == 'p' ? PROG_PTR
                                 : PROG_AGGREGATE;
    prog_lex_advance(lex);
    return type;
}

/* Constants */

/* 0x and any number of digits into words that hold zeros.  False when it needs more than bits. */
static bool read_wide(const struct prog_token *t, uint32_t bits, uint64_t *words)
{
    if (t->length < 3 || t->text[0] != '0' || (t->text[1] != 'x' && t->text[1] != 'X'))
        return false;
    const char *s = t->text + 2, *end = t->text + t->length;
    while (s < end && *s == '0')
        s++;
    if ((size_t)(end - s) > ((size_t)bits + 3) / 4)
        return false;
    for (uint32_t at = 0; end > s; at += 4) {
        char c = *--end;
        uint64_t digit;
        if (c >= '0' && c <= '9')
            digit = (uint64_t)(c - '0');
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            digit = (uint64_t)((c | 0x20) - 'a') + 10;
        else
            return false;
        if (bits - at < 4 && digit >> (bits - at))
            return false;
        words[at / 64] |= digit << at % 64;
    }
    return true;
}

bool prog_number_fits(uint64_t magnitude, bool negative, uint32_t bits)
{
    if (negative)
        return bits > 64 || magnitude <= UINT64_C(1) << (bits - 1);
    return bits >= 64 || magnitude >> bits == 0;
}

static prog_value read_const(struct parser *ps, struct prog_type type)
{
    struct prog_lexer *lex = &ps->lex;
    prog_value v = prog_const(ps->p, ps->f, type, 0);
    uint64_t *words = ps->f->values[v].words, magnitude;
    bool negative;
    if (prog_lex_read_number(&lex->token, &magnitude, &negative) &&
        prog_number_fits(magnitude, negative, type.bits)) {
        words[0] = negative ? 0 - magnitude : magnitude;
        uint32_t n = (type.bits + 63) / 64;
        for (uint32_t i = 1; i < n && negative && magnitude; i++)
            words[i] = UINT64_MAX;
        if (type.bits % 64)
            words[n - 1] &= (UINT64_C(1) << type.bits % 64) - 1;
    } else if (type.bits <= 64 || !read_wide(&lex->token, type.bits, words)) {
        char what[96];
        snprintf(what, sizeof what, "undef, @name or a number that fits into %" PRIu32 " bits",
                 type.bits);
        prog_lex_expected(lex, what);
    }
    prog_lex_advance(lex);
    return v;
}

/* Operands */

/* The leaf for an address; what it is of is known at the end of the text at the latest. */
static prog_value read_address(struct parser *ps, struct prog_type type)
{
    struct prog_token place = ps->lex.token;
    prog_value v = prog_add_value(ps->p, ps->f, PROG_GLOBAL, type, 0);
    if (!prog_read_symbol(ps))
        return v;
    struct ref *ref = prog_add_ref(&ps->symbols, ps->function, v, place);
    ref->symbol = prog_string(ps->p, ps->lex.scratch, strlen(ps->lex.scratch));
    return v;
}

bool prog_at_operand(const struct parser *ps)
{
    const struct prog_lexer *lex = &ps->lex;
    return prog_lex_at_punct(lex, '%') || prog_lex_at_punct(lex, '@') ||
           prog_lex_at_word(lex, "null") ||
           (prog_is_type_word(&lex->token) && !prog_lex_colon_follows(lex));
}

void prog_read_operand(struct parser *ps, prog_value owner, uint32_t index)
{
    struct prog_lexer *lex = &ps->lex;
    const struct prog_token t = lex->token;
    if (!prog_at_operand(ps)) {
        prog_lex_expected(lex, "a value: %name, @name, null, or a type and a constant");
        return;
    }
    if (prog_lex_accept_punct(lex, '%')) {
        struct prog_token name = prog_expect_word(ps, "the name of a value after '%'");
        if (!lex->failed)
            prog_add_ref(&ps->args, owner, index, name);
        return;
    }
    const struct prog_type pointer = {ps->p->pointer_bits, PROG_PTR};
    prog_value v;
    if (prog_lex_at_punct(lex, '@')) {
        v = read_address(ps, pointer);
    } else if (prog_lex_accept_word(lex, "null")) {
        v = prog_const(ps->p, ps->f, pointer, 0);
    } else {
        struct prog_type type = prog_read_type(ps, false);
        if (lex->failed)
            return;
        if (prog_lex_accept_word(lex, "undef"))
            v = prog_add_value(ps->p, ps->f, PROG_UNDEF, type, 0);
        else if (prog_lex_at_punct(lex, '@'))
            v = read_address(ps, type);
        else
            v = read_const(ps, type);
    }
    prog_set_place(&ps->value_places, v, &t);
    ps->f->values[owner].args[index] = v;
}

uint32_t prog_add_arg(struct parser *ps, prog_value v)
{
    struct prog_inst *inst = &ps->f->values[v];
    uint32_t n = inst->n_args;
    if ((n & (n - 1)) == 0) {
        prog_value *larger = prog_alloc(ps->p, (n ? n * (size_t)2 : 1) * sizeof *larger);
        if (n)
            memcpy(larger, inst->args, n * sizeof *larger);
        inst->args = larger;
    }
    inst->args[n] = PROG_NONE;
    inst->n_args++;
    return n;
}

void prog_read_operand_list(struct parser *ps, prog_value v)
{
    struct prog_lexer *lex = &ps->lex;
    prog_lex_expect_punct(lex, '(', "before the operands");
    if (prog_lex_accept_punct(lex, ')'))
        return;
    do
        prog_read_operand(ps, v, prog_add_arg(ps, v));
    while (prog_lex_accept_punct(lex, ','));
    prog_lex_expect_punct(lex, ')', "after the operands");
}
