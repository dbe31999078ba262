/* A growing string buffer with formatted output, and what joins and splits words. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct buffer {
    char *data;
    size_t length, capacity;
    int failed;
};

static void buffer_init(struct buffer *b)
{
    b->data = NULL;
    b->length = b->capacity = 0;
    b->failed = 0;
}

static int reserve(struct buffer *b, size_t more)
{
    if (b->failed)
        return -1;
    size_t need = b->length + more + 1;
    if (need <= b->capacity)
        return 0;
    size_t capacity = b->capacity ? b->capacity : 8;
    while (capacity < need)
        capacity *= 2;
    char *data = realloc(b->data, capacity);
    if (!data) {
        b->failed = 1;
        return -1;
    }
    b->data = data;
    b->capacity = capacity;
    return 0;
}

static void append(struct buffer *b, const char *text, size_t length)
{
    if (reserve(b, length))
        return;
    memcpy(b->data + b->length, text, length);
    b->length += length;
    b->data[b->length] = '\0';
}

static void append_char(struct buffer *b, char c)
{
    if (reserve(b, 1))
        return;
    b->data[b->length++] = c;
    b->data[b->length] = '\0';
}

static void append_format(struct buffer *b, const char *format, ...)
{
    char small[32];
    va_list list;
    va_start(list, format);
    int length = vsnprintf(small, sizeof small, format, list);
    va_end(list);
    if (length < 0) {
        b->failed = 1;
        return;
    }
    if ((size_t)length < sizeof small) {
        append(b, small, (size_t)length);
        return;
    }
    if (reserve(b, (size_t)length))
        return;
    va_start(list, format);
    vsnprintf(b->data + b->length, (size_t)length + 1, format, list);
    va_end(list);
    b->length += (size_t)length;
}

static int split(const char *text, char separator, char **parts, int max)
{
    int count = 0;
    while (count < max) {
        const char *end = strchr(text, separator);
        size_t length = end ? (size_t)(end - text) : strlen(text);
        char *part = malloc(length + 1);
        if (!part)
            break;
        memcpy(part, text, length);
        part[length] = '\0';
        parts[count++] = part;
        if (!end)
            break;
        text = end + 1;
    }
    return count;
}

static void join(struct buffer *b, char *const *parts, int n, const char *separator)
{
    for (int i = 0; i < n; i++) {
        if (i > 0)
            append(b, separator, strlen(separator));
        append(b, parts[i], strlen(parts[i]));
    }
}

static void reverse(char *text, size_t length)
{
    for (size_t i = 0, k = length; i + 1 < k; i++) {
        k--;
        char c = text[i];
        text[i] = text[k];
        text[k] = c;
    }
}

int main(void)
{
    struct buffer b;
    buffer_init(&b);
    append(&b, "list", 4);
    append_char(&b, ':');
    for (int i = 0; i < 5; i++)
        append_format(&b, " %d/%s", i, i % 2 ? "odd" : "even");
    append_format(&b, "; %s", "a text that is longer than the small buffer holds");
    printf("%s (%zu of %zu)\n", b.data, b.length, b.capacity);

    char *parts[4];
    int n = split("red,green,blue", ',', parts, 4);
    struct buffer joined;
    buffer_init(&joined);
    join(&joined, parts, n, " & ");
    reverse(joined.data, joined.length);
    printf("%d: %s\n", n, joined.data);
    for (int i = 0; i < n; i++)
        free(parts[i]);
    free(joined.data);
    free(b.data);
    return b.failed || joined.failed;
}
