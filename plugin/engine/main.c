/* unsown-engine: the analysis without a compiler, for those who work on it.
 *
 * Reads a program in its text form (program/text.h), verifies it, runs the pipeline and prints the
 * findings.  A dump of the plugin can be cut down by hand and run again; tests of the engine are
 * written this way.
 *
 * Everything that can be wrong with the input is found before the first byte of output.  Exit
 * status: 0 when the run is complete, whatever it found; 1 when an input cannot be used; 2 when
 * the command line cannot.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../program/text.h"
#include "../program/verify.h"
#include "contract.h"
#include "engine.h"

enum { EXIT_INPUT = 1, EXIT_USAGE = 2 };

static const char usage[] =
    "usage: unsown-engine [OPTION]... FILE\n"
    "Analyses the program whose text form FILE holds; '-' is the standard input.\n"
    "\n"
    "  --models=FILE    also use the models in FILE; may be repeated, later ones win\n"
    "  --no-models      do not use the built-in models\n"
    "  --dump=STAGE     show the result of a stage: %s\n"
    "  --budget=N       solver steps for one function\n"
    "  --want=ID,...    look for these only: %s; or all\n"
    "  --stats          print what the run took\n"
    "  --verify-only    parse and verify; print nothing\n"
    "  --print          parse, verify and print the program again\n"
    "  --help           print this\n";

struct command {
    const char *input;
    const char **models;
    uint32_t n_models;
    bool builtin_models, stats, verify_only, print;
    uint32_t dump_stages, wanted;
    uint64_t budget;
};

/* "a, b, c" of `count` names, in a static-sized buffer of the caller. */
static void join_names(char *buffer, size_t size, uint32_t count, const char *name_of(uint32_t))
{
    buffer[0] = 0;
    for (uint32_t i = 0; i < count; i++) {
        size_t n = strlen(buffer);
        snprintf(buffer + n, size - n, "%s%s", i ? ", " : "", name_of(i));
    }
}

static const char *stage_name(uint32_t i) { return engine_stage_name((enum engine_stage)i); }
static const char *id_name(uint32_t i) { return engine_id_name((enum engine_id)i); }

static void list_choices(char stages[256], char ids[256])
{
    join_names(stages, 256, ENGINE_STAGE_COUNT, stage_name);
    join_names(ids, 256, ENGINE_ID_COUNT, id_name);
}

/* The command line */

/* The text behind "--name=" when arg is that option, else NULL. */
static const char *option_value(const char *arg, const char *name)
{
    size_t n = strlen(name);
    return strncmp(arg, name, n) == 0 && arg[n] == '=' ? arg + n + 1 : NULL;
}

static bool parse_stage(struct command *c, const char *value)
{
    for (uint32_t i = 0; i < ENGINE_STAGE_COUNT; i++) {
        if (strcmp(value, stage_name(i)) == 0) {
            c->dump_stages |= UINT32_C(1) << i;
            return true;
        }
    }
    char stages[256], ids[256];
    list_choices(stages, ids);
    fprintf(stderr, "unsown-engine: error: --dump knows no stage '%s'; the stages are: %s\n", value,
            stages);
    return false;
}

static bool parse_wanted(struct command *c, const char *value)
{
    for (;;) {
        size_t n = strcspn(value, ",");
        uint32_t bits =
            n == 3 && !memcmp(value, "all", 3) ? (UINT32_C(1) << ENGINE_ID_COUNT) - 1 : 0;
        const char *id = value;
        size_t length = n;
        if (length > 7 && !memcmp(id, "unsown-", 7)) {
            id += 7;
            length -= 7;
        }
        for (uint32_t i = 0; i < ENGINE_ID_COUNT; i++)
            if (strlen(id_name(i)) == length && !memcmp(id, id_name(i), length))
                bits = UINT32_C(1) << i;
        if (!bits) {
            char stages[256], ids[256];
            list_choices(stages, ids);
            fprintf(stderr,
                    "unsown-engine: error: --want knows no id '%.*s'; the ids are: %s; or all\n",
                    (int)n, value, ids);
            return false;
        }
        c->wanted |= bits;
        if (!value[n])
            return true;
        value += n + 1;
    }
}

static bool parse_budget(struct command *c, const char *value)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(value, &end, 10);
    if (*value < '0' || *value > '9' || *end || errno || n == 0) {
        fprintf(stderr,
                "unsown-engine: error: --budget expects a number of steps from 1 to %" PRIu64
                ", found '%s'\n",
                UINT64_MAX, value);
        return false;
    }
    c->budget = n;
    return true;
}

static bool parse_option(struct command *c, const char *arg)
{
    const char *value;
    if (strcmp(arg, "--no-models") == 0)
        c->builtin_models = false;
    else if (strcmp(arg, "--stats") == 0)
        c->stats = true;
    else if (strcmp(arg, "--verify-only") == 0)
        c->verify_only = true;
    else if (strcmp(arg, "--print") == 0)
        c->print = true;
    else if ((value = option_value(arg, "--models")))
        c->models[c->n_models++] = value;
    else if ((value = option_value(arg, "--dump")))
        return parse_stage(c, value);
    else if ((value = option_value(arg, "--want")))
        return parse_wanted(c, value);
    else if ((value = option_value(arg, "--budget")))
        return parse_budget(c, value);
    else {
        fprintf(stderr,
                "unsown-engine: error: unknown option '%s'; the options are: --models=FILE, "
                "--no-models, --dump=STAGE, --budget=N, --want=ID,..., --stats, --verify-only, "
                "--print, --help\n",
                arg);
        return false;
    }
    return true;
}

/* c->models has room for argc entries. */
static bool parse_command(struct command *c, int argc, char **argv)
{
    bool options = true;
    for (int i = 1; i < argc; i++) {
        const char *arg = argv[i];
        if (options && strcmp(arg, "--") == 0) {
            options = false;
        } else if (options && arg[0] == '-' && arg[1]) {
            if (!parse_option(c, arg))
                return false;
        } else if (c->input) {
            fprintf(stderr, "unsown-engine: error: one file at a time: '%s' and '%s' are given\n",
                    c->input, arg);
            return false;
        } else {
            c->input = arg;
        }
    }
    if (!c->input) {
        fprintf(stderr, "unsown-engine: error: no file is given; '-' is the standard input, "
                        "--help lists the options\n");
        return false;
    }
    if (!c->wanted)
        c->wanted = 1u << ENGINE_UNINIT | 1u << ENGINE_SOMETIMES | 1u << ENGINE_ARGUMENT |
                    1u << ENGINE_PROBE | 1u << ENGINE_CLAIM | 1u << ENGINE_STALE;
    return true;
}

/* Input */

/* All of a file, to be freed; NULL after a message. */
static char *read_input(const char *name, size_t *length)
{
    FILE *from = strcmp(name, "-") == 0 ? stdin : fopen(name, "rb");
    char *text = NULL;
    size_t n = 0, cap = 0;
    int error = from ? 0 : errno;
    while (from && !error) {
        if (n == cap) {
            cap = cap ? cap * 2 : 1 << 16;
            char *larger = realloc(text, cap);
            if (!larger)
                prog_fatal("the text of a program");
            text = larger;
        }
        errno = 0;
        size_t got = fread(text + n, 1, cap - n, from);
        n += got;
        if (got == 0) {
            error = ferror(from) ? (errno ? errno : EIO) : 0;
            break;
        }
    }
    if (from && from != stdin)
        fclose(from);
    if (error) {
        fprintf(stderr, "unsown-engine: error: cannot read '%s': %s\n", name, strerror(error));
        free(text);
        return NULL;
    }
    *length = n;
    return text;
}

static const char *shown_name(const char *name)
{
    return strcmp(name, "-") == 0 ? "<stdin>" : name;
}

/* Where in the text the verifier's fault stands: as near as the map knows. */
static struct prog_text_place place_of(const struct prog_verify_error *e,
                                       const struct prog_text_map *map)
{
    struct prog_text_place place = {1, 1};
    if (e->global != PROG_NONE)
        place = map->globals[e->global];
    if (e->function != PROG_NONE) {
        const struct prog_text_map_function *f = &map->functions[e->function];
        place = f->place;
        if (e->value != PROG_NONE && f->values[e->value].line)
            place = f->values[e->value];
        else if (e->block != PROG_NONE)
            place = f->blocks[e->block];
    }
    return place;
}

/* The verified program in the file, NULL after a message. */
static struct prog_program *load_program(const char *name)
{
    size_t length;
    char *text = read_input(name, &length);
    if (!text)
        return NULL;
    struct prog_parse_error error;
    struct prog_text_map map;
    struct prog_program *p = prog_parse_mapped(shown_name(name), text, length, &map, &error);
    free(text);
    if (!p) {
        fprintf(stderr, "%s:%" PRIu32 ":%" PRIu32 ": error: %s\n", error.file, error.line,
                error.column, error.message);
        return NULL;
    }
    struct prog_verify_error fault;
    if (prog_verify(p, &fault))
        return p;
    struct prog_text_place place = place_of(&fault, &map);
    fprintf(stderr, "%s:%" PRIu32 ":%" PRIu32 ": error: %s\n", shown_name(name), place.line,
            place.column, fault.message);
    prog_free(p);
    return NULL;
}

static bool report_model(const struct contract_error *error)
{
    fprintf(stderr, "%s:%" PRIu32 ":%" PRIu32 ": error: %s\n", error->file, error->line,
            error->column, error->message);
    return false;
}

static bool load_models_from(struct contract_set *set, const char *file, const char *text,
                             size_t length)
{
    struct contract_error error;
    return contract_parse(set, file, text, length, &error) || report_model(&error);
}

static bool load_models(struct contract_set *set, const struct prog_program *p,
                        const struct command *c)
{
    struct contract_error error;
    if (c->builtin_models &&
        !contract_parse_for(set, p, contract_builtin_count, contract_builtin, &error))
        return report_model(&error);
    for (uint32_t i = 0; i < c->n_models; i++) {
        size_t length;
        char *text = read_input(c->models[i], &length);
        if (!text)
            return false;
        bool good = load_models_from(set, c->models[i], text, length);
        free(text);
        if (!good)
            return false;
    }
    return true;
}

/* Runs */

static int analyse(const struct command *c, struct prog_program *p)
{
    struct contract_set *set = contract_set_new();
    if (!load_models(set, p, c)) {
        contract_set_free(set);
        return EXIT_INPUT;
    }
    const struct engine_options options = {
        .models = set,
        .budget = c->budget,
        .dump = stdout,
        /* The findings are printed below, asked for or not. */
        .dump_stages = c->dump_stages & ~(1u << ENGINE_STAGE_FINDINGS),
        .wanted = c->wanted,
    };
    struct engine_result *result = engine_run(p, &options);
    engine_print_findings(stdout, p, result);
    if (c->stats)
        engine_print_stats(stdout, &result->stats);
    engine_result_free(result);
    contract_set_free(set);
    return EXIT_SUCCESS;
}

static int run(const struct command *c)
{
    struct prog_program *p = load_program(c->input);
    if (!p)
        return EXIT_INPUT;
    int status = EXIT_SUCCESS;
    if (c->print)
        prog_print(stdout, p);
    else if (!c->verify_only)
        status = analyse(c, p);
    prog_free(p);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "unsown-engine: error: cannot write the output: %s\n", strerror(errno));
        return EXIT_INPUT;
    }
    return status;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            char stages[256], ids[256];
            list_choices(stages, ids);
            printf(usage, stages, ids);
            return EXIT_SUCCESS;
        }
    }
    struct command c = {.builtin_models = true};
    c.models = malloc((size_t)(argc > 0 ? argc : 1) * sizeof *c.models);
    if (!c.models)
        prog_fatal("the command line");
    int status = parse_command(&c, argc, argv) ? run(&c) : EXIT_USAGE;
    free(c.models);
    return status;
}
