/* The verifier names the faults that no text can write, because the parser builds such tables
 * right: indices out of range, edges in one list only, missing storage.  Each fault is made in a
 * program that verifies, told by its message, and printed without a crash.
 *
 * RUN: %cc -std=c11 -O1 -g -Wall -Wextra -Werror -fsanitize=address,undefined \
 * RUN:   -fno-sanitize-recover=all -I %src/plugin %s %src/plugin/program/program.c \
 * RUN:   %src/plugin/program/text_*.c %src/plugin/program/verify*.c -o %t
 * RUN: %t 2>&1 | %FileCheck %s --match-full-lines
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/text.h"
#include "program/verify.h"

static const char text[] = "program 64 little\n"
                           "file 0 \"a.c\"\n"
                           "global @g : 4 = 00000000\n"
                           "declare @d(i32)\n"
                           "function @f(i32 %0 \"n\") -> i32 {\n"
                           "b0:\n"
                           "  %1 = local 4 \"x\" leaves 0+4\n"
                           "  %2 = eq i1 %0, i32 7\n"
                           "  branch %2, b1, b2\n"
                           "b1:\n"
                           "  %3 = opaque i32 \"op\" (%0)\n"
                           "  %4 = intent i32 %3 \"independent:why\"\n"
                           "  call void @d(%4)\n"
                           "  jump b2\n"
                           "b2:\n"
                           "  %5 = phi i32 [b0: i32 1], [b1: %4]\n"
                           "  switch %5, b3 [1: b3]\n"
                           "b3:\n"
                           "  store @g, i8 0\n"
                           "  return %5\n"
                           "}\n";

static struct prog_program *p;
static struct prog_function *f;

/* The instruction or leaf of that operation, of which there is one. */
static struct prog_inst *find(enum prog_op op)
{
    for (prog_value v = 0; v < f->n_values; v++)
        if (f->values[v].op == op)
            return &f->values[v];
    abort();
}

static void begin(void)
{
    struct prog_parse_error error;
    p = prog_parse("text", text, sizeof text - 1, &error);
    if (!p) {
        printf("%u:%u: %s\n", (unsigned)error.line, (unsigned)error.column, error.message);
        exit(1);
    }
    f = &p->functions[prog_find_function(p, "f")];
}

static void end(void)
{
    struct prog_verify_error e;
    char *printed;
    size_t length;
    puts(prog_verify(p, &e) ? "it verifies" : e.message);
    FILE *to = tmpfile();
    prog_print(to, p);
    length = (size_t)ftell(to);
    printed = length ? "printed" : "not printed";
    fclose(to);
    if (strcmp(printed, "printed") != 0)
        puts(printed);
    prog_free(p);
}

/* CASE(statement): makes the fault in a fresh program and tells what the verifier says. */
#define CASE(...)                                                                                 \
    do {                                                                                          \
        begin();                                                                                  \
        __VA_ARGS__;                                                                              \
        end();                                                                                    \
    } while (0)

int main(void)
{
    // CHECK: it verifies
    CASE();

    /* The program */
    // CHECK-NEXT: the program: pointers have 16 bits, not 32 or 64
    CASE(p->pointer_bits = 16);
    // CHECK-NEXT: file 0 has no name
    CASE(p->files[0] = NULL);
    // CHECK-NEXT: global 0 has no name
    CASE(p->globals[0].name = NULL);
    // CHECK-NEXT: function 1 has no name
    CASE(f->name = NULL);
    // CHECK-NEXT: global 'g': another global or function has the same name
    CASE(prog_add_global(p, "g"));
    // CHECK-NEXT: global 'f': another global or function has the same name
    CASE(prog_add_global(p, "f"));
    // CHECK-NEXT: function 'd': another function has the same name
    CASE(prog_add_function(p, "d"));
    // CHECK-NEXT: global 'g': unknown flags 0x40000000
    CASE(p->globals[0].flags = 1 << 30);
    // CHECK-NEXT: global 'g': its place is in file 1 of 1
    CASE(p->globals[0].loc = (struct prog_loc){1, 2, 3});
    // CHECK-NEXT: global 'g': contents of 5000 bytes are kept, not 1 to 4096
    CASE(p->globals[0].size = 5000);
    // CHECK-NEXT: global 'g': known bytes are marked, but there are no contents
    CASE(p->globals[0].known = p->globals[0].bytes; p->globals[0].bytes = NULL);

    /* Heads */
    // CHECK-NEXT: function 'f': unknown flags 0x40000000
    CASE(f->flags = 1 << 30);
    // CHECK-NEXT: function 'f': the result has kind 1 and 0 bits, neither void nor a type of 1 to 16777216 bits
    CASE(f->ret.bits = 0);
    // CHECK-NEXT: function 'f': the result has kind 1 and 16777217 bits, neither void nor a type of 1 to 16777216 bits
    CASE(f->ret = (struct prog_type){PROG_BITS_MAX + 1, PROG_INT});
    // CHECK-NEXT: function 'f': alloc_size names parameter -7, but there are 1, from 0 on
    CASE(f->alloc_size[1] = -7);
    // CHECK-NEXT: function 'f': contract 0 is null
    CASE(f->n_contracts = 1; f->contracts = prog_alloc(p, sizeof *f->contracts));
    // CHECK-NEXT: function 'f': its place is in file 7 of 1
    CASE(f->loc = (struct prog_loc){7, 1, 1});
    // CHECK-NEXT: function 'f': parameter 0 has kind 1 and 0 bits, not a type of 1 to 16777216 bits
    CASE(f->params[0].type.bits = 0);
    // CHECK-NEXT: function 'f': parameter 0 has a null name, not ""
    CASE(f->params[0].name = NULL);
    // CHECK-NEXT: function 'f': parameter 0 has unknown flags 0x40000000
    CASE(f->params[0].flags = 1 << 30);
    // CHECK-NEXT: function 'f': the value of parameter 0 is not its leaf
    CASE(f->params[0].value = 9999);
    // CHECK-NEXT: function 'f', '%0 = param': the result has 32 bits, not 64 (as its parameter)
    CASE(f->params[0].type.bits = 64);
    // CHECK-NEXT: function 'd': it is only declared, but parameter 0 has a value
    CASE(p->functions[0].params[0].value = 0);

    /* Values */
    // CHECK-NEXT: function 'f', '%2 = ?': value 2 has operation [[N:[0-9]+]] of [[N]]
    CASE(find(PROG_EQ)->op = PROG_OP_COUNT);
    // CHECK-NEXT: function 'f', 'eq': value 2 has kind 1 and 0 bits, neither void nor a type of 1 to 16777216 bits
    CASE(find(PROG_EQ)->type.bits = 0);
    // CHECK-NEXT: function 'f', '%2 = eq': value 2 stands in no block
    CASE(find(PROG_EQ)->block = 77);
    // CHECK-NEXT: function 'f', block b0, '%2 = eq': operand 1 is value 4294967295 of 17
    CASE(find(PROG_EQ)->args[0] = PROG_NONE);
    // CHECK-NEXT: function 'f', block b0, '%2 = eq': 2 operands, but no list of them
    CASE(find(PROG_EQ)->args = NULL);
    // CHECK-NEXT: function 'f', block b0, '%2 = eq': 1 operands, not 2
    CASE(find(PROG_EQ)->n_args = 1);
    // CHECK-NEXT: function 'f', block b0, '%2 = eq': unknown flags 0x8000
    CASE(find(PROG_EQ)->flags = 1 << 15);
    // CHECK-NEXT: function 'f', block b0, '%2 = eq': its place is in file 3 of 1
    CASE(find(PROG_EQ)->loc = (struct prog_loc){3, 1, 1});
    // CHECK-NEXT: function 'f', block b1, 'call': operand 2 has no value (void)
    CASE(find(PROG_CALL)->args[1] = find(PROG_STORE) - f->values);
    // CHECK-NEXT: function 'f', block b1, 'call': 0 operands, not at least 1
    CASE(find(PROG_CALL)->n_args = 0);
    // CHECK-NEXT: function 'f', block b3, '%6 = store': it has a result of 8 bits, not none
    CASE(find(PROG_STORE)->type = (struct prog_type){8, PROG_INT});
    // CHECK-NEXT: function 'f', block b1, '%3 = opaque': it has no name
    CASE(find(PROG_OPAQUE)->name = NULL);
    // CHECK-NEXT: function 'f', block b1, '%4 = intent': it has no "claim:why"
    CASE(find(PROG_INTENT)->name = NULL);
    // CHECK-NEXT: function 'f', block b0, '%1 = local': it has no object
    CASE(find(PROG_LOCAL)->object = NULL);
    // CHECK-NEXT: function 'f', block b0, '%1 = local': its object has a null name, not ""
    CASE(find(PROG_LOCAL)->object->name = NULL);
    // CHECK-NEXT: function 'f', block b0, '%1 = local': 1 leaves, but no list of them
    CASE(find(PROG_LOCAL)->object->leaves = NULL);
    // CHECK-NEXT: function 'f', block b0, '%1 = local': its object's place is in file 3 of 1
    CASE(find(PROG_LOCAL)->object->loc = (struct prog_loc){3, 1, 1});
    // CHECK-NEXT: function 'f', 'global': value 14 is the address of global 3 of 1
    CASE(find(PROG_GLOBAL)->imm = 3);
    // CHECK-NEXT: function 'f', 'func': value 8 is the address of function 3 of 2
    CASE(find(PROG_FUNC)->imm = 3);
    // CHECK-NEXT: function 'f': the value of parameter 0 is not its leaf
    CASE(find(PROG_PARAM)->imm = 3);
    // CHECK-NEXT: function 'f', '%0 = param': value 0 is a leaf, but says that it stands in block b0
    CASE(find(PROG_PARAM)->block = 0);
    // CHECK-NEXT: function 'f', 'const': value 3 is a constant without words
    CASE(find(PROG_CONST)->words = NULL);
    // CHECK-NEXT: function 'f', 'const': value 3 is a constant of 32 bits with higher bits set
    CASE(find(PROG_CONST)->words[0] = UINT64_MAX);
    // CHECK-NEXT: function 'f', 'const': value 3 is a leaf with operands
    CASE(find(PROG_CONST)->n_args = 1);
    // CHECK-NEXT: function 'f', 'const': value 3 is a leaf of type void
    CASE(find(PROG_CONST)->type = (struct prog_type){0, PROG_VOID});
    // CHECK-NEXT: function 'f', block b2, 'switch': 2 successors, but no cases
    CASE(find(PROG_SWITCH)->words = NULL);
    // CHECK-NEXT: function 'f', block b2, 'switch': case 18446744073709551615 does not fit into the 32 bits of operand 1
    CASE(find(PROG_SWITCH)->words[0] = UINT64_MAX);

    /* Blocks and edges */
    // CHECK-NEXT: function 'f', block b3: it is empty; a block ends with a terminator
    CASE(f->blocks[3].n_insts = 0);
    // CHECK-NEXT: function 'f', block b0: instruction 1 is value 9999 of 17
    CASE(f->blocks[0].insts[1] = 9999);
    // CHECK-NEXT: function 'f', block b0, '%1 = local': it stands twice in the block
    CASE(f->blocks[0].insts[1] = f->blocks[0].insts[0]);
    // CHECK-NEXT: function 'f', block b0, '%0 = param': a leaf stands in a block
    CASE(f->blocks[0].insts[1] = f->params[0].value);
    // CHECK-NEXT: function 'f', block b0, '%2 = intent': it says that it stands in block b1
    CASE(f->blocks[0].insts[1] = f->blocks[1].insts[1]);
    // CHECK-NEXT: function 'f', block b0, 'unreachable': the block does not list it
    CASE(prog_add_value(p, f, PROG_UNREACHABLE, (struct prog_type){0, PROG_VOID}, 0);
         f->values[f->n_values - 1].block = 0);
    // CHECK-NEXT: function 'f', block b0: successor 0 is block 9 of 4
    CASE(f->blocks[0].succs[0] = 9);
    // CHECK-NEXT: function 'f', block b3: predecessor 0 is block 9 of 4
    CASE(f->blocks[3].preds[0] = 9);
    // CHECK-NEXT: function 'f', block b2: it leads to b3, which does not list it as a predecessor as often
    CASE(f->blocks[3].n_preds = 1);
    // CHECK-NEXT: function 'f', block b3: it lists b2 as a predecessor, which does not lead here as often
    CASE(f->blocks[2].n_succs = 1);
    // CHECK-NEXT: function 'f', block b1, 'jump': the block has 2 successors, not 1
    CASE(prog_add_edge(p, f, 1, 2));
    // CHECK-NEXT: function 'f', block b3, 'return': the block has 1 successors, not 0
    CASE(prog_add_edge(p, f, 3, 3));
    return 0;
}
