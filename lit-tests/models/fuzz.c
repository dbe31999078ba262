/* Whatever the text, the parser neither crashes nor hangs nor reads out of bounds, a fault has a
 * place and a message, and a text that was refused leaves the set as it was.  Deterministic and
 * bounded; `fuzz SEED ROUNDS FILE...` goes on from another seed for as long as wanted.
 * RUN: %cc -std=c11 -O1 -g -Wall -Wextra -Werror -fsanitize=address,undefined \
 * RUN:   -fno-sanitize-recover=all -I %src/plugin %s %src/plugin/engine/contract*.c \
 * RUN:   %src/plugin/program/program.c -o %t
 * RUN: %t 1 3000 %S/language.c %S/faults.c %src/plugin/models/string.h \
 * RUN:   %src/plugin/models/signal.h
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/contract.h"

static uint64_t state;

/* xorshift64* */
static uint32_t random_below(uint32_t n)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return n ? (uint32_t)((state * 2685821657736338717u) >> 32) % n : 0;
}

static const char *const words[] = {
    "(", ")", "((((((((((((", "[", "]", "{", "}", "*", "**", "UNSOWN_WRITES(", "UNSOWN_ALL",
    "result", "sizeof", "sizeof *", "after(", "strlen(", "?", ":", "-", "!", "&&", "<", "->", "...",
    ";", ",", "/*", "*/", "//", "#", "\\\n", "\"", "'", "'a'", "0x", "18446744073709551616", "\xff",
    "__attribute__((", "asm(\"\")", "struct", "const", "void", "int", "typedef", "va_list",
    "extern", "extern \"C\" {", "[[",
};

static size_t mutate(char *text, size_t n, size_t room)
{
    uint32_t at = random_below((uint32_t)n + 1), length = random_below(40);

    if (length > n - at)
        length = (uint32_t)n - at;
    switch (random_below(5)) {
    case 0: /* a byte */
        if (at < n)
            text[at] = (char)random_below(256);
        return n;
    case 1: /* less */
        memmove(text + at, text + at + length, n - at - length);
        return n - length;
    case 2: /* an end too early */
        return random_below(4) ? n : at;
    case 3: { /* a piece from elsewhere */
        uint32_t from = random_below((uint32_t)n + 1);
        if (length > n - from)
            length = (uint32_t)n - from;
        memmove(text + at, text + from, length);
        return n;
    }
    default: { /* a word */
        const char *word = words[random_below(sizeof words / sizeof words[0])];
        size_t k = strlen(word);
        if (n + k > room)
            return n;
        memmove(text + at + k, text + at, n - at);
        memcpy(text + at, word, k);
        return n + k;
    }
    }
}

static void check(struct contract_set *set, const char *bytes, size_t n)
{
    /* A block of its own size, so that a read past the end is seen. */
    char *text = malloc(n ? n : 1);
    struct contract_error error = {0};
    uint32_t before = contract_set_size(set);
    FILE *sink = fopen("/dev/null", "w");

    memcpy(text, bytes, n);
    if (!contract_parse(set, "fuzz", text, n, &error)) {
        if (contract_set_size(set) != before || !error.line || !error.column || !*error.message ||
            strncmp(error.message, "expected ", 9) != 0)
            abort();
    }
    if (contract_find(set, "memcpy") && sink)
        contract_print(sink, contract_find(set, "memcpy"));
    if (sink)
        fclose(sink);
    free(text);
}

int main(int argc, char **argv)
{
    static char original[1 << 16], text[1 << 17];
    long rounds = argc > 2 ? atol(argv[2]) : 0;

    state = argc > 1 ? strtoull(argv[1], NULL, 0) | 1 : 1;
    for (int i = 3; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        size_t length = f ? fread(original, 1, sizeof original, f) : 0;
        if (!f || fclose(f) != 0 || !length)
            return 1;
        for (long round = 0; round < rounds; round++) {
            struct contract_set *set = contract_set_new();
            /* A window of the file: most of the time goes to what was changed. */
            size_t begin = random_below((uint32_t)length), n = random_below(2000) + 1;
            if (n > length - begin)
                n = length - begin;
            memcpy(text, original + begin, n);
            for (uint32_t k = random_below(6); k; k--)
                n = mutate(text, n, sizeof text);
            check(set, text, n);
            check(set, text, n);
            contract_set_free(set);
        }
    }
    return 0;
}
