/* Output files that several translation units share.
 *
 * How it works.  Under a lock on the directory: read the file as it is, cut it into sections, put
 * ours in its place, write a temporary file beside it and rename that over the old one.  A reader
 * sees the old file or the new one.  The lock is on the directory because a lock on the file
 * itself would be lost by the rename, and a lock file would stay behind.
 *
 * A file that was damaged, by a full disk or by hand, is named and left as it was.
 *
 * What it gives up.  Sections of sources that no longer exist stay until the file is removed.
 */
#define _DEFAULT_SOURCE
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(struct report_error *error, const char *what, const char *path, const char *why)
{
    snprintf(error->message, sizeof error->message, "cannot %s '%s': %s", what, path, why);
    return false;
}

static char *directory_of(const char *absolute)
{
    size_t length = (size_t)(strrchr(absolute, '/') - absolute);
    char *directory = report_alloc(length + 2);
    memcpy(directory, absolute, length + 1);
    directory[length ? length : 1] = '\0';
    return directory;
}

char *report_section_name(const struct report_unit *unit, const char *path)
{
    char *file = report_absolute(path, NULL);
    char *directory = directory_of(file);
    char *source = report_absolute(unit->source, unit->directory);
    char *seen = report_seen_from(source, directory);
    struct report_text name = {0};
    report_add_uri(&name, seen);
    free(seen);
    free(source);
    free(directory);
    free(file);
    return name.bytes;
}

/* All of the file; an absent one reads as empty. */
static bool read_all(const char *path, struct report_text *text, struct report_error *error)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return errno == ENOENT || fail(error, "read", path, strerror(errno));
    char buffer[16384];
    size_t n;
    while ((n = fread(buffer, 1, sizeof buffer, file)))
        report_add_bytes(text, buffer, n);
    bool good = !ferror(file);
    int reason = errno;
    fclose(file);
    return good || fail(error, "read", path, strerror(reason));
}

struct section {
    const char *name; /* not terminated */
    size_t name_length;
    const char *bytes;
    size_t length;
};

static int by_name(const void *left, const void *right)
{
    const struct section *a = left, *b = right;
    size_t shorter = a->name_length < b->name_length ? a->name_length : b->name_length;
    int order = memcmp(a->name, b->name, shorter);
    return order ? order : (a->name_length > b->name_length) - (a->name_length < b->name_length);
}

/* Whether a section begins at this line; then its name. */
static bool begins(const struct report_format *format, const char *line, struct section *section)
{
    size_t before = strlen(format->begin);
    if (strncmp(line, format->begin, before) != 0)
        return false;
    const char *name = line + before;
    size_t length = strcspn(name, " \"\n");
    /* The suffix may hold a character that names may hold too, so it is looked for at the end. */
    while (length && strncmp(name + length, format->named, strlen(format->named)) != 0)
        length--;
    *section = (struct section){name, length, line, 0};
    return length > 0;
}

/* Cuts the file into sections, at most one for each line of it.  False: not one of ours. */
static bool cut(const struct report_format *format, const struct report_text *old,
                struct section *sections, size_t *n_sections)
{
    *n_sections = 0;
    if (!old->length)
        return true;
    size_t first = strcspn(format->head, "\n") + 1;
    size_t tail = strlen(format->tail);
    if (strlen(old->bytes) != old->length || strncmp(old->bytes, format->head, first) != 0 ||
        old->length < tail || strcmp(old->bytes + old->length - tail, format->tail) != 0)
        return false;
    const char *end = old->bytes + old->length - tail;
    for (const char *line = old->bytes; line < end;) {
        const char *next = strchr(line, '\n');
        next = next && next < end ? next + 1 : end;
        struct section section;
        if (begins(format, line, &section))
            sections[(*n_sections)++] = section;
        if (*n_sections)
            sections[*n_sections - 1].length = (size_t)(next - sections[*n_sections - 1].bytes);
        line = next;
    }
    size_t between = strlen(format->between);
    for (size_t i = 0; i < *n_sections; i++) {
        struct section *s = &sections[i];
        if (i + 1 < *n_sections && s->length >= between)
            s->length -= between;
        while (s->length && s->bytes[s->length - 1] == '\n')
            s->length--;
    }
    return true;
}

static void join(const struct report_format *format, const struct section *sections, size_t n,
                 struct report_text *whole)
{
    report_add(whole, format->head);
    for (size_t i = 0; i < n; i++) {
        if (i)
            report_add(whole, format->between);
        report_add_bytes(whole, sections[i].bytes, sections[i].length);
    }
    if (n)
        report_add(whole, "\n");
    report_add(whole, format->tail);
}

static bool write_all(int descriptor, const struct report_text *text)
{
    for (size_t done = 0; done < text->length;) {
        ssize_t n = write(descriptor, text->bytes + done, text->length - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

static bool write_directly(const char *path, const struct report_text *text,
                           struct report_error *error)
{
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fail(error, "write", path, strerror(errno));
    bool good = write_all(descriptor, text);
    int reason = errno;
    if (close(descriptor) != 0 && good) {
        good = false;
        reason = errno;
    }
    return good || fail(error, "write", path, strerror(reason));
}

/* Replaces the file in one step; `mode` is what it shall be allowed for. */
static bool replace(const char *path, const struct report_text *text, mode_t mode,
                    struct report_error *error)
{
    struct report_text name = {0};
    report_add(&name, path);
    report_add(&name, ".XXXXXX");
    int descriptor = mkstemp(name.bytes);
    bool good = descriptor >= 0;
    int reason = errno;
    if (good) {
        good = write_all(descriptor, text) && fchmod(descriptor, mode) == 0;
        reason = errno;
        if (close(descriptor) != 0 && good) {
            good = false;
            reason = errno;
        }
        if (good && rename(name.bytes, path) != 0) {
            good = false;
            reason = errno;
        }
        if (!good)
            unlink(name.bytes);
    }
    report_text_free(&name);
    return good || fail(error, "write", path, strerror(reason));
}

/* With the directory locked and `path` free of links, below. */
static bool refuse_damaged(const char *path, size_t line, struct report_error *error)
{
    char why[160];
    snprintf(why, sizeof why,
             "it is damaged at line %zu, and left as it is; repair it, remove it or name another", line);
    return fail(error, "write", path, why);
}

static bool put_locked(const struct report_format *format, const char *name, const char *path,
                       mode_t mode, const struct report_text *section, struct report_error *error)
{
    struct report_text stands = {0}, old = {0}, whole = {0}, folded = {0};
    struct section *sections = NULL;
    size_t n, lines = 2, damage;
    bool good = read_all(path, &stands, error);
    if (!good)
        goto out;
    if (stands.length && format->unfold && strlen(stands.bytes) == stands.length)
        format->unfold(stands.bytes, &old);
    else
        report_add_bytes(&old, stands.bytes, stands.length);
    for (size_t i = 0; i < old.length; i++)
        lines += old.bytes[i] == '\n';
    sections = report_alloc(lines * sizeof *sections);
    good = cut(format, &old, sections, &n) ||
           fail(error, "write", path,
                "the file exists and is no report of this kind; remove it or name another");
    damage = good && old.length ? format->damage(stands.bytes) : 0;
    good = good && (!damage || refuse_damaged(path, damage, error));
    if (good) {
        size_t kept = 0;
        for (size_t i = 0; i < n; i++)
            if (sections[i].name_length != strlen(name) ||
                memcmp(sections[i].name, name, strlen(name)) != 0)
                sections[kept++] = sections[i];
        if (section)
            sections[kept++] =
                (struct section){name, strlen(name), section->bytes, section->length};
        qsort(sections, kept, sizeof *sections, by_name);
        join(format, sections, kept, &whole);
        if (format->fold)
            format->fold(whole.bytes, &folded);
        const struct report_text *now = format->fold ? &folded : &whole;
        if (stands.length != now->length || memcmp(stands.bytes, now->bytes, now->length) != 0)
            good = replace(path, now, mode, error);
    }
out:
    free(sections);
    report_text_free(&stands);
    report_text_free(&old);
    report_text_free(&whole);
    report_text_free(&folded);
    return good;
}

bool report_put(const struct report_format *format, const struct report_unit *unit,
                const char *path, const struct report_text *section, struct report_error *error)
{
    if (!*path)
        return fail(error, "write", path, "the name is empty");
    char *name = report_section_name(unit, path);
    /* A link is kept and what it points to replaced. */
    char *real = realpath(path, NULL);
    if (!real)
        real = report_absolute(path, NULL);
    struct stat status;
    bool exists = stat(real, &status) == 0;
    bool good;
    if (exists && S_ISDIR(status.st_mode)) {
        good = fail(error, "write", path, strerror(EISDIR));
    } else if (exists && !S_ISREG(status.st_mode)) {
        struct section only = {name, strlen(name), section ? section->bytes : "",
                               section ? section->length : 0};
        struct report_text whole = {0}, folded = {0};
        join(format, &only, section != NULL, &whole);
        if (format->fold)
            format->fold(whole.bytes, &folded);
        good = write_directly(path, format->fold ? &folded : &whole, error);
        report_text_free(&folded);
        report_text_free(&whole);
    } else if (exists && access(real, W_OK) != 0) {
        /* rename() would not ask: it is the directory that it changes. */
        good = fail(error, "write", path, strerror(errno));
    } else {
        mode_t mask = umask(0);
        umask(mask);
        char *directory = directory_of(real);
        int lock = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (lock < 0) {
            good = fail(error, "write", path, strerror(errno));
        } else {
            while (flock(lock, LOCK_EX) != 0 && errno == EINTR)
                ;
            good = put_locked(format, name, real,
                              exists ? status.st_mode & 07777 : (mode_t)(0666 & ~mask), section,
                              error);
            close(lock);
        }
        free(directory);
    }
    free(real);
    free(name);
    return good;
}
