/* The audit list: every annotated site, with its claim, its reason and what was proved.
 *
 * JSON, one object a line.  The first line says what the file is; then, for each unit, a line that
 * names it and one line for each of its sites.  unsown-audit.py makes Markdown of it. */
#include <stdlib.h>

#include "file.h"

/* Each line is an object of its own. */
static size_t damage(const char *bytes)
{
    size_t number = 1, length;
    for (; *bytes; bytes += length, number++) {
        length = report_line_length(bytes);
        if (!length || !report_is_json(bytes, length - 1))
            return number;
    }
    return 0;
}

static const struct report_format format = {
    .head = "{\"unsown\": \"audit\", \"format\": 1}\n",
    .begin = "{\"unit\": \"",
    .named = "\"",
    .between = "\n",
    .tail = "",
    .damage = damage,
};

static const char *form_name(enum report_form form)
{
    static const char *const names[] = {"read", "function", "scratch"};
    return names[form];
}

static void add_member(struct report_text *text, const char *name, const char *value)
{
    report_add(text, ", \"");
    report_add(text, name);
    report_add(text, "\": ");
    report_add_json(text, value);
}

static void add_place(struct report_text *text, const struct report_place *place)
{
    report_add(text, "{\"file\": ");
    report_add_json(text, place->file);
    report_add(text, ", \"line\": ");
    report_add_number(text, place->line);
    report_add(text, ", \"column\": ");
    report_add_number(text, place->column);
}

bool report_audit(const struct report_unit *unit, const char *path, struct report_error *error)
{
    char *name = report_section_name(unit, path);
    struct report_text text = {0};
    report_add(&text, format.begin);
    report_add(&text, name);
    report_add(&text, "\"}");
    for (size_t i = 0; i < unit->n_sites; i++) {
        const struct report_site *site = &unit->sites[i];
        report_add(&text, "\n");
        add_place(&text, &site->place);
        add_member(&text, "function", unit->functions[site->function].name);
        add_member(&text, "annotation", form_name(site->form));
        if (site->claim)
            add_member(&text, "claim", site->claim);
        add_member(&text, "reason", site->why);
        if (site->verdict) {
            add_member(&text, "verdict", site->verdict);
            if (site->because && *site->because)
                add_member(&text, "because", site->because);
            if (site->stronger)
                add_member(&text, "stronger", site->stronger);
            report_add(&text, ", \"given\": [");
            for (size_t k = 0; k < site->n_given; k++) {
                report_add(&text, k ? ", " : "");
                add_place(&text, &site->given[k].place);
                add_member(&text, "text", site->given[k].text);
                report_add(&text, "}");
            }
            report_add(&text, "], \"microseconds\": ");
            report_add_number(&text, site->microseconds);
        }
        report_add(&text, "}");
    }
    bool good = report_put(&format, unit, path, unit->n_sites ? &text : NULL, error);
    report_text_free(&text);
    free(name);
    return good;
}
