/* A hash table with chaining that grows, string keys and an iterator. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct slot {
    struct slot *next;
    uint32_t hash;
    int value;
    char key[];
};

struct table {
    struct slot **buckets;
    size_t n_buckets;
    size_t n_entries;
};

struct table_iterator {
    const struct table *table;
    size_t bucket;
    struct slot *slot;
};

static uint32_t hash_of(const char *key)
{
    uint32_t h = 2166136261u;
    for (; *key; key++)
        h = (h ^ (unsigned char)*key) * 16777619u;
    return h;
}

static int table_init(struct table *t, size_t n)
{
    t->buckets = malloc(n * sizeof *t->buckets);
    if (!t->buckets)
        return -1;
    for (size_t i = 0; i < n; i++)
        t->buckets[i] = NULL;
    t->n_buckets = n;
    t->n_entries = 0;
    return 0;
}

static struct slot **find_slot(struct table *t, const char *key, uint32_t hash)
{
    struct slot **p = &t->buckets[hash % t->n_buckets];
    while (*p && ((*p)->hash != hash || strcmp((*p)->key, key)))
        p = &(*p)->next;
    return p;
}

static void grow(struct table *t)
{
    struct table bigger;
    if (table_init(&bigger, t->n_buckets * 2))
        return;
    for (size_t i = 0; i < t->n_buckets; i++) {
        struct slot *s = t->buckets[i];
        while (s) {
            struct slot *next = s->next;
            struct slot **place = &bigger.buckets[s->hash % bigger.n_buckets];
            s->next = *place;
            *place = s;
            bigger.n_entries++;
            s = next;
        }
    }
    free(t->buckets);
    *t = bigger;
}

static int table_set(struct table *t, const char *key, int value)
{
    uint32_t hash = hash_of(key);
    struct slot **p = find_slot(t, key, hash);
    if (*p) {
        (*p)->value = value;
        return 0;
    }
    size_t length = strlen(key) + 1;
    struct slot *s = malloc(sizeof *s + length);
    if (!s)
        return -1;
    s->next = NULL;
    s->hash = hash;
    s->value = value;
    memcpy(s->key, key, length);
    *p = s;
    if (++t->n_entries > t->n_buckets)
        grow(t);
    return 1;
}

static int table_get(struct table *t, const char *key, int *value)
{
    struct slot **p = find_slot(t, key, hash_of(key));
    if (!*p)
        return 0;
    *value = (*p)->value;
    return 1;
}

static int table_remove(struct table *t, const char *key)
{
    struct slot **p = find_slot(t, key, hash_of(key));
    struct slot *s = *p;
    if (!s)
        return 0;
    *p = s->next;
    free(s);
    t->n_entries--;
    return 1;
}

static void iterate(struct table_iterator *it, const struct table *t)
{
    it->table = t;
    it->bucket = 0;
    it->slot = NULL;
}

static struct slot *next_slot(struct table_iterator *it)
{
    if (it->slot)
        it->slot = it->slot->next;
    while (!it->slot && it->bucket < it->table->n_buckets)
        it->slot = it->table->buckets[it->bucket++];
    return it->slot;
}

static void table_free(struct table *t)
{
    for (size_t i = 0; i < t->n_buckets; i++)
        for (struct slot *s = t->buckets[i], *next; s; s = next) {
            next = s->next;
            free(s);
        }
    free(t->buckets);
}

int main(void)
{
    static const char *const words[] = {"one", "two", "three", "four", "five", "six", "seven"};
    struct table t;
    if (table_init(&t, 2))
        return 1;
    for (int i = 0; i < 7; i++)
        table_set(&t, words[i], i + 1);
    table_set(&t, "two", 22);
    int value = 0;
    if (table_get(&t, "two", &value))
        printf("two: %d\n", value);
    if (!table_get(&t, "eight", &value))
        printf("no eight\n");
    printf("removed %d %d\n", table_remove(&t, "six"), table_remove(&t, "six"));
    struct table_iterator it;
    iterate(&it, &t);
    int sum = 0, count = 0;
    for (struct slot *s; (s = next_slot(&it));) {
        sum += s->value;
        count++;
    }
    printf("%d entries (%zu), sum %d, %zu buckets\n", count, t.n_entries, sum, t.n_buckets);
    table_free(&t);
    return 0;
}
