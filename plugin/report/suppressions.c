/* Suppressions for Memcheck, from the annotations.
 *
 * What Memcheck says about an annotated read, with gcc and clang at any level: `Invalid read of
 * size N` (AddrN) where the address lies in no block, in the function that loads; `Conditional jump
 * or move depends on uninitialised value(s)` (Cond) and `Use of uninitialised value of size W`
 * (ValueW, W the width of a pointer) in the function that holds the annotation, where the value
 * decides and where it becomes part of an address.
 *
 * Which name the frame has.  An entry is matched against the names of the innermost frames.
 *   - The compiler keeps the function: its own name; after it split or specialised the function,
 *     the name with a suffix (owns.part.0), which `fun:owns.*` covers.
 *   - It inlined the function, and Valgrind can read the debug information: still its own name.
 *   - It inlined the function, and there is none, or one that Valgrind cannot read (Valgrind 3.19
 *     and the DWARF 5 of clang): the name of the caller that it became part of, or of a caller of
 *     that one.
 *   - It calls a function of the unit, and what hangs on the value happens there, or counts as being
 *     there because that one was inlined: the name of the callee, somewhere below its own.
 * So there are entries for the function, for what it calls, and for every function of the unit that it
 * may have become part of.  The last kind also hides complaints about other values in that very caller; marking
 * the function noinline, as a memory-debugger build should, does away with them.
 *
 * The load itself stands in unsown_readN() of intent.h, which is a frame of its own unless it was
 * inlined without debug information; AddrN entries therefore come with and without it.
 *
 * What it gives up.  Inlining across files at link time.  A value handed to functions of other files
 * before anything hangs on it, or returned: there the complaint, if any, is one that the claims do not
 * cover.
 */
#include <stdlib.h>
#include <string.h>

#include "file.h"

/* An entry: its first line is `open`, and the last one the same with a closing brace.  Its length, 0 if it is cut. */
static size_t entry_length(const char *entry, const char *open, const char *close)
{
    if (strncmp(entry, open, strlen(open)) != 0)
        return 0;
    const char *end = strstr(entry, close);
    return end ? (size_t)(end - entry) + strlen(close) : 0;
}

static size_t damage(const char *bytes)
{
    size_t number = 1, length;
    bool inside = false;
    for (; *bytes; bytes += length, number++) {
        length = report_line_length(bytes);
        bool opens = strncmp(bytes, "{\n", 2) == 0, closes = strncmp(bytes, "}\n", 2) == 0;
        if (!length || (inside ? !closes && strncmp(bytes, "   ", 3) != 0
                               : !opens && *bytes != '#' && *bytes != '\n'))
            return number;
        inside = opens || (inside && !closes);
    }
    return inside ? number : 0;
}

/* Functions of a header are in the sections of all that include it.  Valgrind gets their entries once: those that
 * stand further up already are comments, one '#' before each line. */
static void unfold(const char *bytes, struct report_text *whole)
{
    while (*bytes) {
        size_t length = entry_length(bytes, "#{\n", "\n#}\n");
        size_t line = report_line_length(bytes);
        if (!length) {
            length = line ? line : strlen(bytes);
            report_add_bytes(whole, bytes, length);
            bytes += length;
            continue;
        }
        for (const char *end = bytes + length; bytes < end; bytes += line) {
            line = report_line_length(bytes);
            report_add_bytes(whole, bytes + 1, line - 1);
        }
    }
}

struct entry {
    const char *bytes;
    size_t length;
};

static int by_bytes(const void *left, const void *right)
{
    const struct entry *a = left, *b = right;
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->bytes, b->bytes, shorter);
    if (!order)
        order = (a->length > b->length) - (a->length < b->length);
    return order ? order : (a->bytes > b->bytes) - (a->bytes < b->bytes);
}

static void fold(const char *bytes, struct report_text *stands)
{
    size_t n = 0, room = 1, length;
    for (const char *at = bytes; (at = strstr(at, "\n{\n")); at++)
        room++;
    struct entry *entries = report_alloc(room * sizeof *entries);
    for (const char *at = bytes; (at = strstr(at, "\n{\n")); at++)
        if ((length = entry_length(at + 1, "{\n", "\n}\n")))
            entries[n++] = (struct entry){at + 1, length};
    qsort(entries, n, sizeof *entries, by_bytes);
    while (*bytes) {
        length = entry_length(bytes, "{\n", "\n}\n");
        struct entry this = {bytes, length};
        const struct entry *found =
            length ? bsearch(&this, entries, n, sizeof *entries, by_bytes) : NULL;
        bool again = found && found > entries && found[-1].length == length &&
                     memcmp(found[-1].bytes, bytes, length) == 0;
        if (!length)
            length = report_line_length(bytes);
        for (const char *end = bytes + length; bytes < end;) {
            size_t line = report_line_length(bytes);
            report_add(stands, again ? "#" : "");
            report_add_bytes(stands, bytes, line);
            bytes += line;
        }
    }
    free(entries);
}

static const struct report_format format = {
    .head = "# Memcheck suppressions written by Unsown from annotations: valgrind --suppressions=\n"
            "# Do not edit: each compilation replaces the part of its source file.\n\n",
    .begin = "# ---- from ",
    .named = "\n",
    .between = "\n\n",
    .tail = "",
    .damage = damage,
    .unfold = unfold,
    .fold = fold,
};

/* What Memcheck can say about all sites of one function.  Sizes by their logarithm. */
struct needs {
    bool any;
    bool outside[5]; /* Addr1, 2, 4, 8, 16 */
    bool reader[4];  /* unsown_read8 to unsown_read64, outside too */
    bool decides, address;
};

static struct needs needs_of(const struct report_unit *unit, size_t function)
{
    struct needs needs = {0};
    for (size_t i = 0; i < unit->n_sites; i++) {
        const struct report_site *site = &unit->sites[i];
        if (site->function != function || site->unreached)
            continue;
        needs.any = true;
        needs.decides |= (site->effects & REPORT_DECIDES) != 0;
        needs.address |= (site->effects & REPORT_ADDRESS) != 0;
        if (!(site->effects & REPORT_OUTSIDE))
            continue;
        for (unsigned k = 0; k < 5; k++) {
            if (site->size != 0 && site->size != 1u << k)
                continue;
            needs.outside[k] = true;
            if (k < 4 && site->form == REPORT_READ)
                needs.reader[k] = true;
            if (k == 3 && unit->pointer_bits == 32)
                needs.outside[2] = true; /* read as two halves */
        }
    }
    return needs;
}

struct writer {
    struct report_text *text;
    const char *holder; /* the function with the annotations */
};

/* callee: of the holder, in whose frame the complaint arises; or NULL. */
static void add_entry(struct writer *w, const char *kind, unsigned width, const char *outer,
                      unsigned reader_bits, const char *callee, const char *callee_suffix,
                      const char *suffix)
{
    struct report_text *text = w->text;
    report_add(text, "{\n   unsown: ");
    report_add_line(text, w->holder);
    if (strcmp(w->holder, outer) != 0) {
        report_add(text, " inlined into ");
        report_add_line(text, outer);
    }
    if (callee) {
        report_add(text, " calls ");
        report_add_line(text, callee);
    }
    report_add(text, "\n   Memcheck:");
    report_add(text, kind);
    if (width)
        report_add_number(text, width);
    if (reader_bits) {
        report_add(text, "\n   fun:unsown_read");
        report_add_number(text, reader_bits);
    }
    if (callee) {
        report_add(text, "\n   fun:");
        report_add_line(text, callee);
        report_add(text, callee_suffix);
        report_add(text, "\n   ...");
    }
    report_add(text, "\n   fun:");
    report_add_line(text, outer);
    report_add(text, suffix);
    report_add(text, "\n}\n");
}

static const char *const suffixes[] = {"", ".*"};

/* What may hang on the value in a frame named after `outer`, or after a callee of it. */
static void add_uses(struct writer *w, const struct report_unit *unit, const struct needs *needs,
                     const char *outer, const char *callee, const char *callee_suffix,
                     const char *suffix)
{
    if (needs->decides)
        add_entry(w, "Cond", 0, outer, 0, callee, callee_suffix, suffix);
    if (needs->address)
        add_entry(w, "Value", unit->pointer_bits / 8, outer, 0, callee, callee_suffix, suffix);
}

/* All entries for frames named after `outer`. */
static void add_entries(struct writer *w, const struct report_unit *unit,
                        const struct needs *needs, const char *outer)
{
    for (size_t s = 0; s < 2; s++) {
        for (unsigned k = 0; k < 4; k++) {
            if (!needs->reader[k])
                continue;
            add_entry(w, "Addr", 1u << k, outer, 8u << k, NULL, "", suffixes[s]);
            if (k == 3 && unit->pointer_bits == 32)
                add_entry(w, "Addr", 4, outer, 64, NULL, "", suffixes[s]);
        }
        for (unsigned k = 0; k < 5; k++)
            if (needs->outside[k])
                add_entry(w, "Addr", 1u << k, outer, 0, NULL, "", suffixes[s]);
        add_uses(w, unit, needs, outer, NULL, "", suffixes[s]);
    }
}

/* Adds to `callees`, which has room for all functions, those of the unit that the function calls,
 * itself or through others of them; itself is not among them.  Returns how many. */
static size_t find_callees(const struct report_unit *unit, size_t function, size_t *callees)
{
    bool *seen = report_alloc(unit->n_functions * sizeof *seen);
    memset(seen, 0, unit->n_functions * sizeof *seen);
    seen[function] = true;
    size_t n = 0, current = function;
    for (size_t next = 0;; current = callees[next++]) {
        for (size_t i = 0; i < unit->n_functions; i++) {
            const struct report_function *f = &unit->functions[i];
            for (size_t k = 0; f->may_be_inlined && !seen[i] && k < f->n_callers; k++) {
                if (f->callers[k] == current) {
                    seen[i] = true;
                    callees[n++] = i;
                }
            }
        }
        if (next == n)
            break;
    }
    free(seen);
    return n;
}

/* Adds to `hosts`, which has room for all functions, those the function may have become part of,
 * nearest callers first; the function itself is not among them.  Returns how many. */
static size_t find_hosts(const struct report_unit *unit, size_t function, size_t *hosts)
{
    bool *seen = report_alloc(unit->n_functions * sizeof *seen);
    memset(seen, 0, unit->n_functions * sizeof *seen);
    seen[function] = true;
    size_t n = 0, current = function;
    for (size_t next = 0;; current = hosts[next++]) {
        const struct report_function *f = &unit->functions[current];
        for (size_t i = 0; f->may_be_inlined && i < f->n_callers; i++) {
            if (!seen[f->callers[i]]) {
                seen[f->callers[i]] = true;
                hosts[n++] = f->callers[i];
            }
        }
        if (next == n)
            break;
    }
    free(seen);
    return n;
}

static void add_reasons(struct report_text *text, const struct report_unit *unit, size_t function)
{
    for (size_t i = 0; i < unit->n_sites; i++) {
        const struct report_site *site = &unit->sites[i];
        if (site->function != function || site->unreached)
            continue;
        report_add(text, "# ");
        report_add_line(text, unit->functions[function].name);
        report_add(text, " (");
        report_add_line(text, site->place.file);
        report_add(text, ":");
        report_add_number(text, site->place.line);
        report_add(text, "): ");
        report_add_line(text, site->claim ? site->claim : "scratch");
        report_add(text, ": ");
        report_add_line(text, site->why);
        report_add(text, "\n");
    }
}

bool report_suppressions(const struct report_unit *unit, const char *path,
                         struct report_error *error)
{
    char *name = report_section_name(unit, path);
    size_t *hosts = report_alloc(unit->n_functions * sizeof *hosts);
    struct report_text text = {0};
    report_add(&text, format.begin);
    report_add(&text, name);
    report_add(&text, format.named);
    for (size_t function = 0; function < unit->n_functions; function++) {
        struct needs needs = needs_of(unit, function);
        if (!needs.any || unit->functions[function].never_called)
            continue;
        struct writer w = {&text, unit->functions[function].name};
        add_reasons(&text, unit, function);
        add_entries(&w, unit, &needs, w.holder);
        size_t n_callees = find_callees(unit, function, hosts);
        for (size_t i = 0; i < n_callees; i++)
            for (size_t s = 0; s < 4; s++)
                add_uses(&w, unit, &needs, w.holder, unit->functions[hosts[i]].name,
                         suffixes[s / 2], suffixes[s % 2]);
        size_t n_hosts = find_hosts(unit, function, hosts);
        if (n_hosts) {
            report_add(&text, "# ");
            report_add_line(&text, w.holder);
            report_add(&text, " inlined, where Valgrind cannot tell:\n");
        }
        for (size_t i = 0; i < n_hosts; i++)
            add_entries(&w, unit, &needs, unit->functions[hosts[i]].name);
    }
    text.bytes[--text.length] = '\0'; /* the newline that report_put() adds */
    bool good = report_put(&format, unit, path, unit->n_sites ? &text : NULL, error);
    report_text_free(&text);
    free(hosts);
    free(name);
    return good;
}
