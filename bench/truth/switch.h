/* Included before a program that holds all its mutants (schema.py): which one a run is, by its number in
 * the environment; none without it. */
extern char *getenv(const char *);
static int unsown_mutant = -1;
__attribute__((constructor, no_sanitize("memory"))) static void unsown_choose_mutant(void)
{
    char *text = getenv("UNSOWN_MUTANT");
    if (!text)
        return;
    for (unsown_mutant = 0; *text >= '0' && *text <= '9'; text++)
        unsown_mutant = unsown_mutant * 10 + (*text - '0');
}
