/* SQLite with this allocator: SQLITE_CONFIG_MALLOC, before anything else is called.
 *
 *     cc sqlite.c $(pkg-config --cflags --libs sqlite3) -lunsown -o sqlite
 *     ./sqlite [ROWS]          # inserts, sorts and joins in memory, and says what it counted
 *     ./sqlite ROWS system     # the same with SQLite's own choice, to compare
 *
 * SQLite wants to know the size of a block, and what size a request is rounded up to.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unsown/alloc.h>

static void *take(int size)
{
    return unsown_malloc((size_t)size);
}

static void *resize(void *block, int size)
{
    return unsown_realloc(block, (size_t)size);
}

static int size_of(void *block)
{
    return (int)unsown_usable_size(block);
}

static int round_up(int size)
{
    return (size + UNSOWN_ALIGNMENT - 1) & ~(UNSOWN_ALIGNMENT - 1);
}

static int start(void *context)
{
    (void)context;
    return SQLITE_OK;
}

static void stop(void *context)
{
    (void)context;
}

static sqlite3_mem_methods methods = {take, unsown_free, resize, size_of, round_up, start, stop, NULL};

static void run(sqlite3 *db, const char *statement)
{
    char *error = NULL;
    if (sqlite3_exec(db, statement, NULL, NULL, &error) != SQLITE_OK) {
        fprintf(stderr, "sqlite: %s: %s\n", statement, error);
        exit(1);
    }
}

static int print(void *context, int n, char **values, char **names)
{
    (void)context, (void)names;
    for (int i = 0; i < n; i++)
        printf("%s%s", i ? " " : "", values[i]);
    putchar('\n');
    return 0;
}

int main(int argc, char **argv)
{
    int rows = argc > 1 ? atoi(argv[1]) : 10000;
    if (argc <= 2)
        sqlite3_config(SQLITE_CONFIG_MALLOC, &methods);
    sqlite3 *db;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK)
        return 1;
    char text[300];
    run(db, "create table t(a integer primary key, b text, c real)");
    snprintf(text, sizeof text,
             "with recursive n(i) as (select 1 union all select i + 1 from n where i < %d) "
             "insert into t select i, printf('row %%08d', i * 7919 %% 100003), i / 3.0 from n",
             rows);
    run(db, text);
    run(db, "create index by_b on t(b)");
    run(db, "update t set c = c * 2 where a % 3 = 0");
    run(db, "delete from t where a % 5 = 0");
    sqlite3_exec(db,
                 "select count(*), count(distinct x.b), cast(sum(y.c) as integer) from t x join t y "
                 "on y.a = x.a + 1 order by x.b",
                 print, NULL, NULL);
    return sqlite3_close(db) != SQLITE_OK;
}
