/* The words of the text form, in one place, so that the printer writes none that the parser
 * does not read.  Internal to plugin/program. */
#ifndef UNSOWN_PROGRAM_TEXT_WORDS_H
#define UNSOWN_PROGRAM_TEXT_WORDS_H

#include "program.h"

struct prog_op_word {
    const char *word;
    /* A result type is written after the word and the flags. */
    bool typed;
    /* How many operands are written, with commas between them; -1: the operation has a form of
     * its own. */
    int operands;
};
extern const struct prog_op_word prog_op_words[PROG_OP_COUNT];

/* A word for a bit; tables end with a NULL word.  Printed in the order of the table. */
struct prog_flag_word {
    const char *word;
    uint32_t bit;
};
extern const struct prog_flag_word prog_inst_words[];
extern const struct prog_flag_word prog_param_words[];
extern const struct prog_flag_word prog_function_words[]; /* "variadic" is written as "..." */
extern const struct prog_flag_word prog_global_words[];

extern const char *const prog_fcmp_words[PROG_FCMP_TRUE + 1];

#endif
