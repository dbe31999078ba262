/* The audit list: every annotated site, with its claim, its reason and what was proved. */
#include <stdlib.h>

#include "file.h"

static const struct report_format format = {
    .head = "# Reads of uninitialized memory made on purpose\n\n"
            "Written by Unsown from the annotations; each compilation replaces the part of its "
            "source file.\n\n",
    .begin = "## ",
    .named = "\n",
    .between = "\n\n",
    .tail = "",
};

static const char *form_name(enum report_form form)
{
    static const char *const names[] = {"read", "function", "scratch"};
    return names[form];
}

static void add_place(struct report_text *text, const struct report_place *place)
{
    report_add_cell(text, place->file);
    report_add(text, ":");
    report_add_number(text, place->line);
    report_add(text, ":");
    report_add_number(text, place->column);
}

bool report_audit(const struct report_unit *unit, const char *path, struct report_error *error)
{
    char *name = report_section_name(unit, path);
    struct report_text text = {0};
    report_add(&text, format.begin);
    report_add(&text, name);
    report_add(&text, "\n\n| place | function | annotation | claim | reason | proved |\n"
                      "| --- | --- | --- | --- | --- | --- |");
    for (size_t i = 0; i < unit->n_sites; i++) {
        const struct report_site *site = &unit->sites[i];
        report_add(&text, "\n| ");
        add_place(&text, &site->place);
        report_add(&text, " | ");
        report_add_cell(&text, unit->functions[site->function].name);
        report_add(&text, " | ");
        report_add(&text, form_name(site->form));
        report_add(&text, " | ");
        report_add_cell(&text, site->claim ? site->claim : "");
        report_add(&text, " | ");
        report_add_cell(&text, site->why);
        report_add(&text, " | ");
        report_add_cell(&text, site->status ? site->status : "not checked yet");
        report_add(&text, " |");
    }
    bool good = report_put(&format, unit, path, unit->n_sites ? &text : NULL, error);
    report_text_free(&text);
    free(name);
    return good;
}
