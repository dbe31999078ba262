// Globals: sizes, contents as far as they are numbers, what is constant, what another file may
// change.

// REQUIRES: x86_64
// RUN: %clang -fplugin=%plugin -fplugin-arg-unsown-dump=program -target x86_64-linux-gnu \
// RUN:     -ffreestanding -fcommon -w -c %s -o %t.o | sort | %FileCheck %s

static const int constant[3] = {1, -1, 0x12345678};
static int changes = 5;
static struct { char c; int *p; double d; } mixed = {1, &changes, 1.0};
int zero[1000] = {0};
int common;
int large[2000] = {1};
_Thread_local int mine = 2;
extern int elsewhere[];

int use(int i)
{
    static int counter;
    return constant[i] + changes++ + mixed.c + zero[i] + common + large[i] + mine + elsewhere[i] +
           counter++ + "text"[i];
}

// CHECK: global @.str : 5 internal constant string = "text\x00"
// CHECK: global @changes : 4 internal {{.*}} = 05000000
// CHECK: global @common : 4 decl {{[^=]*$}}
// CHECK: global @constant : 12 internal constant decl {{.*}} = 01000000ffffffff78563412
// CHECK: global @elsewhere : 0 decl {{[^=]*$}}
// CHECK: global @large : 8000 decl {{[^=]*$}}
// CHECK: global @mine : 4 thread decl {{.*}} = 02000000
// CHECK: global @mixed : 24 internal decl {{.*}} = 01{{[0?]+}}????????????????000000000000f03f
// CHECK: global @use.counter : 4 internal decl {{.*}} = zero
// CHECK: global @zero : 4000 {{.*}} = zero
