/* SARIF 2.1.0, the form in which code-review tools take findings.
 *
 * How it works.  The file is one log with a run for each translation unit; each run stands on a
 * line of its own, which is what lets file.c replace it without reading JSON.
 *
 * Fingerprints say "the same finding" to a tool that compares two versions of a program.  They are
 * made of id, file, function, object and message, and of how many equal ones come before, but of no
 * line or column, so an edit further up does not make old findings new.
 *
 * What it gives up.  Columns count bytes, as clang's do, which differs from what SARIF means in
 * lines that hold more than ASCII.
 */
#include <stdlib.h>
#include <string.h>

#include "file.h"

static size_t damage(const char *bytes)
{
    return report_is_json(bytes, strlen(bytes) - 1) ? 0 : 1;
}

static const struct report_format format = {
    .head = "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\","
            "\"runs\":[\n",
    .begin = "{\"automationDetails\":{\"id\":\"unsown/",
    .named = "/\"}",
    .between = ",\n",
    .tail = "]}\n",
    .damage = damage,
};

static const char *level_name(enum report_level level)
{
    static const char *const names[] = {"note", "warning", "error"};
    return names[level];
}

static size_t rule_index(const char *id)
{
    size_t i = 0;
    while (i < report_rule_count && strcmp(report_rules[i].id, id) != 0)
        i++;
    return i;
}

static void add_member(struct report_text *text, const char *name, const char *value)
{
    report_add(text, ",\"");
    report_add(text, name);
    report_add(text, "\":");
    report_add_json(text, value);
}

static void add_number_member(struct report_text *text, const char *name, uint64_t value)
{
    report_add(text, ",\"");
    report_add(text, name);
    report_add(text, "\":");
    report_add_number(text, value);
}

/* {"text":...} as SARIF wraps every message. */
static void add_message(struct report_text *text, const char *message)
{
    report_add(text, "{\"text\":");
    report_add_json(text, message);
    report_add(text, "}");
}

/* What lies below the root is relative to it, so that a log means the same on another machine. */
static void add_artifact(struct report_text *text, const char *root, const char *file)
{
    char *absolute = report_absolute(file, root);
    size_t length = strcmp(root, "/") == 0 ? 0 : strlen(root);
    report_add(text, "{\"uri\":\"");
    if (!strncmp(absolute, root, length) && absolute[length] == '/' && absolute[length + 1]) {
        const char *relative = absolute + length + 1;
        /* Before the first slash a colon would end a scheme; report_add_uri() escapes it. */
        report_add_uri(text, relative);
        report_add(text, "\",\"uriBaseId\":\"ROOT\"}");
    } else {
        report_add(text, "file://");
        report_add_uri(text, absolute);
        report_add(text, "\"}");
    }
    free(absolute);
}

/* The members of a location, without its braces, beginning with a comma when any is there. */
static bool add_place(struct report_text *text, const char *root, const struct report_place *place)
{
    if (!place->file || !*place->file)
        return false;
    report_add(text, "\"physicalLocation\":{\"artifactLocation\":");
    add_artifact(text, root, place->file);
    if (place->line) {
        report_add(text, ",\"region\":{\"startLine\":");
        report_add_number(text, place->line);
        if (place->column)
            add_number_member(text, "startColumn", place->column);
        if (place->end_line >= place->line)
            add_number_member(text, "endLine", place->end_line);
        if (place->end_line >= place->line && place->end_column)
            add_number_member(text, "endColumn", place->end_column);
        report_add(text, "}");
    }
    report_add(text, "}");
    return true;
}

static void add_step(struct report_text *text, const char *root, const struct report_step *step)
{
    report_add(text, "{");
    if (add_place(text, root, &step->place))
        report_add(text, ",");
    report_add(text, "\"message\":");
    add_message(text, step->message);
    report_add(text, "}");
}

/* FNV-1a, 64 bits; the NUL counts, so that ("a", "bc") and ("ab", "c") differ. */
static uint64_t hash_string(uint64_t hash, const char *string)
{
    const char *s = string ? string : "";
    do {
        hash ^= (unsigned char)*s;
        hash *= 0x100000001B3u;
    } while (*s++);
    return hash;
}

static uint64_t hash_item(const struct report_item *item, const char *root)
{
    uint64_t hash = hash_string(0xCBF29CE484222325u, item->id);
    struct report_text where = {0};
    if (item->place.file)
        add_artifact(&where, root, item->place.file);
    hash = hash_string(hash, where.bytes);
    report_text_free(&where);
    hash = hash_string(hash, item->function);
    hash = hash_string(hash, item->object);
    return hash_string(hash, item->message);
}

static void add_hexadecimal(struct report_text *text, uint64_t number)
{
    for (int shift = 60; shift >= 0; shift -= 4)
        report_add_bytes(text, &"0123456789abcdef"[number >> shift & 15], 1);
}

static void add_result(struct report_text *text, const char *root, const struct report_item *item,
                       uint64_t hash, uint64_t nth)
{
    report_add(text, "{\"ruleId\":");
    report_add_json(text, item->id);
    if (rule_index(item->id) < report_rule_count)
        add_number_member(text, "ruleIndex", rule_index(item->id));
    add_member(text, "level", level_name(item->level));
    report_add(text, ",\"message\":");
    add_message(text, item->message);

    report_add(text, ",\"locations\":[{");
    if (add_place(text, root, &item->place) && item->function)
        report_add(text, ",");
    if (item->function) {
        report_add(text, "\"logicalLocations\":[{\"name\":");
        report_add_json(text, item->function);
        report_add(text, ",\"kind\":\"function\"}]");
    }
    report_add(text, "}]");

    if (item->n_steps) {
        report_add(text, ",\"codeFlows\":[{\"threadFlows\":[{\"locations\":[");
        for (size_t i = 0; i < item->n_steps; i++) {
            report_add(text, "{\"location\":");
            add_step(text, root, &item->steps[i]);
            report_add(text, "},");
        }
        /* Viewers show the flow alone; it has to end where the finding is. */
        report_add(text, "{\"location\":");
        add_step(text, root, &(struct report_step){item->place, item->message});
        report_add(text, "}]}]}]");
    }
    if (item->n_related) {
        report_add(text, ",\"relatedLocations\":[");
        for (size_t i = 0; i < item->n_related; i++) {
            report_add(text, i ? "," : "");
            add_step(text, root, &item->related[i]);
        }
        report_add(text, "]");
    }

    report_add(text, ",\"partialFingerprints\":{\"unsown/v1\":\"");
    add_hexadecimal(text, hash);
    report_add(text, "-");
    report_add_number(text, nth);
    report_add(text, "\"}");
    if (item->why) {
        report_add(text, ",\"suppressions\":[{\"kind\":\"inSource\",\"justification\":");
        report_add_json(text, item->why);
        report_add(text, "}]");
    }
    if (item->object || item->claim) {
        report_add(text, ",\"properties\":{");
        if (item->object) {
            report_add(text, "\"object\":");
            report_add_json(text, item->object);
        }
        if (item->claim) {
            report_add(text, item->object ? ",\"claim\":" : "\"claim\":");
            report_add_json(text, item->claim);
        }
        report_add(text, "}");
    }
    report_add(text, "}");
}

static void add_rules(struct report_text *text)
{
    report_add(text, "\"rules\":[");
    for (size_t i = 0; i < report_rule_count; i++) {
        const struct report_rule *rule = &report_rules[i];
        report_add(text, i ? ",{\"id\":" : "{\"id\":");
        report_add_json(text, rule->id);
        add_member(text, "name", rule->name);
        report_add(text, ",\"shortDescription\":");
        add_message(text, rule->summary);
        report_add(text, ",\"fullDescription\":");
        add_message(text, rule->help);
        report_add(text, ",\"help\":");
        add_message(text, rule->help);
        report_add(text, ",\"defaultConfiguration\":{\"enabled\":");
        report_add(text, rule->on ? "true" : "false");
        add_member(text, "level", level_name(rule->level));
        report_add(text, "}}");
    }
    report_add(text, "]");
}

bool report_sarif(const struct report_unit *unit, const char *path, struct report_error *error)
{
    char *root = report_absolute(".", unit->directory);
    char *name = report_section_name(unit, path);
    uint64_t *hashes = report_alloc(unit->n_items * sizeof *hashes);
    struct report_text text = {0};

    report_add(&text, format.begin);
    report_add(&text, name);
    report_add(&text, format.named);
    report_add(&text, ",\"tool\":{\"driver\":{\"name\":\"Unsown\",\"semanticVersion\":");
    report_add_json(&text, unit->version);
    report_add(&text, ",");
    add_rules(&text);
    report_add(&text, "}},\"originalUriBaseIds\":{\"ROOT\":{\"uri\":\"file://");
    report_add_uri(&text, root);
    report_add(&text, strcmp(root, "/") ? "/\"}}" : "\"}}");
    report_add(&text, ",\"results\":[");
    for (size_t i = 0; i < unit->n_items; i++) {
        uint64_t nth = 1;
        hashes[i] = hash_item(&unit->items[i], root);
        for (size_t j = 0; j < i; j++)
            nth += hashes[j] == hashes[i];
        report_add(&text, i ? "," : "");
        add_result(&text, root, &unit->items[i], hashes[i], nth);
    }
    report_add(&text, "]}");

    bool good = report_put(&format, unit, path, &text, error);
    report_text_free(&text);
    free(hashes);
    free(name);
    free(root);
    return good;
}
