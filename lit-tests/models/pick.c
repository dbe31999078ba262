/* Of the models of a file that of one function can be had alone, and is then the same; the place of a
 * fault is that in the file.
 * RUN: %cc -std=c11 -D_POSIX_C_SOURCE=200809L -g -Wall -Wextra -Werror \
 * RUN:   -fsanitize=address,undefined -fno-sanitize-recover=all -I %src/plugin %s \
 * RUN:   %src/plugin/engine/contract*.c %src/plugin/program/program.c -o %t
 * RUN: find %src/plugin/models -name '*.h' -exec %t {} + | %FileCheck %s
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/contract.h"

static char *printed(const struct contract *contract)
{
    char *text = NULL;
    size_t length = 0;
    FILE *to = open_memstream(&text, &length);
    assert(to && contract);
    contract_print(to, contract);
    fclose(to);
    return text;
}

static struct contract_set *pick(const char *name, const char *text, struct contract_error *error)
{
    struct prog_function f = {.name = name};
    struct prog_program p = {.functions = &f, .n_functions = 1};
    struct contract_set *set = contract_set_new();
    struct contract_source source = {"text", text, strlen(text)};
    if (contract_parse_for(set, &p, 1, &source, error))
        return set;
    contract_set_free(set);
    return NULL;
}

/* Every word of the file that is the name of a model. */
static unsigned same_alone(const char *text)
{
    struct contract_error error;
    struct contract_set *all = contract_set_new();
    unsigned count = 0;
    bool good = contract_parse(all, "text", text, strlen(text), &error);
    assert(good);
    for (const char *at = text; *at;) {
        char word[64];
        size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
        if (length && length < sizeof word) {
            memcpy(word, at, length);
            word[length] = 0;
            if (contract_find(all, word)) {
                struct contract_set *one = pick(word, text, &error);
                char *a = printed(contract_find(all, word));
                char *b = printed(contract_find(one, word));
                assert(strcmp(a, b) == 0);
                assert(contract_set_size(all) < 10 ||
                       contract_set_size(one) < contract_set_size(all));
                free(a);
                free(b);
                contract_set_free(one);
                count++;
            }
        }
        at += length ? length : 1;
    }
    contract_set_free(all);
    return count;
}

static char *read_all(const char *name)
{
    static char text[1 << 20];
    FILE *from = fopen(name, "rb");
    assert(from);
    text[fread(text, 1, sizeof text - 1, from)] = 0;
    fclose(from);
    return text;
}

int main(int argc, char **argv)
{
    unsigned count = 0;
    for (int i = 1; i < argc; i++)
        if (!strstr(argv[i], "/model.h"))
            count += same_alone(read_all(argv[i]));
    // CHECK: many: 1
    printf("many: %d\n", count > 400);

    struct contract_error error;
    const char *odd = "/**/ /* f; ( */ # f (\n// f (\nint a(char c) UNSOWN_RESULT_IS(result != ';');"
                      "int b(void) __asm__(\"l\\\"ink\") UNSOWN_PURE; int c(int (*d)(void));";
    struct contract_set *set = pick("f", odd, &error);
    assert(set && contract_set_size(set) == 0);
    contract_set_free(set);
    set = pick("d", odd, &error); /* the name of a parameter: c */
    assert(set && contract_set_size(set) == 1 && contract_find(set, "c"));
    contract_set_free(set);

    // CHECK-NEXT: text:2:7: expected
    assert(!pick("g", "int f(void);\nint\tg(:);", &error) ||
           !printf("no fault\n"));
    printf("%s:%u:%u: %s\n", error.file, error.line, error.column, error.message);
    // CHECK-NEXT: text:1:20: expected
    set = pick("g", "int f(void); int g(:);", &error);
    printf("%s:%u:%u: %s\n", error.file, error.line, error.column, error.message);
    return set != NULL;
}
