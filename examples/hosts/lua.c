/* Lua with a heap of its own: closing the state is to destroy the heap, whatever scripts left behind.
 *
 *     cc lua.c $(pkg-config --cflags --libs lua5.4) -lunsown -o lua
 *     ./lua script.lua
 */
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <unsown/alloc.h>

/* Lua's one function for all: size 0 frees; and to make a block smaller must not fail. */
static void *allocate(void *heap, void *block, size_t old, size_t size)
{
    (void)old;
    if (size)
        return block ? unsown_realloc(block, size) : unsown_heap_malloc(heap, size);
    unsown_free(block);
    return NULL;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "usage: lua FILE\n");
        return 2;
    }
    struct unsown_heap *heap = unsown_heap_create();
    lua_State *lua = heap ? lua_newstate(allocate, heap) : NULL;
    if (!lua) {
        fprintf(stderr, "lua: out of memory\n");
        return 1;
    }
    luaL_openlibs(lua);
    int failed = luaL_dofile(lua, argv[1]);
    if (failed)
        fprintf(stderr, "lua: %s\n", lua_tostring(lua, -1));
    /* lua_close() would run the finalizers of what is left; who needs them calls it first. */
    unsown_heap_destroy(heap);
    return failed != 0;
}
