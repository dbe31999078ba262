/* The text form of a program.
 *
 * What it is for.  Dumps that a person reads, tests of the engine written by hand, and programs
 * that travel between two processes.  Whatever program.h holds can be written here, and
 * printing what was parsed from a print gives the same bytes again.
 *
 * The form, by example (docs: docs/program-text.md lists every word):
 *
 *     program 64 little
 *     file 0 "hdr.c"
 *     global @limit : 4 internal decl 1 at 0:1:12 = 0a000000
 *     declare @get(ptr const pointee 4) -> i32
 *     function @f(i32 %n "n") -> i32 internal at 0:3:5 {
 *     b0:
 *       %x = local 4 "x" decl 3 at 0:4:7 leaves 0+4
 *       begin %x
 *       %c = slt i1 %n, i32 10 !0:5:9
 *       branch %c, b1, b2 !0:5:7
 *     b1:
 *       store %x, i32 1 !0:5:14
 *       jump b2
 *     b2: preds b1, b0
 *       %v = load i32 %x !0:6:10
 *       return %v !0:6:3
 *     }
 *
 * Leaves other than parameters have no names: a constant is written with its type where it is
 * used, an address as @name.  The predecessors of a block are those that the terminators give, in
 * the order of the text; `preds` is written only where the order is another one.
 *
 * What it gives up.  Sharing of equal constants, values that stand in no block and are not used,
 * numbers of values (the printer counts anew), and fields that program.h gives no meaning to.
 */
#ifndef UNSOWN_PROGRAM_TEXT_H
#define UNSOWN_PROGRAM_TEXT_H

#include <stdio.h>

#include "program.h"

/* The widest value that the text form and the verifier accept. */
#define PROG_BITS_MAX (UINT32_C(1) << 24)

/* Print without looking at more than they must: a program that does not verify prints too, with
 * `%?`, `@?` and `b?` for what does not exist.  Errors are left to ferror(). */
void prog_print(FILE *to, const struct prog_program *p);
void prog_print_function(FILE *to, const struct prog_program *p, const struct prog_function *f);
/* One instruction without indent and line end; `numbers` as from prog_number_values(). */
void prog_print_inst(FILE *to, const struct prog_program *p, const struct prog_function *f,
                     prog_value v, const uint32_t *numbers);

/* For each value of f the number under which it is printed, PROG_NONE for one that has none.
 * Parameters come first, then instructions with a result in the order of the blocks.  The caller
 * frees it with free(). */
uint32_t *prog_number_values(const struct prog_function *f);

/* "add", "load", ...: the word for an operation. */
const char *prog_op_name(enum prog_op op);

struct prog_parse_error {
    const char *file;      /* as given to prog_parse() */
    uint32_t line, column; /* from 1; the column counts bytes */
    char message[256];     /* what was expected, and what stands there */
};

/* The program that `text` (length bytes, no NUL needed) describes, to be freed with prog_free();
 * NULL at the first fault, which `error` then tells.  What parses need not verify. */
struct prog_program *prog_parse(const char *file_name, const char *text, size_t length,
                                struct prog_parse_error *error);

struct prog_text_place {
    uint32_t line, column; /* 0: not in the text */
};

/* Where the things of a parsed program stand in its text.  Owned by the program. */
struct prog_text_map {
    struct prog_text_place *globals;
    struct prog_text_map_function {
        struct prog_text_place place;
        struct prog_text_place *blocks, *values; /* as many as the function has */
    } * functions;
};

/* As prog_parse(), and fills `map`. */
struct prog_program *prog_parse_mapped(const char *file_name, const char *text, size_t length,
                                       struct prog_text_map *map, struct prog_parse_error *error);

#endif
