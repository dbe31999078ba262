/* How much room a format of strftime() can need.
 *
 * strftime() gives 0 and leaves its buffer indeterminate when the text does not fit.  Of a format that
 * stands in the source, with numbers of known length only, it can be told that it fits.
 *
 * What it gives up.  Names of days and months, and what else depends on the locale.
 */
#ifndef UNSOWN_ENGINE_STRFTIME_FORMAT_H
#define UNSOWN_ENGINE_STRFTIME_FORMAT_H

#include "base.h"

/* Bytes of the longest text that the format gives, without the NUL; 0: none, or not known. */
uint32_t strftime_format_longest(const char *format);

#endif
