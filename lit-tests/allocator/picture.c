// The statistics as JSON, and the pictures of the heap: they can be read by what reads such files, and
// show what there is.
//
// RUN: %program %s %libunsown -o %t && rm -rf %t.d && mkdir %t.d && cd %t.d && %t
// RUN: %python -c 'import json; s = json.load(open("heap.json")); print(s["mode"], s["blocks"], [c["blocks"] for c in s["classes"] if c["blocks"]])' | %FileCheck %s --check-prefix=JSON
// RUN: %python -c 'import xml.dom.minidom as x; d = x.parse("heap.svg"); print(len(d.getElementsByTagName("g")), d.documentElement.tagName)' | %FileCheck %s --check-prefix=SVG
// RUN: %FileCheck %s --input-file=heap.txt --check-prefix=TEXT
// JSON: release 300 [100, 200]
// SVG: {{^[23][0-9] svg}}
// TEXT: each page: its class
// TEXT: arena 0 at 0x{{[0-9a-f]+}}, of a thread
// TEXT-NEXT: {{^3[^.:v]*[.]+v[^.:]*$}}
// TEXT-NEXT: {{^v[^.:]*[.]+$}}
// TEXT-NEXT: {{^[.]+$}}

#include "Inputs/expect.h"
#include <fcntl.h>
#include <unistd.h>
#include <unsown/alloc.h>

static void into(const char *name, void (*print)(int fd))
{
    int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    EXPECT(fd >= 0);
    print(fd);
    close(fd);
}

int main(void)
{
    for (int i = 0; i < 100; i++)
        EXPECT(unsown_malloc(40));
    for (int i = 0; i < 200; i++)
        EXPECT(unsown_malloc(490));
    into("heap.json", unsown_print_json);
    into("heap.svg", unsown_draw_svg);
    into("heap.txt", unsown_draw_text);
    return 0;
}
