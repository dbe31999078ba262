/* Text that grows, quoting, and paths by the letter.
 *
 * Every string that comes from a source file passes one of the quoting functions here, so a reason
 * with quotes, a newline or broken UTF-8 can damage no output.  UTF-8 is checked once, in
 * next_character(); what is not valid becomes U+FFFD, one for each byte that does not fit.
 */
#define _POSIX_C_SOURCE 200809L
#include "text.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *report_alloc(size_t size)
{
    void *memory = malloc(size ? size : 1);
    if (!memory) {
        fputs("unsown: out of memory while writing a report\n", stderr);
        abort();
    }
    return memory;
}

void report_text_free(struct report_text *text)
{
    free(text->bytes);
    *text = (struct report_text){0};
}

void report_add_bytes(struct report_text *text, const char *bytes, size_t length)
{
    if (text->length + length + 1 > text->capacity) {
        size_t capacity = 2 * (text->length + length) + 64;
        char *larger = report_alloc(capacity);
        if (text->bytes)
            memcpy(larger, text->bytes, text->length);
        free(text->bytes);
        text->bytes = larger;
        text->capacity = capacity;
    }
    if (length)
        memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

void report_add(struct report_text *text, const char *string)
{
    report_add_bytes(text, string, strlen(string));
}

void report_add_number(struct report_text *text, uint64_t number)
{
    char digits[24];
    snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    report_add(text, digits);
}

static const char replacement[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* The length of the character at s: 1 to 4 bytes, or 0 when no valid one begins there (overlong
 * forms, surrogates and everything above U+10FFFF included). */
static size_t next_character(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    if (u[0] < 0x80)
        return 1;
    size_t length = u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
    if (u[0] < 0xC2 || u[0] > 0xF4)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((u[i] & 0xC0) != 0x80) /* a NUL ends here too */
            return 0;
    if ((u[0] == 0xE0 && u[1] < 0xA0) || (u[0] == 0xED && u[1] > 0x9F) ||
        (u[0] == 0xF0 && u[1] < 0x90) || (u[0] == 0xF4 && u[1] > 0x8F))
        return 0;
    return length;
}

/* Adds the character at s if it is more than ASCII.  Returns how many bytes of s that took, 0 for
 * ASCII, which each way of quoting treats itself. */
static size_t add_beyond_ascii(struct report_text *text, const char *s)
{
    if ((unsigned char)*s < 0x80)
        return 0;
    size_t length = next_character(s);
    if (length)
        report_add_bytes(text, s, length);
    else
        report_add(text, replacement);
    return length ? length : 1;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

void report_add_json(struct report_text *text, const char *string)
{
    report_add(text, "\"");
    for (const char *s = string ? string : ""; *s;) {
        size_t taken = add_beyond_ascii(text, s);
        s += taken;
        if (taken)
            continue;
        char c = *s++;
        if (c == '"' || c == '\\') {
            report_add_bytes(text, (char[]){'\\', c}, 2);
        } else if (c == '\n') {
            report_add(text, "\\n");
        } else if (c == '\t') {
            report_add(text, "\\t");
        } else if (is_control(c)) {
            char escape[8];
            snprintf(escape, sizeof escape, "\\u%04x", (unsigned)(unsigned char)c);
            report_add(text, escape);
        } else {
            report_add_bytes(text, &c, 1);
        }
    }
    report_add(text, "\"");
}

void report_add_uri(struct report_text *text, const char *path)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                                "-._~!$&'()*+,;=@/";
    for (const char *s = path; *s; s++) {
        if (strchr(plain, *s)) {
            report_add_bytes(text, s, 1);
        } else {
            char escape[4];
            snprintf(escape, sizeof escape, "%%%02X", (unsigned)(unsigned char)*s);
            report_add(text, escape);
        }
    }
}

void report_add_line(struct report_text *text, const char *string)
{
    for (const char *s = string ? string : ""; *s;) {
        size_t taken = add_beyond_ascii(text, s);
        s += taken;
        if (taken)
            continue;
        char c = *s++;
        report_add_bytes(text, is_control(c) ? " " : &c, 1);
    }
}

void report_add_cell(struct report_text *text, const char *string)
{
    for (const char *s = string ? string : ""; *s;) {
        size_t taken = add_beyond_ascii(text, s);
        s += taken;
        if (taken)
            continue;
        char c = *s++;
        if (strchr("\\`*_{}[]<>|#&~", c))
            report_add_bytes(text, (char[]){'\\', c}, 2);
        else
            report_add_bytes(text, is_control(c) ? " " : &c, 1);
    }
}

char *report_absolute(const char *path, const char *directory)
{
    struct report_text whole = {0};
    if (path[0] != '/') {
        char *here = directory ? NULL : getcwd(NULL, 0);
        if (directory && directory[0] != '/')
            here = report_absolute(directory, NULL);
        report_add(&whole, here ? here : directory ? directory : "/");
        free(here);
        report_add(&whole, "/");
    }
    report_add(&whole, path);

    char *result = report_alloc(whole.length + 2);
    size_t length = 0;
    for (const char *s = whole.bytes; *s;) {
        size_t name = strcspn(s, "/");
        if (name == 2 && s[0] == '.' && s[1] == '.') {
            while (length && result[--length] != '/')
                ;
        } else if (name && !(name == 1 && s[0] == '.')) {
            result[length++] = '/';
            memcpy(result + length, s, name);
            length += name;
        }
        s += name;
        s += *s == '/';
    }
    if (!length)
        result[length++] = '/';
    result[length] = '\0';
    report_text_free(&whole);
    return result;
}

char *report_seen_from(const char *to, const char *from)
{
    size_t common = 0; /* length of the directories they share, without the slash behind */
    for (size_t i = 0;; i++) {
        bool to_ends = !to[i] || to[i] == '/', from_ends = !from[i] || from[i] == '/';
        if (to_ends && from_ends)
            common = i;
        if (!to[i] || !from[i] || to[i] != from[i])
            break;
    }
    if (!strcmp(from, "/"))
        common = 0;
    struct report_text result = {0};
    for (const char *s = from + common; *s; s++)
        if (*s == '/' && s[1])
            report_add(&result, "../");
    const char *rest = to + common;
    report_add(&result, *rest == '/' ? rest + 1 : rest);
    return result.bytes;
}

bool report_is_json(const char *bytes, size_t length)
{
    size_t depth = 0;
    bool quoted = false;
    if (!length || bytes[0] != '{')
        return false;
    for (size_t i = 0; i < length; i++) {
        char c = bytes[i];
        if (quoted) {
            if ((unsigned char)c < ' ')
                return false;
            if (c == '\\')
                i++;
            quoted = c != '"';
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            depth++;
        } else if (c == '}' || c == ']') {
            if (!--depth)
                return i + 1 == length;
        }
    }
    return false;
}

size_t report_line_length(const char *line)
{
    const char *end = strchr(line, '\n');
    return end ? (size_t)(end - line) + 1 : 0;
}
