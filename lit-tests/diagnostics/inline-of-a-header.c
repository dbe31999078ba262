// An inline function of a header is looked at where it is called; of the file itself, and a static one that is not
// inline, called or not.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s
//
// The same where the header is a precompiled one.
// RUN: %clang -x c-header -DHEADER %s -o %t.pch
// RUN: %unsown -Wno-everything -include-pch %t.pch -DINCLUDED -c -o /dev/null %s 2>&1 | \
// RUN:   %filecheck %s

#if !defined INCLUDED && (defined HEADER || __INCLUDE_LEVEL__)

struct record {
    int kind, length;
};
static inline int called(int n) {
    struct record r;
    r.kind = n;
    return r.length;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'length' of 'r' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:19: note: 'r' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:14: note: at this read 'r' holds: kind ■■■■ | length □□□□
static inline int not_called(void) {
    struct record r;
    return r.length; // no-warning
}
static int not_inline(void) {
    int x;
    return x;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:9: note: 'x' is declared here; nothing initializes it

#else

#ifndef INCLUDED
#include __FILE__
#endif

int caller(int n) { return called(n); }
static inline int of_the_file(void) {
    int y;
    return y;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'y' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:9: note: 'y' is declared here; nothing initializes it

#endif
