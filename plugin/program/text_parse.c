/* Parses the text form of a program (text.h).
 *
 * How it works.  By recursive descent over the tokens of text_lex.h, one function at a time.
 * Names may be used before what they name: each use is kept as a reference and resolved at the
 * end of the function (values, labels: text_refs.c) or of the text (symbols).  This file reads
 * what stands outside of blocks; text_insts.c and text_operands.c read the rest.
 *
 * What it checks is the form: names that exist, once each, numbers in range, and a phi that has a
 * value for each edge, because its values are matched to edges by label.  The rest is the
 * verifier's.
 */
#include "text_parse_internal.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Functions */

static void read_label(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_token t = lex->token;
    prog_lex_advance(lex);
    prog_lex_expect_punct(lex, ':', "after a label");
    ps->block = prog_add_block(ps->p, ps->f);
    prog_set_place(&ps->block_places, ps->block, &t);
    prog_define_name(ps, &ps->label_names, t, ps->block, "");
    if (prog_lex_accept_word(lex, "preds")) {
        do
            prog_read_label_ref(ps, &ps->preds, ps->block, 0);
        while (prog_lex_accept_punct(lex, ','));
    }
}

static void read_body(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    prog_lex_expect_punct(lex, '{', "or a word about the function");
    while (!lex->failed && !prog_lex_at_punct(lex, '}')) {
        if (lex->token.kind == PROG_TOKEN_WORD && prog_lex_colon_follows(lex))
            read_label(ps);
        else if (ps->block != PROG_NONE)
            prog_read_inst(ps);
        else
            prog_lex_expected(lex, "the label of the first block");
    }
    if (!lex->failed && ps->block == PROG_NONE)
        prog_lex_expected(lex, "a block (a function without blocks is written with 'declare')");
    prog_lex_expect_punct(lex, '}', "after the last block");
    prog_resolve_references(ps);
}

static void read_param(struct parser *ps, bool defined)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_function *f = ps->f;
    uint32_t n = f->n_params;
    if ((n & (n - 1)) == 0) {
        struct prog_param *larger = prog_alloc(ps->p, (n ? n * (size_t)2 : 1) * sizeof *larger);
        if (n)
            memcpy(larger, f->params, n * sizeof *larger);
        f->params = larger;
    }
    f->n_params++;
    struct prog_param *param = &f->params[n];
    *param = (struct prog_param){.value = PROG_NONE, .name = "", .decl = PROG_NONE};
    struct prog_token place = lex->token;
    param->type = prog_read_type(ps, false);
    if (lex->failed)
        return;
    if (defined) {
        param->value = prog_add_value(ps->p, f, PROG_PARAM, param->type, 0);
        f->values[param->value].imm = n;
        prog_set_place(&ps->value_places, param->value, &place);
        if (prog_lex_accept_punct(lex, '%')) {
            struct prog_token name = prog_expect_word(ps, "the name of a value after '%'");
            if (!lex->failed)
                prog_define_name(ps, &ps->value_names, name, param->value, "%");
        }
    }
    if (prog_lex_at_punct(lex, '%'))
        prog_lex_expected(lex, "no value: a declared function has none");
    if (lex->token.kind == PROG_TOKEN_STRING)
        param->name = prog_expect_string(ps, "a name");
    for (;;) {
        uint32_t flags = prog_read_flags(ps, prog_param_words);
        param->flags |= flags;
        if (prog_lex_accept_word(lex, "pointee"))
            param->pointee = prog_lex_number(lex, UINT64_MAX, "a size in bytes");
        else if (prog_lex_accept_word(lex, "record"))
            param->record = (uint32_t)prog_lex_number(lex, UINT32_MAX, "the number of a struct");
        else if (prog_lex_accept_word(lex, "fields"))
            param->fields = prog_expect_string(ps, "\"name:offset:size \" for each field");
        else if (prog_lex_accept_word(lex, "decl"))
            param->decl = (uint32_t)prog_lex_number(lex, UINT32_MAX, "a declaration's number");
        else if (!flags)
            return;
    }
}

static int32_t read_alloc_size(struct parser *ps)
{
    if (prog_lex_accept_word(&ps->lex, "-1"))
        return -1;
    return (int32_t)prog_lex_number(&ps->lex, INT32_MAX, "the number of a parameter");
}

static void read_contract(struct parser *ps)
{
    struct prog_function *f = ps->f;
    const char **larger = prog_alloc(ps->p, (f->n_contracts + (size_t)1) * sizeof *larger);
    if (f->n_contracts)
        memcpy(larger, f->contracts, f->n_contracts * sizeof *larger);
    f->contracts = larger;
    f->contracts[f->n_contracts++] = prog_expect_string(ps, "a contract in quotes");
}

static void read_function_words(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_function *f = ps->f;
    for (;;) {
        uint32_t flags = prog_read_flags(ps, prog_function_words);
        f->flags |= flags;
        if (prog_lex_accept_word(lex, "pointee"))
            f->ret_pointee = prog_lex_number(lex, UINT64_MAX, "a size in bytes");
        else if (prog_lex_accept_word(lex, "record"))
            f->ret_record = (uint32_t)prog_lex_number(lex, UINT32_MAX, "the number of a struct");
        else if (prog_lex_accept_word(lex, "decl"))
            f->decl = (uint32_t)prog_lex_number(lex, UINT32_MAX, "a declaration's number");
        else if (prog_lex_accept_word(lex, "at"))
            f->loc = prog_read_loc(ps);
        else if (prog_lex_accept_word(lex, "intent"))
            f->intent = prog_expect_string(ps, "\"claim:why\"");
        else if (prog_lex_accept_word(lex, "contract"))
            read_contract(ps);
        else if (prog_lex_accept_word(lex, "alloc_size")) {
            f->alloc_size[0] = read_alloc_size(ps);
            f->alloc_size[1] = prog_lex_accept_punct(lex, ',') ? read_alloc_size(ps) : -1;
        } else if (!flags)
            return;
    }
}

/* Fails when a global or function has the name in lex.scratch. */
static void check_new_symbol(struct parser *ps, const struct prog_token *place)
{
    if (prog_find_function(ps->p, ps->lex.scratch) != PROG_NONE ||
        prog_find_global(ps->p, ps->lex.scratch) != PROG_NONE)
        prog_lex_fail_at(&ps->lex, place->line, place->column,
                         "expected a new name, '@%.80s' is defined already", ps->lex.scratch);
}

static void read_function(struct parser *ps, bool defined)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_token place = lex->token;
    if (!prog_read_symbol(ps))
        return;
    check_new_symbol(ps, &place);
    if (lex->failed)
        return;
    ps->function = prog_add_function(ps->p, lex->scratch);
    ps->f = &ps->p->functions[ps->function];
    ps->block = PROG_NONE;
    prog_forget_names(&ps->value_names);
    prog_forget_names(&ps->label_names);
    ps->args.n = ps->labels.n = ps->preds.n = ps->phis.n = ps->cases.n = 0;

    prog_lex_expect_punct(lex, '(', "before the parameters");
    if (!prog_lex_accept_punct(lex, ')')) {
        do {
            if (prog_lex_accept_word(lex, "...")) {
                ps->f->flags |= PROG_FN_VARIADIC;
                break;
            }
            read_param(ps, defined);
        } while (prog_lex_accept_punct(lex, ','));
        prog_lex_expect_punct(lex, ')', "after the parameters");
    }
    if (lex->token.kind == PROG_TOKEN_ARROW) {
        prog_lex_advance(lex);
        ps->f->ret = prog_read_type(ps, true);
    }
    read_function_words(ps);
    if (defined)
        read_body(ps);

    ps->functions =
        prog_grow_list(ps->functions, ps->function + 1, &ps->cap_functions, sizeof *ps->functions);
    ps->functions[ps->function] = (struct prog_text_map_function){
        .place = {place.line, place.column},
        .blocks = prog_keep_places(ps, &ps->block_places, ps->f->n_blocks),
        .values = prog_keep_places(ps, &ps->value_places, ps->f->n_values),
    };
}

/* Globals */

static void read_hex_bytes(struct parser *ps, struct prog_global *g)
{
    struct prog_lexer *lex = &ps->lex;
    const struct prog_token t = lex->token;
    bool well_formed = t.kind == PROG_TOKEN_WORD && t.length == g->size * 2;
    for (size_t i = 0; well_formed && i < g->size; i++) {
        struct prog_token pair = t;
        char hex[4] = {'0', 'x', t.text[2 * i], t.text[2 * i + 1]};
        pair.text = hex;
        pair.length = 4;
        uint64_t byte;
        bool negative;
        if (hex[2] == '?' && hex[3] == '?') {
            if (!g->known) {
                g->known = prog_alloc(ps->p, g->size);
                memset(g->known, 1, g->size);
            }
            g->known[i] = 0;
        } else if (prog_lex_read_number(&pair, &byte, &negative)) {
            g->bytes[i] = (uint8_t)byte;
        } else {
            well_formed = false;
        }
    }
    if (well_formed) {
        prog_lex_advance(lex);
        return;
    }
    char what[128];
    snprintf(what, sizeof what,
             "%" PRIu64 " bytes: zero, a string, or two hexadecimal digits or ?? for each",
             g->size);
    prog_lex_expected(lex, what);
}

static void read_bytes(struct parser *ps, struct prog_global *g)
{
    struct prog_lexer *lex = &ps->lex;
    const struct prog_token t = lex->token;
    if (g->size == 0 || g->size > PROG_GLOBAL_BYTES_MAX) {
        prog_lex_fail_at(lex, t.line, t.column,
                         "expected no contents for a global of %" PRIu64
                         " bytes: they are kept for 1 to %d bytes",
                         g->size, PROG_GLOBAL_BYTES_MAX);
        return;
    }
    g->bytes = prog_alloc(ps->p, g->size);
    if (prog_lex_accept_word(lex, "zero"))
        return;
    if (t.kind != PROG_TOKEN_STRING) {
        read_hex_bytes(ps, g);
        return;
    }
    size_t n = prog_lex_string(lex, true, "the contents");
    if (!lex->failed && n != g->size)
        prog_lex_fail_at(lex, t.line, t.column, "expected %" PRIu64 " bytes, found %zu", g->size,
                         n);
    else
        memcpy(g->bytes, lex->scratch, n);
}

/* "OFFSET @function, …": which functions' addresses stand in the contents. */
static void read_refs(struct parser *ps, struct prog_global *g)
{
    struct prog_lexer *lex = &ps->lex;
    do {
        uint64_t offset = prog_lex_number(lex, UINT64_MAX, "the offset of a function's address");
        if (lex->failed || !prog_read_symbol(ps))
            return;
        struct prog_ref *larger = prog_alloc(ps->p, (g->n_refs + (size_t)1) * sizeof *larger);
        if (g->n_refs)
            memcpy(larger, g->refs, g->n_refs * sizeof *larger);
        g->refs = larger;
        g->refs[g->n_refs++] = (struct prog_ref){
            offset, prog_string(ps->p, lex->scratch, strlen(lex->scratch))};
    } while (prog_lex_accept_punct(lex, ','));
}

static void read_global(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_token place = lex->token;
    if (!prog_read_symbol(ps))
        return;
    check_new_symbol(ps, &place);
    if (lex->failed)
        return;
    uint32_t index = prog_add_global(ps->p, lex->scratch);
    struct prog_global *g = &ps->p->globals[index];
    prog_set_place(&ps->global_places, index, &place);
    prog_lex_expect_punct(lex, ':', "and the size of the global");
    g->size = prog_lex_number(lex, UINT64_MAX, "the size of the global");
    for (;;) {
        uint32_t flags = prog_read_flags(ps, prog_global_words);
        g->flags |= flags;
        if (prog_lex_accept_word(lex, "decl"))
            g->decl = (uint32_t)prog_lex_number(lex, UINT32_MAX, "a declaration's number");
        else if (prog_lex_accept_word(lex, "at"))
            g->loc = prog_read_loc(ps);
        else if (!flags)
            break;
    }
    if (prog_lex_accept_punct(lex, '='))
        read_bytes(ps, g);
    if (!lex->failed && prog_lex_accept_word(lex, "functions"))
        read_refs(ps, g);
}

/* The whole */

static void read_file(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_token t = lex->token;
    uint64_t number = prog_lex_number(lex, UINT32_MAX, "the number of the file");
    if (!lex->failed && number != ps->p->n_files) {
        prog_lex_fail_at(lex, t.line, t.column,
                         "expected file number %" PRIu32 ", found '%.*s': files are numbered in "
                         "order",
                         ps->p->n_files, t.length > 40 ? 40 : (int)t.length, t.text);
        return;
    }
    t = lex->token;
    prog_lex_string(lex, false, "the name of the file in quotes");
    if (!lex->failed && prog_add_file(ps->p, lex->scratch) != number)
        prog_lex_fail_at(lex, t.line, t.column,
                         "expected a new file name, this one is given "
                         "already");
}

static void resolve_symbols(struct parser *ps)
{
    for (uint32_t i = 0; i < ps->symbols.n; i++) {
        const struct ref *ref = &ps->symbols.items[i];
        struct prog_inst *leaf = &ps->p->functions[ref->owner].values[ref->index];
        uint32_t index = prog_find_global(ps->p, ref->symbol);
        if (index == PROG_NONE) {
            leaf->op = PROG_FUNC;
            index = prog_find_function(ps->p, ref->symbol);
        }
        if (index == PROG_NONE) {
            prog_lex_fail_at(&ps->lex, ref->name.line, ref->name.column,
                             "expected the name of a global or function, found '@%.80s'",
                             ref->symbol);
            return;
        }
        leaf->imm = index;
    }
}

static void read_program(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    if (!prog_lex_accept_word(lex, "program"))
        prog_lex_expected(lex, "'program' and the width of a pointer");
    struct prog_token t = lex->token;
    uint64_t bits = prog_lex_number(lex, UINT32_MAX, "the width of a pointer");
    if (!lex->failed && bits != 32 && bits != 64)
        prog_lex_fail_at(lex, t.line, t.column,
                         "expected 32 or 64, the width of a pointer, found '%.*s'",
                         t.length > 40 ? 40 : (int)t.length, t.text);
    bool big = prog_lex_accept_word(lex, "big");
    if (!big && !prog_lex_accept_word(lex, "little"))
        prog_lex_expected(lex, "'little' or 'big'");
    ps->p = prog_new(bits == 32 ? 32 : 64, big);
    while (!lex->failed && lex->token.kind != PROG_TOKEN_END) {
        if (prog_lex_accept_word(lex, "file"))
            read_file(ps);
        else if (prog_lex_accept_word(lex, "global"))
            read_global(ps);
        else if (prog_lex_accept_word(lex, "declare"))
            read_function(ps, false);
        else if (prog_lex_accept_word(lex, "function"))
            read_function(ps, true);
        else
            prog_lex_expected(lex, "'file', 'global', 'declare' or 'function'");
    }
    if (!lex->failed)
        resolve_symbols(ps);
}

struct prog_program *prog_parse_mapped(const char *file_name, const char *text, size_t length,
                                       struct prog_text_map *map, struct prog_parse_error *error)
{
    struct parser ps = {.block = PROG_NONE};
    prog_lex_start(&ps.lex, file_name, text, length, error);
    read_program(&ps);
    struct prog_program *p = ps.p;
    if (ps.lex.failed) {
        prog_free(p);
        p = NULL;
    } else if (map) {
        map->globals = prog_keep_places(&ps, &ps.global_places, p->n_globals);
        map->functions = prog_alloc(p, p->n_functions * sizeof *map->functions);
        if (p->n_functions)
            memcpy(map->functions, ps.functions, p->n_functions * sizeof *map->functions);
    }
    struct refs *const refs[] = {&ps.symbols, &ps.args, &ps.labels, &ps.preds, &ps.phis, &ps.cases};
    for (size_t i = 0; i < sizeof refs / sizeof *refs; i++)
        free(refs[i]->items);
    free(ps.value_names.slots);
    free(ps.label_names.slots);
    free(ps.value_places.items);
    free(ps.block_places.items);
    free(ps.global_places.items);
    free(ps.functions);
    prog_lex_finish(&ps.lex);
    return p;
}

struct prog_program *prog_parse(const char *file_name, const char *text, size_t length,
                                struct prog_parse_error *error)
{
    return prog_parse_mapped(file_name, text, length, NULL, error);
}
