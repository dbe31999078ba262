/* Writes reports about a made-up unit, so that the writers can be tested without a compiler.
 *
 *     driver sarif|suppressions|ignorelist|audit FILE SOURCE WHAT
 *
 * WHAT is "alloc" (an allocator's ownership check and two findings), "alloc-below" (the same, every
 * line further down), "32" (the same for a 32-bit target), "none" (nothing was found) or a number,
 * the seed of strings made of random bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"

static char strings[64][40];
static size_t n_strings;

/* The text as it is, or, with a seed, random bytes in its place. */
static const char *say(const char *text, unsigned seed)
{
    if (!seed)
        return text;
    static const char likely[] = "\"\\\n\r\t|`<#{}[]%/:* .\xC3\xA9\xED\xA0\x80\xF4\x90\xFF\xC0\x80";
    char *s = strings[n_strings++];
    size_t length = (size_t)rand() % (sizeof strings[0] - 1);
    for (size_t i = 0; i < length; i++)
        s[i] = rand() % 2 ? likely[(size_t)rand() % (sizeof likely - 1)] : (char)(rand() % 255 + 1);
    s[length] = '\0';
    return s;
}

int main(int argc, char **argv)
{
    if (argc != 5)
        return 2;
    const char *source = argv[3], *what = argv[4];
    unsigned seed = (unsigned)atoi(what);
    bool on_32 = !strcmp(what, "32");
    if (on_32)
        seed = 0;
    srand(seed);
    uint32_t down = !strcmp(what, "alloc-below") ? 100 : 0;

    const char *file = say(source, seed);
    const struct report_step steps[] = {
        {{file, 24 + down, 7, 0, 0}, say("this condition is false when 'kind' is 3", seed)},
        {{"/usr/include/string.h", 43, 1, 0, 0}, say("a step elsewhere", seed)},
    };
    const struct report_step related[] = {
        {{file, 22 + down, 14, 0, 0}, say("'h' is declared here; nothing initializes it", seed)},
    };
    const struct report_item items[] = {
        {"unsown-sometimes", REPORT_WARNING,
         say("field 'len' of 'h' may be read before it is initialized", seed),
         {file, 31 + down, 18, 31 + down, 21}, say("parse", seed), say("h", seed), NULL, NULL,
         steps, 2, related, 1},
        {"unsown-uninit", REPORT_ERROR, say("'x' is read before it is initialized", seed),
         {file, 40 + down, 5, 0, 0}, "parse", "x", NULL, NULL, NULL, 0, NULL, 0},
        {"unsown-uninit", REPORT_ERROR, say("'x' is read before it is initialized", seed),
         {file, 41 + down, 5, 0, 0}, "parse", "x", NULL, NULL, NULL, 0, NULL, 0},
        {"unsown-intent", REPORT_NOTE, say("read on purpose; claim 'independent' not checked yet",
         seed), {file, 50 + down, 9, 0, 0}, "owns", NULL, "independent",
         say("the bounds decide", seed), NULL, 0, NULL, 0},
        {"unsown-stale", REPORT_WARNING, "the file as a whole", {file, 0, 0, 0, 0}, NULL, NULL,
         NULL, NULL, NULL, 0, NULL, 0},
        {"unsown-stale", REPORT_WARNING, "nowhere", {NULL, 0, 0, 0, 0}, NULL, NULL, NULL, NULL,
         NULL, 0, NULL, 0},
    };
    /* owns() can become part of my_free() and my_realloc(), the latter of try_realloc(); hash() is
     * kept as it is. */
    const size_t calls_owns[] = {1, 2}, calls_realloc[] = {3}, calls_hash[] = {3};
    const struct report_function functions[] = {
        {say("owns", seed), true, calls_owns, 2},
        {"my_free", false, NULL, 0},
        {"my_realloc", true, calls_realloc, 1},
        {"try_realloc", false, NULL, 0},
        {"hash", false, calls_hash, 1},
        {"mix", false, NULL, 0},
    };
    const struct report_given given[] = {
        {{file, 49 + down, 5, 0, 0}, say("UNSOWN_GIVEN(n < \"4\")", seed)},
    };
    const struct report_site sites[] = {
        {REPORT_READ, {file, 50 + down, 9, 0, 0}, 0, 4, REPORT_ALL_EFFECTS, "independent",
         say("the bounds decide", seed), "proved", NULL, NULL, given, 1, 1500},
        {REPORT_INTENTIONAL, {file, 60 + down, 1, 0, 0}, 4, 0, REPORT_OUTSIDE, "contained",
         say("words may reach behind the string", seed), "undecided",
         say("a loop", seed), NULL, NULL, 0, 20},
        {REPORT_SCRATCH, {file, 70 + down, 3, 0, 0}, 5, 8, REPORT_DECIDES, NULL,
         say("junk is as good as anything | here", seed), NULL, NULL, NULL, NULL, 0, 0},
        {REPORT_READ, {file, 80 + down, 3, 0, 0}, 3, 8, REPORT_OUTSIDE, "transport",
         say("copied", seed), "proved", NULL, "independent", NULL, 0, 9},
    };
    struct report_unit unit = {source, NULL, "0.1", on_32 ? 32 : 64,
                               items, sizeof items / sizeof *items,
                               sites, sizeof sites / sizeof *sites,
                               functions, sizeof functions / sizeof *functions};
    if (!strcmp(what, "none"))
        unit.n_items = unit.n_sites = 0;

    static const struct {
        const char *name;
        bool (*write)(const struct report_unit *, const char *, struct report_error *);
    } writers[] = {{"sarif", report_sarif},
                   {"suppressions", report_suppressions},
                   {"ignorelist", report_ignorelist},
                   {"audit", report_audit}};
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        struct report_error error;
        if (strcmp(writers[i].name, argv[1]) != 0)
            continue;
        if (writers[i].write(&unit, argv[2], &error))
            return 0;
        fprintf(stderr, "error: %s\n", error.message);
        return 1;
    }
    return 2;
}
