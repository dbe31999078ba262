/* show FILE...: prints the contracts of each file in their order, or the first fault.
 * show --sections FILE: cuts FILE at lines that begin with "//---" and takes each part by itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/contract.h"

static char text[1 << 20];

static bool show(const char *file, const char *begin, size_t length)
{
    struct contract_set *set = contract_set_new();
    struct contract_error error;
    bool good = contract_parse(set, file, begin, length, &error);

    if (!good)
        printf("%s:%u:%u: %s\n", error.file, error.line, error.column, error.message);
    /* Names in the text's order: every word of it that is a contract's name, once. */
    for (const char *at = begin, *end = begin + length; good && at < end;) {
        size_t n = 0;
        char name[128];
        const struct contract *contract;
        while (at + n < end && (strchr("_", at[n]) || (at[n] >= '0' && at[n] <= '9') ||
                                ((at[n] | 32) >= 'a' && (at[n] | 32) <= 'z')) && at[n])
            n++;
        if (n && n < sizeof name) {
            memcpy(name, at, n);
            name[n] = '\0';
            contract = contract_find(set, name);
            if (contract && (at[n] == '(' || at[n] == '"' || at[n] == ')'))
                contract_print(stdout, contract);
        }
        at += n ? n : 1;
    }
    contract_set_free(set);
    return good;
}

int main(int argc, char **argv)
{
    bool sections = argc > 1 && strcmp(argv[1], "--sections") == 0, good = true;

    for (int i = sections ? 2 : 1; i < argc; i++) {
        FILE *f = fopen(argv[i], "rb");
        const char *name = strrchr(argv[i], '/') ? strrchr(argv[i], '/') + 1 : argv[i];
        size_t n = f ? fread(text, 1, sizeof text, f) : 0;
        if (!f || fclose(f) != 0) {
            perror(argv[i]);
            return 2;
        }
        for (char *at = text, *end = text + n; at < end;) {
            char *stop = end;
            for (char *p = at + 1; sections && p + 5 < end; p++)
                if (p[-1] == '\n' && memcmp(p, "//---", 5) == 0) {
                    stop = p;
                    break;
                }
            good &= show(name, at, (size_t)(stop - at));
            at = stop;
        }
    }
    return good ? 0 : 1;
}
