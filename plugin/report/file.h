/* Output files that several translation units share.  Private to report/. */
#ifndef UNSOWN_REPORT_FILE_H
#define UNSOWN_REPORT_FILE_H

#include "report.h"
#include "text.h"

/* The form of a file: head, then the sections with `between` between them, then tail.  A section
 * begins with a line that starts with `begin` + name + `named`; the name is a URI path, so it
 * holds neither quotes nor white space.  The first line of the head tells our files from others. */
struct report_format {
    const char *head, *begin, *named, *between, *tail;
    /* The number of the first line that cannot be right, behind the last one where the file was cut; 0: there is
     * none. */
    size_t (*damage)(const char *bytes);
    /* From the file as it stands to one in which each section is whole, and back; NULL: they are the same. */
    void (*unfold)(const char *bytes, struct report_text *whole);
    void (*fold)(const char *bytes, struct report_text *stands);
};

/* Puts the section (its first line included, no newline at its end) into the file, or takes the
 * unit's out when section is NULL. */
bool report_put(const struct report_format *format, const struct report_unit *unit,
                const char *path, const struct report_text *section, struct report_error *error);
/* The name of the unit's section in the file at that path.  Free it. */
char *report_section_name(const struct report_unit *unit, const char *path);

#endif
