/* What speaks against a finding although a run allows it.
 *
 * A formula only knows what it was told.  A person who reads the code knows more: that a list which is kept
 * elsewhere is not empty when its elements are asked for, that a string ends.  Runs that need the contrary are no
 * evidence; what only they show is a maybe.
 */
#ifndef UNSOWN_ENGINE_DOUBT_H
#define UNSOWN_ENGINE_DOUBT_H

#include "decision.h"

/* That the loops on the way are entered whose first test hangs on memory from outside, where the bits are those
 * of an array's element: what fills an array for a list is read for that list. */
Z3_ast doubt_entered(struct decision *d, node_id leaf, const uint8_t *deciding);
/* Whether the read is in a later iteration of a loop that the value read there ends: a scan for a terminator.  The
 * elements before are known not to be it, but not to the formula. */
bool doubt_is_scan(const struct graph *g, const struct event *e);
/* That the read is not before the terminator of a string that strlen() measured there: strlen() has looked at those
 * bytes, and if they are undefined, that is where it matters. */
Z3_ast doubt_beyond(struct decision *d, const struct event *e);
/* Whether iterations that are not in the graph may have written what is read: what they did is known in part, which
 * is enough to say that bits may be undefined, but not that they are in every run. */
bool doubt_is_handed_on(const struct graph *g, const struct event *e);
/* Whether all that is undefined was set to itself, on paths that more than the function's arguments decide. */
bool doubt_is_silenced(const struct graph *g, uint32_t n_leaves, const node_id *leaves,
                       const uint8_t *deciding);
/* Whether the run of the model is a guess, because
 * - it passes by the write because of one member of an object from outside, or bit of a word, and comes to the read
 *   because of another: they are set together, and which of their values go together is not seen here (unless a
 *   call on the way fails to write: the read is not guarded against that);
 * - the bits are undefined because of what is decided in more functions called on the way than a reader could
 *   follow, or of how often loops turn that are not in each other: what they work on goes together, too.  (What
 *   of an array is set hangs on loops by its nature.)
 * writing: the branches that decide whether the bits, of which leaf are some, are undefined.  fails: a call on the way does not write. */
bool doubt_run(struct decision *d, Z3_model model, const struct event *e, const uint8_t *writing,
               node_id leaf, bool fails);

#endif
