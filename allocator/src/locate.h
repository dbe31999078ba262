/* What is at an address: unsown_find() (alloc.h), without a lock, so that it may see the state of a
 * moment ago.  For reports of faults, which must not wait for anyone.
 */
#ifndef UNSOWN_SRC_LOCATE_H
#define UNSOWN_SRC_LOCATE_H

#include <unsown/alloc.h>

UNSOWN_ADDRESS_ONLY struct unsown_place unsown_locate(const void *address);

#endif
