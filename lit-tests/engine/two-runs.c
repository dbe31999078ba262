/* The engine keeps no state: two runs in one process, one after the other and side by side, find what each
 * finds alone.
 * REQUIRES: build-tree
 * UNSUPPORTED: sanitize
 * RUN: %cc -std=c11 -D_POSIX_C_SOURCE=200809L -I%src/plugin %s -o %t \
 * RUN:     %build/lib/libunsown-engine-lib.a %build/lib/libunsown-program.a -lz3 -lpthread
 * RUN: %t | %FileCheck %s
 * CHECK: alone: a.c:3:12: uninit in @one: local 'x' bits 0+32
 * CHECK: after another: the same
 * CHECK: side by side: the same
 */

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/engine.h"
#include "program/text.h"

static const char one[] = "program 64 little\n"
                          "file 0 \"a.c\"\n"
                          "function @one() -> i32 at 0:1:5 {\n"
                          "b0:\n"
                          "  %x = local 4 \"x\" at 0:2:9 leaves 0+4\n"
                          "  begin %x\n"
                          "  %v = load i32 %x !3:12\n"
                          "  return %v\n"
                          "}\n";

static const char other[] = "program 32 big\n"
                            "file 0 \"b.c\"\n"
                            "function @other(i32 %n \"n\") -> i32 at 0:1:5 {\n"
                            "b0:\n"
                            "  %y = local 4 \"y\" at 0:2:9 leaves 0+4\n"
                            "  begin %y\n"
                            "  %c = slt i1 %n, i32 4\n"
                            "  branch %c, b1, b2 !3:9\n"
                            "b1:\n"
                            "  store %y, i32 1\n"
                            "  jump b2\n"
                            "b2:\n"
                            "  %v = load i32 %y !4:12\n"
                            "  return %v\n"
                            "}\n";

struct run {
    const char *text;
    char *out;
    pthread_t thread;
};

/* Fills out with the findings as text. */
static void *analyse(void *data) {
    struct run *r = data;
    size_t size = 0;
    struct prog_parse_error error;
    struct prog_program *p = prog_parse("text", r->text, strlen(r->text), &error);
    if (!p) {
        fprintf(stderr, "%u:%u: %s\n", error.line, error.column, error.message);
        exit(1);
    }
    struct engine_options options = {.wanted = (1u << ENGINE_ID_COUNT) - 1};
    struct engine_result *result = engine_run(p, &options);
    FILE *to = open_memstream(&r->out, &size);
    engine_print_findings(to, p, result);
    fclose(to);
    engine_result_free(result);
    prog_free(p);
    return NULL;
}

static const char *compared(const char *a, const char *b) {
    return strcmp(a, b) ? "DIFFERENT" : "the same";
}

int main(void) {
    struct run alone = {.text = one}, between = {.text = other}, after = {.text = one};
    analyse(&alone);
    printf("alone: %s", alone.out);
    analyse(&between);
    analyse(&after);
    printf("after another: %s\n", compared(alone.out, after.out));

    struct run many[8];
    const char *result = "the same";
    for (int i = 0; i < 8; i++) {
        many[i] = (struct run){.text = i % 2 ? other : one};
        pthread_create(&many[i].thread, NULL, analyse, &many[i]);
    }
    for (int i = 0; i < 8; i++) {
        pthread_join(many[i].thread, NULL);
        if (strcmp(many[i].out, i % 2 ? between.out : alone.out))
            result = "DIFFERENT";
        free(many[i].out);
    }
    printf("side by side: %s\n", result);
    free(alone.out);
    free(between.out);
    free(after.out);
    return 0;
}
