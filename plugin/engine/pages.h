/* Memory in large pages, where the system has them. */
#ifndef UNSOWN_ENGINE_PAGES_H
#define UNSOWN_ENGINE_PAGES_H

#include <stddef.h>

/* That about so many bytes will be asked of malloc(), and touched, soon. */
void pages_expect(size_t bytes);

#endif
