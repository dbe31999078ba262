/* A list for clang's -fsanitize-ignorelist=.
 *
 * UNSOWN_READ and UNSOWN_INTENTIONAL switch the sanitizers off by themselves.  UNSOWN_SCRATCH stands
 * on a variable, for which compilers know no such attribute; so the functions that read it are
 * listed, and only for MSan, which is the one that looks at contents.
 */
#include <stdlib.h>
#include <string.h>

#include "file.h"

static size_t damage(const char *bytes)
{
    size_t number = 1, length;
    for (; *bytes; bytes += length, number++) {
        length = report_line_length(bytes);
        if (!length || (*bytes != '#' && *bytes != '\n' && *bytes != '[' &&
                        strncmp(bytes, "fun:", 4) != 0))
            return number;
    }
    return 0;
}

static const struct report_format format = {
    .head = "# Functions that read scratch memory, written by Unsown: -fsanitize-ignorelist=\n"
            "# Do not edit: each compilation replaces the part of its source file.\n\n",
    .begin = "# ---- from ",
    .named = "\n",
    .between = "\n\n",
    .tail = "",
    .damage = damage,
};

bool report_ignorelist(const struct report_unit *unit, const char *path,
                       struct report_error *error)
{
    char *name = report_section_name(unit, path);
    struct report_text text = {0};
    report_add(&text, format.begin);
    report_add(&text, name);
    report_add(&text, "\n[memory]");
    bool any = false;
    for (size_t function = 0; function < unit->n_functions; function++) {
        bool listed = false;
        for (size_t i = 0; i < unit->n_sites; i++) {
            const struct report_site *site = &unit->sites[i];
            if (site->function != function || site->form != REPORT_SCRATCH)
                continue;
            report_add(&text, "\n# ");
            report_add_line(&text, site->place.file);
            report_add(&text, ":");
            report_add_number(&text, site->place.line);
            report_add(&text, ": ");
            report_add_line(&text, site->why);
            listed = true;
        }
        if (!listed)
            continue;
        report_add(&text, "\nfun:");
        report_add_line(&text, unit->functions[function].name);
        any = true;
    }
    bool good = report_put(&format, unit, path, any ? &text : NULL, error);
    report_text_free(&text);
    free(name);
    return good;
}
