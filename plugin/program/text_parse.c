/* Parses the text form of a program (text.h).
 *
 * How it works.  By recursive descent over the tokens of text_lex.h, one function at a time.
 * Names may be used before what they name: each use is kept as a reference and resolved at the
 * end of the function (values, labels) or of the text (symbols).  Edges are added when the labels
 * are known, in the order of the text, which is what gives predecessors their order.
 *
 * What it checks is the form: names that exist, once each, numbers in range, and a phi that has a
 * value for each edge, because its values are matched to edges by label.  The rest is the
 * verifier's.
 */
#include "text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "text_lex.h"
#include "text_words.h"

/* A use of a name.  What owner and index mean depends on the list. */
struct ref {
    uint32_t owner, index;
    struct prog_token name;
    const char *symbol; /* decoded, in symbol references only */
};

struct refs {
    struct ref *items;
    uint32_t n, cap;
};

/* Names of values or labels of one function: open addressing, size a power of two. */
struct names {
    struct name {
        struct prog_token token; /* length 0: empty */
        uint32_t value;
    } *slots;
    uint32_t size, used;
};

struct places {
    struct prog_text_place *items;
    uint32_t cap;
};

struct parser {
    struct prog_lexer lex;
    struct prog_program *p;
    struct refs symbols; /* owner: function, index: value */

    /* Of the function at hand */
    uint32_t function;
    struct prog_function *f;
    prog_block block; /* PROG_NONE before the first label */
    struct names value_names, label_names;
    struct refs args;   /* owner: value, index: argument */
    struct refs labels; /* targets; owner: block */
    struct refs preds;  /* owner: block */
    struct refs phis;   /* labels of arguments; owner: value, index: argument */
    struct refs cases;  /* owner: value, index: case */
    struct places value_places, block_places;

    /* Places for the caller, in the arena in the end */
    struct places global_places;
    struct prog_text_map_function *functions;
    uint32_t cap_functions;
};

/* Lists that grow */

static void *grow(void *items, uint32_t needed, uint32_t *cap, size_t size)
{
    if (needed <= *cap)
        return items;
    uint32_t larger = *cap ? *cap : 16;
    while (larger < needed)
        larger *= 2;
    void *copy = realloc(items, larger * size);
    if (!copy)
        prog_fatal("a program text");
    memset((char *)copy + *cap * size, 0, (larger - *cap) * size);
    *cap = larger;
    return copy;
}

static struct ref *add_ref(struct refs *refs, uint32_t owner, uint32_t index,
                           struct prog_token name)
{
    refs->items = grow(refs->items, refs->n + 1, &refs->cap, sizeof *refs->items);
    refs->items[refs->n] = (struct ref){.owner = owner, .index = index, .name = name};
    return &refs->items[refs->n++];
}

static void set_place(struct places *places, uint32_t index, const struct prog_token *t)
{
    places->items = grow(places->items, index + 1, &places->cap, sizeof *places->items);
    places->items[index] = (struct prog_text_place){t->line, t->column};
}

static struct prog_text_place *keep_places(struct parser *ps, struct places *places, uint32_t n)
{
    struct prog_text_place *kept = prog_alloc(ps->p, n * sizeof *kept);
    uint32_t known = n < places->cap ? n : places->cap;
    if (known)
        memcpy(kept, places->items, known * sizeof *kept);
    if (places->cap)
        memset(places->items, 0, places->cap * sizeof *places->items);
    return kept;
}

/* Names of a function */

static struct name *find_slot(const struct names *names, const struct prog_token *token)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < token->length; i++)
        h = (h ^ (unsigned char)token->text[i]) * 16777619u;
    uint32_t mask = names->size - 1;
    for (uint32_t i = h & mask;; i = (i + 1) & mask) {
        struct name *slot = &names->slots[i];
        if (!slot->token.length || (slot->token.length == token->length &&
                                    memcmp(slot->token.text, token->text, token->length) == 0))
            return slot;
    }
}

static uint32_t find_name(const struct names *names, const struct prog_token *token)
{
    if (!names->size)
        return PROG_NONE;
    const struct name *slot = find_slot(names, token);
    return slot->token.length ? slot->value : PROG_NONE;
}

/* Fails when the name is taken. */
static void define_name(struct parser *ps, struct names *names, struct prog_token token,
                        uint32_t value, const char *sign)
{
    if (names->used >= names->size / 2) {
        struct names larger = {.size = names->size ? names->size * 2 : 64, .used = names->used};
        larger.slots = calloc(larger.size, sizeof *larger.slots);
        if (!larger.slots)
            prog_fatal("names of a program text");
        for (uint32_t i = 0; i < names->size; i++)
            if (names->slots[i].token.length)
                *find_slot(&larger, &names->slots[i].token) = names->slots[i];
        free(names->slots);
        *names = larger;
    }
    struct name *slot = find_slot(names, &token);
    if (slot->token.length) {
        prog_lex_fail_at(&ps->lex, token.line, token.column,
                         "expected a new name, '%s%.*s' is defined on line %" PRIu32 " already",
                         sign, token.length > 40 ? 40 : (int)token.length, token.text,
                         slot->token.line);
        return;
    }
    slot->token = token;
    slot->value = value;
    names->used++;
}

static void forget_names(struct names *names)
{
    if (names->size)
        memset(names->slots, 0, names->size * sizeof *names->slots);
    names->used = 0;
}

static void fail_ref(struct parser *ps, const struct prog_token *name, const char *before,
                     const char *after)
{
    prog_lex_fail_at(&ps->lex, name->line, name->column, "%s%.*s%s", before,
                     name->length > 40 ? 40 : (int)name->length, name->text, after);
}

/* Small things */

static struct prog_token expect_word(struct parser *ps, const char *what)
{
    struct prog_token t = ps->lex.token;
    if (t.kind != PROG_TOKEN_WORD)
        prog_lex_expected(&ps->lex, what);
    else
        prog_lex_advance(&ps->lex);
    return t;
}

static const char *expect_string(struct parser *ps, const char *what)
{
    size_t n = prog_lex_string(&ps->lex, false, what);
    return prog_string(ps->p, ps->lex.scratch, n);
}

/* '@' and a word or a string; the name is in lex.scratch.  False after a failure. */
static bool read_symbol(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    prog_lex_expect_punct(lex, '@', "and a name");
    if (lex->token.kind == PROG_TOKEN_STRING) {
        prog_lex_string(lex, false, "a name");
        return !lex->failed;
    }
    struct prog_token t = expect_word(ps, "a name after '@'");
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

/* FILE:LINE:COLUMN, or LINE:COLUMN in file 0. */
static struct prog_loc read_loc(struct parser *ps)
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
                         "expected the number of a file (%" PRIu32 " given, from 0 on), found %" PRIu32,
                         ps->p->n_files, loc.file);
    if (!loc.line)
        loc = (struct prog_loc){0};
    return loc;
}

static uint32_t read_flags(struct parser *ps, const struct prog_flag_word *words)
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

static bool is_type(const struct prog_token *t)
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

/* A type; void only where void_allowed. */
static struct prog_type read_type(struct parser *ps, bool void_allowed)
{
    struct prog_lexer *lex = &ps->lex;
    const struct prog_token t = lex->token;
    const char *expected = void_allowed ? "a type: void, ptr, iN, fN, pN or aN"
                                        : "a type: ptr, iN, fN, pN or aN";
    struct prog_type type = {0, PROG_VOID};
    if (!is_type(&t)) {
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

/* Whether the number fits into `bits` bits, signed or unsigned. */
static bool number_fits(uint64_t magnitude, bool negative, uint32_t bits)
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
        number_fits(magnitude, negative, type.bits)) {
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
    if (!read_symbol(ps))
        return v;
    struct ref *ref = add_ref(&ps->symbols, ps->function, v, place);
    ref->symbol = prog_string(ps->p, ps->lex.scratch, strlen(ps->lex.scratch));
    return v;
}

static bool at_operand(const struct parser *ps)
{
    const struct prog_lexer *lex = &ps->lex;
    return prog_lex_at_punct(lex, '%') || prog_lex_at_punct(lex, '@') ||
           prog_lex_at_word(lex, "null") ||
           (is_type(&lex->token) && !prog_lex_colon_follows(lex));
}

/* An operand that becomes argument `index` of `owner`, which exists. */
static void read_operand(struct parser *ps, prog_value owner, uint32_t index)
{
    struct prog_lexer *lex = &ps->lex;
    const struct prog_token t = lex->token;
    if (!at_operand(ps)) {
        prog_lex_expected(lex, "a value: %name, @name, null, or a type and a constant");
        return;
    }
    if (prog_lex_accept_punct(lex, '%')) {
        struct prog_token name = expect_word(ps, "the name of a value after '%'");
        if (!lex->failed)
            add_ref(&ps->args, owner, index, name);
        return;
    }
    const struct prog_type pointer = {ps->p->pointer_bits, PROG_PTR};
    prog_value v;
    if (prog_lex_at_punct(lex, '@')) {
        v = read_address(ps, pointer);
    } else if (prog_lex_accept_word(lex, "null")) {
        v = prog_const(ps->p, ps->f, pointer, 0);
    } else {
        struct prog_type type = read_type(ps, false);
        if (lex->failed)
            return;
        if (prog_lex_accept_word(lex, "undef"))
            v = prog_add_value(ps->p, ps->f, PROG_UNDEF, type, 0);
        else if (prog_lex_at_punct(lex, '@'))
            v = read_address(ps, type);
        else
            v = read_const(ps, type);
    }
    set_place(&ps->value_places, v, &t);
    ps->f->values[owner].args[index] = v;
}

/* Room for one more argument of an instruction whose count is not known yet. */
static uint32_t add_arg(struct parser *ps, prog_value v)
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

/* '(' operands ')' */
static void read_operand_list(struct parser *ps, prog_value v)
{
    struct prog_lexer *lex = &ps->lex;
    prog_lex_expect_punct(lex, '(', "before the operands");
    if (prog_lex_accept_punct(lex, ')'))
        return;
    do
        read_operand(ps, v, add_arg(ps, v));
    while (prog_lex_accept_punct(lex, ','));
    prog_lex_expect_punct(lex, ')', "after the operands");
}

/* Instructions with a form of their own */

static void read_leaves(struct parser *ps, struct prog_object *object)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_leaf *leaves = NULL;
    uint32_t n = 0, cap = 0;
    do {
        leaves = grow(leaves, n + 1, &cap, sizeof *leaves);
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
    if (is_type(&lex->token))
        type = read_type(ps, false);
    ps->f->values[v].type = type;
    ps->f->values[v].object = object;
    if (prog_lex_at_punct(lex, '('))
        read_operand_list(ps, v);
    else
        ps->f->values[v].imm =
            prog_lex_number(lex, UINT64_MAX, "the size of the local, or '(' and a value");
    if (lex->token.kind == PROG_TOKEN_STRING)
        object->name = expect_string(ps, "a name");
    for (;;) {
        if (prog_lex_accept_word(lex, "implicit"))
            object->implicit = true;
        else if (prog_lex_accept_word(lex, "scratch"))
            object->scratch = true;
        else if (prog_lex_accept_word(lex, "why"))
            object->why = expect_string(ps, "a reason in quotes");
        else if (prog_lex_accept_word(lex, "decl"))
            object->decl = (uint32_t)prog_lex_number(lex, UINT32_MAX, "a declaration's number");
        else if (prog_lex_accept_word(lex, "at"))
            object->loc = read_loc(ps);
        else if (prog_lex_accept_word(lex, "leaves"))
            read_leaves(ps, object);
        else
            return;
    }
}

static void read_label_ref(struct parser *ps, struct refs *refs, uint32_t owner, uint32_t index)
{
    struct prog_token t = expect_word(ps, "the label of a block");
    if (!ps->lex.failed)
        add_ref(refs, owner, index, t);
}

static void read_phi(struct parser *ps, prog_value v)
{
    struct prog_lexer *lex = &ps->lex;
    if (!prog_lex_at_punct(lex, '['))
        return;
    do {
        prog_lex_expect_punct(lex, '[', "before a label and its value");
        uint32_t index = add_arg(ps, v);
        read_label_ref(ps, &ps->phis, v, index);
        prog_lex_expect_punct(lex, ':', "between a label and its value");
        read_operand(ps, v, index);
        prog_lex_expect_punct(lex, ']', "after a label and its value");
    } while (prog_lex_accept_punct(lex, ','));
}

static void read_call(struct parser *ps, prog_value v)
{
    struct prog_lexer *lex = &ps->lex;
    read_operand(ps, v, add_arg(ps, v));
    read_operand_list(ps, v);
    uint32_t n = ps->f->values[v].n_args - 1;
    ps->f->values[v].fixed = n;
    if (prog_lex_accept_word(lex, "fixed"))
        ps->f->values[v].fixed =
            (uint32_t)prog_lex_number(lex, UINT32_MAX, "how many arguments are not variadic");
}

static void read_switch(struct parser *ps, prog_value v)
{
    struct prog_lexer *lex = &ps->lex;
    read_operand(ps, v, add_arg(ps, v));
    prog_lex_expect_punct(lex, ',', "before the default label");
    read_label_ref(ps, &ps->labels, ps->block, 0);
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
        add_ref(&ps->cases, v, n, t);
        words = grow(words, n + 1, &cap, sizeof *words);
        words[n++] = negative ? 0 - magnitude : magnitude;
        prog_lex_advance(lex);
        prog_lex_expect_punct(lex, ':', "between a case and its label");
        read_label_ref(ps, &ps->labels, ps->block, 0);
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
        read_label_ref(ps, &ps->labels, ps->block, 0);
        break;
    case PROG_BRANCH:
        read_operand(ps, v, add_arg(ps, v));
        prog_lex_expect_punct(lex, ',', "before the label for true");
        read_label_ref(ps, &ps->labels, ps->block, 0);
        prog_lex_expect_punct(lex, ',', "before the label for false");
        read_label_ref(ps, &ps->labels, ps->block, 0);
        break;
    case PROG_SWITCH:
        read_switch(ps, v);
        break;
    case PROG_INDIRECT:
        read_operand_list(ps, v);
        prog_lex_expect_punct(lex, '[', "before the labels");
        if (prog_lex_accept_punct(lex, ']'))
            break;
        do
            read_label_ref(ps, &ps->labels, ps->block, 0);
        while (prog_lex_accept_punct(lex, ','));
        prog_lex_expect_punct(lex, ']', "after the labels");
        break;
    case PROG_RETURN:
        if (at_operand(ps))
            read_operand(ps, v, add_arg(ps, v));
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

static void read_inst(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    const struct prog_token place = lex->token;
    struct prog_token name = {0};
    if (prog_lex_accept_punct(lex, '%')) {
        name = expect_word(ps, "the name of a value after '%'");
        prog_lex_expect_punct(lex, '=', "after the name of a result");
    }
    if (lex->failed)
        return;
    enum prog_op op = read_op(ps);
    const struct prog_op_word *form = &prog_op_words[op];
    uint32_t flags = read_flags(ps, prog_inst_words);
    uint64_t imm = op == PROG_FCMP ? read_predicate(ps) : 0;
    struct prog_type type = {0, PROG_VOID};
    if (form->typed)
        type = read_type(ps, true);
    if (lex->failed)
        return;
    prog_value v =
        prog_add_value(ps->p, ps->f, op, type, form->operands > 0 ? (uint32_t)form->operands : 0);
    prog_append(ps->p, ps->f, ps->block, v);
    set_place(&ps->value_places, v, &place);
    ps->f->values[v].flags = flags;
    ps->f->values[v].imm = imm;
    for (int i = 0; i < form->operands; i++) {
        if (i)
            prog_lex_expect_punct(lex, ',', "before the next operand");
        read_operand(ps, v, (uint32_t)i);
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
    case PROG_INTENT:
        ps->f->values[v].name = expect_string(ps, "\"claim:why\"");
        break;
    case PROG_OPAQUE:
        ps->f->values[v].name = expect_string(ps, "the name of the function in quotes");
        read_operand_list(ps, v);
        break;
    case PROG_ASM:
        read_operand_list(ps, v);
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
        ps->f->values[v].loc = read_loc(ps);
    if (lex->failed || !name.length)
        return;
    if (ps->f->values[v].type.bits)
        define_name(ps, &ps->value_names, name, v, "%");
    else
        prog_lex_fail_at(lex, place.line, place.column,
                         "expected no result name: this '%s' has no result", form->word);
}

/* References of one function */

static void resolve_args(struct parser *ps)
{
    for (uint32_t i = 0; i < ps->args.n; i++) {
        const struct ref *ref = &ps->args.items[i];
        prog_value v = find_name(&ps->value_names, &ref->name);
        if (v == PROG_NONE) {
            fail_ref(ps, &ref->name, "expected the name of a value of this function, found '%",
                     "'");
            return;
        }
        ps->f->values[ref->owner].args[ref->index] = v;
    }
}

/* The block of that label, PROG_NONE after a failure. */
static prog_block resolve_label(struct parser *ps, const struct ref *ref)
{
    prog_block b = find_name(&ps->label_names, &ref->name);
    if (b == PROG_NONE)
        fail_ref(ps, &ref->name, "expected the label of a block of this function, found '", "'");
    return b;
}

static void resolve_edges(struct parser *ps)
{
    for (uint32_t i = 0; i < ps->labels.n; i++) {
        prog_block to = resolve_label(ps, &ps->labels.items[i]);
        if (to == PROG_NONE)
            return;
        prog_add_edge(ps->p, ps->f, ps->labels.items[i].owner, to);
    }
}

/* The first position from `from` on at which list holds entry; n when there is none. */
static uint32_t position(const uint32_t *list, uint32_t n, uint32_t from, uint32_t entry)
{
    while (from < n && list[from] != entry)
        from++;
    return from < n ? from : n;
}

/* Puts predecessors into the order written.  What is placed grows from the front, so that an
 * order that is right already costs one step an entry. */
static void resolve_preds(struct parser *ps)
{
    for (uint32_t i = 0, placed = 0; i < ps->preds.n; i++) {
        const struct ref *ref = &ps->preds.items[i];
        placed = i && ps->preds.items[i - 1].owner == ref->owner ? placed : 0;
        struct prog_bb *bb = &ps->f->blocks[ref->owner];
        prog_block from = resolve_label(ps, ref);
        if (from == PROG_NONE)
            return;
        uint32_t at = position(bb->preds, bb->n_preds, placed, from);
        if (at == bb->n_preds) {
            fail_ref(ps, &ref->name, "expected a predecessor that is not named yet, found '",
                     "': no further edge from it leads here");
            return;
        }
        bb->preds[at] = bb->preds[placed];
        bb->preds[placed++] = from;
        bool last = i + 1 == ps->preds.n || ps->preds.items[i + 1].owner != ref->owner;
        if (last && placed != bb->n_preds) {
            prog_lex_fail_at(&ps->lex, ref->name.line, ref->name.column,
                             "expected all %" PRIu32 " predecessors of the block, found %" PRIu32,
                             bb->n_preds, placed);
            return;
        }
    }
}

/* Puts the values of each phi into the order of the predecessors, in the same manner. */
static void resolve_phis(struct parser *ps)
{
    for (uint32_t i = 0; i < ps->phis.n;) {
        const prog_value v = ps->phis.items[i].owner;
        struct prog_inst *inst = &ps->f->values[v];
        const struct prog_bb *bb = &ps->f->blocks[inst->block];
        const uint32_t n = inst->n_args;
        if (n != bb->n_preds) {
            const struct prog_token *t = &ps->phis.items[i].name;
            prog_lex_fail_at(&ps->lex, t->line, t->column,
                             "expected one value for each of the %" PRIu32
                             " edges into the block, found %" PRIu32,
                             bb->n_preds, n);
            return;
        }
        prog_block *from = prog_alloc(ps->p, n * sizeof *from);
        for (uint32_t k = 0; k < n; k++) {
            from[k] = resolve_label(ps, &ps->phis.items[i + k]);
            if (from[k] == PROG_NONE)
                return;
        }
        for (uint32_t k = 0; k < n; k++) {
            uint32_t at = position(from, n, k, bb->preds[k]);
            if (at == n) {
                prog_lex_fail_at(&ps->lex, ps->phis.items[i].name.line,
                                 ps->phis.items[i].name.column,
                                 "expected one value for each edge into the block, found none for "
                                 "an edge from block number %" PRIu32,
                                 bb->preds[k]);
                return;
            }
            /* Rotated and not swapped: two values with one label keep their order. */
            prog_value arg = inst->args[at];
            memmove(&inst->args[k + 1], &inst->args[k], (at - k) * sizeof *inst->args);
            memmove(&from[k + 1], &from[k], (at - k) * sizeof *from);
            inst->args[k] = arg;
            from[k] = bb->preds[k];
        }
        i += n;
    }
}

/* Cuts cases to the width of what is switched on, which is known only now. */
static void resolve_cases(struct parser *ps)
{
    for (uint32_t i = 0; i < ps->cases.n; i++) {
        const struct ref *ref = &ps->cases.items[i];
        const struct prog_inst *inst = &ps->f->values[ref->owner];
        uint32_t bits = ps->f->values[inst->args[0]].type.bits;
        uint64_t magnitude;
        bool negative;
        if (!prog_lex_read_number(&ref->name, &magnitude, &negative) ||
            !number_fits(magnitude, negative, bits)) {
            prog_lex_fail_at(&ps->lex, ref->name.line, ref->name.column,
                             "expected a case that fits into %" PRIu32 " bits, found '%.*s'", bits,
                             ref->name.length > 40 ? 40 : (int)ref->name.length, ref->name.text);
            return;
        }
        if (bits < 64)
            inst->words[ref->index] &= (UINT64_C(1) << bits) - 1;
    }
}

/* Functions */

static void read_label(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_token t = lex->token;
    prog_lex_advance(lex);
    prog_lex_expect_punct(lex, ':', "after a label");
    ps->block = prog_add_block(ps->p, ps->f);
    set_place(&ps->block_places, ps->block, &t);
    define_name(ps, &ps->label_names, t, ps->block, "");
    if (prog_lex_accept_word(lex, "preds")) {
        do
            read_label_ref(ps, &ps->preds, ps->block, 0);
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
            read_inst(ps);
        else
            prog_lex_expected(lex, "the label of the first block");
    }
    if (!lex->failed && ps->block == PROG_NONE)
        prog_lex_expected(lex, "a block (a function without blocks is written with 'declare')");
    prog_lex_expect_punct(lex, '}', "after the last block");
    if (!lex->failed)
        resolve_args(ps);
    if (!lex->failed)
        resolve_edges(ps);
    if (!lex->failed)
        resolve_preds(ps);
    if (!lex->failed)
        resolve_phis(ps);
    if (!lex->failed)
        resolve_cases(ps);
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
    param->type = read_type(ps, false);
    if (lex->failed)
        return;
    if (defined) {
        param->value = prog_add_value(ps->p, f, PROG_PARAM, param->type, 0);
        f->values[param->value].imm = n;
        set_place(&ps->value_places, param->value, &place);
        if (prog_lex_accept_punct(lex, '%')) {
            struct prog_token name = expect_word(ps, "the name of a value after '%'");
            if (!lex->failed)
                define_name(ps, &ps->value_names, name, param->value, "%");
        }
    }
    if (prog_lex_at_punct(lex, '%'))
        prog_lex_expected(lex, "no value: a declared function has none");
    if (lex->token.kind == PROG_TOKEN_STRING)
        param->name = expect_string(ps, "a name");
    for (;;) {
        uint32_t flags = read_flags(ps, prog_param_words);
        param->flags |= flags;
        if (prog_lex_accept_word(lex, "pointee"))
            param->pointee = prog_lex_number(lex, UINT64_MAX, "a size in bytes");
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
    f->contracts[f->n_contracts++] = expect_string(ps, "a contract in quotes");
}

static void read_function_words(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_function *f = ps->f;
    for (;;) {
        uint32_t flags = read_flags(ps, prog_function_words);
        f->flags |= flags;
        if (prog_lex_accept_word(lex, "pointee"))
            f->ret_pointee = prog_lex_number(lex, UINT64_MAX, "a size in bytes");
        else if (prog_lex_accept_word(lex, "decl"))
            f->decl = (uint32_t)prog_lex_number(lex, UINT32_MAX, "a declaration's number");
        else if (prog_lex_accept_word(lex, "at"))
            f->loc = read_loc(ps);
        else if (prog_lex_accept_word(lex, "intent"))
            f->intent = expect_string(ps, "\"claim:why\"");
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
    if (!read_symbol(ps))
        return;
    check_new_symbol(ps, &place);
    if (lex->failed)
        return;
    ps->function = prog_add_function(ps->p, lex->scratch);
    ps->f = &ps->p->functions[ps->function];
    ps->block = PROG_NONE;
    forget_names(&ps->value_names);
    forget_names(&ps->label_names);
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
        ps->f->ret = read_type(ps, true);
    }
    read_function_words(ps);
    if (defined)
        read_body(ps);

    ps->functions =
        grow(ps->functions, ps->function + 1, &ps->cap_functions, sizeof *ps->functions);
    ps->functions[ps->function] = (struct prog_text_map_function){
        .place = {place.line, place.column},
        .blocks = keep_places(ps, &ps->block_places, ps->f->n_blocks),
        .values = keep_places(ps, &ps->value_places, ps->f->n_values),
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

static void read_global(struct parser *ps)
{
    struct prog_lexer *lex = &ps->lex;
    struct prog_token place = lex->token;
    if (!read_symbol(ps))
        return;
    check_new_symbol(ps, &place);
    if (lex->failed)
        return;
    uint32_t index = prog_add_global(ps->p, lex->scratch);
    struct prog_global *g = &ps->p->globals[index];
    set_place(&ps->global_places, index, &place);
    prog_lex_expect_punct(lex, ':', "and the size of the global");
    g->size = prog_lex_number(lex, UINT64_MAX, "the size of the global");
    for (;;) {
        uint32_t flags = read_flags(ps, prog_global_words);
        g->flags |= flags;
        if (prog_lex_accept_word(lex, "decl"))
            g->decl = (uint32_t)prog_lex_number(lex, UINT32_MAX, "a declaration's number");
        else if (prog_lex_accept_word(lex, "at"))
            g->loc = read_loc(ps);
        else if (!flags)
            break;
    }
    if (prog_lex_accept_punct(lex, '='))
        read_bytes(ps, g);
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
        prog_lex_fail_at(lex, t.line, t.column, "expected a new file name, this one is given "
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
        map->globals = keep_places(&ps, &ps.global_places, p->n_globals);
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
