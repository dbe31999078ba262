/* The interface of contract sets: lookup, replacement, a set that a fault leaves as it was, and the
 * contracts that annotations make.
 * RUN: %cc -std=c11 -g -Wall -Wextra -Werror -fsanitize=address,undefined \
 * RUN:   -fno-sanitize-recover=all -I %src/plugin %s %src/plugin/engine/contract*.c \
 * RUN:   %src/plugin/program/program.c -o %t
 * RUN: %t | %FileCheck %s
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/contract.h"

static bool parse(struct contract_set *set, const char *text, struct contract_error *error)
{
    return contract_parse(set, "text", text, strlen(text), error);
}

static void sets(void)
{
    struct contract_set *set = contract_set_new();
    struct contract_error error;
    char text[64];

    assert(contract_set_size(set) == 0 && !contract_find(set, "f"));
    assert(parse(set, "", &error) && contract_set_size(set) == 0);
    assert(parse(set, "void f(int *p) UNSOWN_WRITES(p, 4); int g(void) UNSOWN_PURE;", &error));
    assert(contract_set_size(set) == 2 && contract_find(set, "f")->n_effects == 1);
    assert(contract_find(set, "g")->flags == CONTRACT_PURE && !contract_find(set, "h"));

    /* The later contract of a name counts. */
    assert(parse(set, "void f(int *p, int *q);", &error) && contract_set_size(set) == 2);
    assert(contract_find(set, "f")->n_effects == 0 && contract_find(set, "f")->n_params == 2);

    /* A fault after good declarations: nothing of them stays. */
    assert(!parse(set, "int h(void);\nint g(int n);\nint i(", &error));
    assert(contract_set_size(set) == 2 && !contract_find(set, "h"));
    assert(contract_find(set, "g")->n_params == 0);
    assert(strcmp(error.file, "text") == 0 && error.line == 3 && error.column == 7);

    for (int i = 0; i < 3000; i++) {
        snprintf(text, sizeof text, "int many%d(int *p) UNSOWN_WRITES(p, %d);", i, i);
        assert(parse(set, text, &error));
    }
    for (int i = 0; i < 3000; i++) {
        snprintf(text, sizeof text, "many%d", i);
        assert(contract_find(set, text)->effects[0].size->number == i);
    }
    contract_set_free(set);
    contract_set_free(NULL);
}

static const struct prog_param params[] = {
    {.type = {64, PROG_PTR}, .name = "p", .pointee = 4},
    {.type = {32, PROG_INT}, .name = "n"},
    {.type = {64, PROG_PTR}, .name = "c", .flags = PROG_PARAM_CONST, .pointee = 1},
    {.type = {32, PROG_INT}, .name = ""},
};

/* The contract of `int f(int *p, int n, const char *c, int)` with these annotations. */
static void annotate(struct contract_set *set, const char *a, const char *b)
{
    const char *texts[] = {a, b};
    struct prog_function f = {.name = "f", .ret = {32, PROG_INT}, .n_params = 4, .n_contracts = 1,
                              .alloc_size = {1, -1}, .contracts = texts, .loc = {0, 7, 3}};
    struct contract_error error;
    const struct contract *contract = NULL;

    f.params = (struct prog_param *)params;
    f.n_contracts += b != NULL;
    contract = contract_from_annotations(set, &f, &error);
    if (contract)
        contract_print(stdout, contract);
    else
        printf("%u:%u: %s\n", error.line, error.column, error.message);
    assert(contract || !error.file);
    assert(!contract_find(set, "f"));
}

int main(void)
{
    struct contract_set *set = contract_set_new();

    sets();
    /* CHECK:      f/4
     * CHECK-NEXT:   writes arg0, arg1
     * CHECK-NEXT:   reads arg2, 1
     * CHECK-NEXT:   says only part
     */
    annotate(set, "unsown:writes(p, n)", "unsown:reads(c, 1)");
    /* CHECK-NEXT: f/4
     * CHECK-NEXT:   writes arg0, arg1 * sizeof *arg0 if (result == 0) || (arg0 != 0)
     * CHECK-NEXT:   says only part
     */
    annotate(set, "unsown:writes_if(p, n * sizeof(*p), result == 0 || p != ((void *)0))", NULL);
    /* The size comes from alloc_size.
     * CHECK-NEXT: f/4
     * CHECK-NEXT:   allocates arg1
     * CHECK-NEXT:   says only part
     */
    annotate(set, "unsown:returns_uninit", NULL);
    /* CHECK-NEXT: f/4
     * CHECK-NEXT:   allocates zeroed arg1
     * CHECK-NEXT:   says only part
     */
    annotate(set, "unsown:returns_zeroed", NULL);

    // CHECK-NEXT: 7:3: in 'writes(p, m)': expected a parameter, 'result' or a number, found 'm'
    annotate(set, "unsown:writes(p, m)", NULL);
    // CHECK-NEXT: 7:3: in 'writes(p, n': expected ')', found the end of the annotation
    annotate(set, "unsown:returns_uninit", "unsown:writes(p, n");
    // CHECK-NEXT: 7:3: in 'writes(c, 1)': expected a pointer to what may be written, found 'c',
    annotate(set, "unsown:writes(c, 1)", NULL);
    // CHECK-NEXT: 7:3: in 'wrties(p, n)': expected a contract macro, found 'wrties'
    annotate(set, "unsown:wrties(p, n)", NULL);
    // CHECK-NEXT: 7:3: in 'writes(p, n) x': expected the end of the annotation, found 'x'
    annotate(set, "unsown:writes(p, n) x", NULL);
    // CHECK-NEXT: 7:3: in '': expected a contract, found the end of the annotation
    annotate(set, "unsown:", NULL);
    contract_set_free(set);
    return 0;
}
