/* Text that grows, and the ways in which the writers quote strings.  Private to report/. */
#ifndef UNSOWN_REPORT_TEXT_H
#define UNSOWN_REPORT_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct report_text {
    char *bytes; /* NUL behind the last; NULL while empty */
    size_t length, capacity;
};

void report_text_free(struct report_text *text);
void report_add_bytes(struct report_text *text, const char *bytes, size_t length);
void report_add(struct report_text *text, const char *string);
void report_add_number(struct report_text *text, uint64_t number);
/* The string in quotes, as JSON asks; NULL: "". */
void report_add_json(struct report_text *text, const char *string);
/* A path as the path of a URI: everything that is not allowed there as %XX. */
void report_add_uri(struct report_text *text, const char *path);
/* On one line: what would end it, and other control characters, become spaces. */
void report_add_line(struct report_text *text, const char *string);
/* As the cell of a Markdown table, taken literally. */
void report_add_cell(struct report_text *text, const char *string);

/* Whether the bytes are one JSON object, as far as its brackets and quotes tell. */
bool report_is_json(const char *bytes, size_t length);
/* The length of the line, its newline included; 0: it has none, or there is no more. */
size_t report_line_length(const char *line);

/* The absolute path without ".", ".." and double slashes, by the letter: links are not followed.
 * directory NULL: the working directory.  Free it. */
char *report_absolute(const char *path, const char *directory);
/* The absolute path `to` as seen from the absolute directory `from`.  Free it. */
char *report_seen_from(const char *to, const char *from);

void *report_alloc(size_t size);

#endif
