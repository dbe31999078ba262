// Values: comparisons turned so that "less" is enough, floats compared but otherwise opaque, vectors
// lane by lane, exact overflow, bytes swapped, constants wider than a word, constant addresses.

// REQUIRES: x86_64
// RUN: %clang -fplugin=%plugin -fplugin-arg-unsown-dump=program -target x86_64-linux-gnu \
// RUN:     -ffreestanding -w -c %s -o %t.o | %FileCheck %s

int compare(unsigned a, unsigned b, int c, int d) { return (a > b) + (c >= d) + (a <= b); }
// CHECK-LABEL: function @compare(
// CHECK: [[A:%[0-9]+]] = load i32
// CHECK: [[B:%[0-9]+]] = load i32
// CHECK: ult i1 [[B]], [[A]]
// CHECK: [[C:%[0-9]+]] = load i32
// CHECK: [[D:%[0-9]+]] = load i32
// CHECK: sle i1 [[D]], [[C]]
// CHECK: ule i1

int floats(double a, float b) { return a < b || a + 1 != a; }
// CHECK-LABEL: function @floats(
// CHECK: opaque f64 "fpext"
// CHECK: fcmp olt i1
// CHECK: opaque f64 "fadd"
// CHECK: fcmp une i1
// CHECK: phi i1 [b0: i1 1], [b1: %{{[0-9]+}}]

typedef int v4 __attribute__((vector_size(16)));
v4 lanes(v4 a, v4 b) { return a + b; }
// CHECK-LABEL: function @lanes(a128 %0 "a"
// CHECK: [[X:%[0-9]+]] = extract i32 [[A:%[0-9]+]] bit 96
// CHECK: [[Y:%[0-9]+]] = extract i32 {{%[0-9]+}} bit 96
// CHECK: [[Z:%[0-9]+]] = add i32 [[X]], [[Y]]
// CHECK: insert a128 {{%[0-9]+}}, [[Z]] bit 96

int lane(v4 a, int n) { return a[2] + a[n]; }
// CHECK-LABEL: function @lane(
// CHECK: extract i32 {{%[0-9]+}} bit 64
// CHECK: opaque i32 "extractelement"

v4 shuffle(v4 a, v4 b) { return __builtin_shufflevector(a, b, 0, 7, -1, 3); }
// CHECK-LABEL: function @shuffle(
// CHECK: extract i32 {{%[0-9]+}} bit 96
// CHECK: undef

int overflow(int a, int b, int *r) { return __builtin_mul_overflow(a, b, r); }
// CHECK-LABEL: function @overflow(
// CHECK: [[X:%[0-9]+]] = mul i64
// CHECK: [[T:%[0-9]+]] = trunc i32 [[X]]
// CHECK: [[W:%[0-9]+]] = sext i64 [[T]]
// CHECK: ne i1 [[X]], [[W]]

unsigned swap(unsigned n) { return __builtin_bswap32(n) + __builtin_popcount(n); }
// CHECK-LABEL: function @swap(
// CHECK: [[B:%[0-9]+]] = extract i8 [[N:%[0-9]+]] bit 0
// CHECK: insert i32 [[N]], [[B]] bit 24
// CHECK: opaque i32 "ctpop

int wide(unsigned __int128 n) { return n == ((unsigned __int128)5 << 100) + 7; }
// CHECK-LABEL: function @wide(
// CHECK: eq i1 {{%[0-9]+}}, i128 0x50000000000000000000000007

extern int table[];
int *address(void) { return &table[3]; }
// CHECK-LABEL: function @address()
// CHECK: [[P:%[0-9]+]] = ptradd ptr @table, i64 12
// CHECK: return [[P]]

_Bool truth(_Bool *b) { return *b; }
// CHECK-LABEL: function @truth(
// CHECK: [[B:%[0-9]+]] = load i8
// CHECK: trunc i1 [[B]]

long pointers(char *p, char *q) { return p - q + (long)p; }
// CHECK-LABEL: function @pointers(
// CHECK: bitcast i64
// CHECK: bitcast i64
// CHECK: sub i64
