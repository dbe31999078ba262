/* What the files of the parser share.  Internal to plugin/program.
 *
 * Reading functions step over what they read.  After a failure (text_lex.h) what they return is
 * well formed and means nothing.
 */
#ifndef UNSOWN_PROGRAM_TEXT_PARSE_INTERNAL_H
#define UNSOWN_PROGRAM_TEXT_PARSE_INTERNAL_H

#include "text.h"
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
    } * slots;
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

/* text_refs.c */

/* items, or a larger block, with room for `needed`; new room is zeroed.  Freed with free(). */
void *prog_grow_list(void *items, uint32_t needed, uint32_t *cap, size_t size);
struct ref *prog_add_ref(struct refs *refs, uint32_t owner, uint32_t index, struct prog_token name);
void prog_set_place(struct places *places, uint32_t index, const struct prog_token *t);
/* The first n places, in the program's storage; the list is blank afterwards. */
struct prog_text_place *prog_keep_places(struct parser *ps, struct places *places, uint32_t n);
/* Fails when the name is taken; sign precedes it in the message. */
void prog_define_name(struct parser *ps, struct names *names, struct prog_token token,
                      uint32_t value, const char *sign);
void prog_forget_names(struct names *names);
/* Resolves all references of the function at hand and adds its edges. */
void prog_resolve_references(struct parser *ps);

/* text_operands.c */

struct prog_token prog_expect_word(struct parser *ps, const char *what);
const char *prog_expect_string(struct parser *ps, const char *what);
/* '@' and a word or a string; the name is in lex.scratch.  False after a failure. */
bool prog_read_symbol(struct parser *ps);
/* FILE:LINE:COLUMN, or LINE:COLUMN in file 0. */
struct prog_loc prog_read_loc(struct parser *ps);
/* As many of the words as stand there, in any order. */
uint32_t prog_read_flags(struct parser *ps, const struct prog_flag_word *words);
bool prog_is_type_word(const struct prog_token *t);
/* A type; void only where void_allowed. */
struct prog_type prog_read_type(struct parser *ps, bool void_allowed);
/* Whether the number fits into `bits` bits, signed or unsigned. */
bool prog_number_fits(uint64_t magnitude, bool negative, uint32_t bits);
bool prog_at_operand(const struct parser *ps);
/* An operand that becomes argument `index` of `owner`, which exists. */
void prog_read_operand(struct parser *ps, prog_value owner, uint32_t index);
/* Room for one more argument of an instruction whose count is not known yet; its index. */
uint32_t prog_add_arg(struct parser *ps, prog_value v);
/* '(' operands ')' */
void prog_read_operand_list(struct parser *ps, prog_value v);

/* text_insts.c */

/* The label of a block, kept in refs. */
void prog_read_label_ref(struct parser *ps, struct refs *refs, uint32_t owner, uint32_t index);
/* An instruction, which goes to the end of ps->block. */
void prog_read_inst(struct parser *ps);

#endif
