/* The ids, as a reader of a report meets them who never saw the documentation. */
#include "report.h"

const struct report_rule report_rules[] = {
    {"unsown-uninit", "ReadOfUninitializedMemory",
     "Read of uninitialized memory on every path",
     "Whatever path the program takes to this read, nothing has written the object before. "
     "Initialize it, or, if the value does not matter, say so with UNSOWN_READ from "
     "<unsown/intent.h>.",
     true, REPORT_WARNING},
    {"unsown-sometimes", "ReadOfUninitializedMemoryOnSomePath",
     "Read of memory that some path leaves uninitialized",
     "There is a path to this read on which nothing writes the object; the steps of that path are "
     "attached. Write it on that path too, or keep the path from reaching the read.",
     true, REPORT_WARNING},
    {"unsown-argument", "UninitializedMemoryHandedOver",
     "A function reads uninitialized memory through its argument",
     "The argument points to memory that nobody has written, and the function called reads it "
     "before it writes it. Initialize the memory before the call.",
     true, REPORT_WARNING},
    {"unsown-probe", "ReadOutsideTheObject",
     "Read through a pointer moved outside its object",
     "The pointer was rounded down, or otherwise moved, outside any object it was derived from: "
     "nothing says that the memory there is initialized. If that is the intention, read it with "
     "UNSOWN_READ from <unsown/intent.h> and claim what makes it harmless.",
     true, REPORT_WARNING},
    {"unsown-leak", "UninitializedMemoryLeaves",
     "Uninitialized bytes leave the program",
     "Bytes that nobody has written, padding included, are written to a file, a socket or another "
     "boundary, where they may disclose what the memory held before. Clear the object first.",
     false, REPORT_WARNING},
    {"unsown-maybe", "ReadOfPossiblyUninitializedMemory",
     "Whether memory is initialized hangs on code that cannot be seen",
     "A function outside this file may or may not initialize the object. A contract from "
     "<unsown/intent.h> on its declaration, UNSOWN_WRITES for one, settles it.",
     false, REPORT_WARNING},
    {"unsown-claim", "ClaimDoesNotHold", "The claim of an intentional read does not hold",
     "There are values of the memory read for which the program does what the annotation says it "
     "never does. Correct the code, or claim less.",
     true, REPORT_WARNING},
    {"unsown-stale", "AnnotationWithoutNeed",
     "An annotation where nothing uninitialized can be read",
     "Everything this annotation covers is initialized on every path. Remove it: it hides the next "
     "fault.",
     true, REPORT_WARNING},
    {"unsown-intent", "IntentionalRead", "An intentional read of uninitialized memory",
     "The read is annotated. The message gives the reason and says what was proved about it.",
     false, REPORT_NOTE},
    {"unsown-gave-up", "NotFollowed", "A part of the code that was too much to follow",
     "Neither told nor refuted: a read whose question takes more steps than the budget has, or a function with "
     "too many paths or writes. A larger budget, or a smaller function, gives a verdict.",
     false, REPORT_NOTE},
};
const size_t report_rule_count = sizeof report_rules / sizeof report_rules[0];
