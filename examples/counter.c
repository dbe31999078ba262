/* A heap block used half initialised.
 *
 * A new entry of a word count gets its word and its place in the list, and is then counted like an
 * entry that was there before: malloc() never set its number to zero.
 *
 * The repair: initialise every field where the entry is made, as count_repaired() does.
 */
#include <stdlib.h>
#include <string.h>

struct entry {
    struct entry *next;
    const char *word;
    unsigned long hits;
};

int count(struct entry **list, const char *word);
int count(struct entry **list, const char *word)
{
    struct entry *e = *list;
    while (e && strcmp(e->word, word) != 0)
        e = e->next;
    if (!e) {
        e = malloc(sizeof *e);
        if (!e)
            return -1;
        e->word = word;
        e->next = *list;
        *list = e;
    }
    e->hits++;
    return 0;
}

int count_repaired(struct entry **list, const char *word);
int count_repaired(struct entry **list, const char *word)
{
    struct entry *e = *list;
    while (e && strcmp(e->word, word) != 0)
        e = e->next;
    if (!e) {
        e = malloc(sizeof *e);
        if (!e)
            return -1;
        *e = (struct entry){.next = *list, .word = word};
        *list = e;
    }
    e->hits++;
    return 0;
}
