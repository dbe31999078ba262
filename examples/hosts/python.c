/* Python with this allocator for its objects and its memory ("obj" and "mem" domains).
 *
 *     cc python.c $(python3.11-config --embed --cflags --ldflags) -lunsown -o python
 *     ./python script.py            # as python3.11 does
 *     PYTHONMALLOC=pymalloc ./python script.py   # Python's own allocator, to compare
 *
 * Python asks for 0 bytes as for 1, and realloc() to 0 must not free: unsown_malloc() and
 * unsown_realloc() do as it wants.  The third domain, "raw", stays with the C library.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdlib.h>
#include <unsown/alloc.h>

static void *take(void *context, size_t size)
{
    (void)context;
    return unsown_malloc(size);
}

static void *take_zeroed(void *context, size_t count, size_t size)
{
    (void)context;
    return unsown_calloc(count, size);
}

static void *resize(void *context, void *block, size_t size)
{
    (void)context;
    return unsown_realloc(block, size);
}

static void give(void *context, void *block)
{
    (void)context;
    unsown_free(block);
}

int main(int argc, char **argv)
{
    PyMemAllocatorEx ours = {NULL, take, take_zeroed, resize, give};
    if (!getenv("PYTHONMALLOC")) {
        PyMem_SetAllocator(PYMEM_DOMAIN_MEM, &ours);
        PyMem_SetAllocator(PYMEM_DOMAIN_OBJ, &ours);
    }
    return Py_BytesMain(argc, argv);
}
