// Other machines: 32 bits, other calling conventions, the other byte order.  No headers and no
// assembler of theirs is needed.

// REQUIRES: x86_64
// RUN: set +x
// RUN: for target in i386-linux-gnu aarch64-linux-gnu riscv64-linux-gnu armv7-linux-gnueabihf \
// RUN:     riscv32-unknown-elf powerpc64-linux-gnu s390x-linux-gnu mips-linux-gnu \
// RUN:     x86_64-windows-msvc wasm32; do \
// RUN:     %clang -fplugin=%plugin -target $target -fplugin-arg-unsown-dump=program -ffreestanding \
// RUN:         -emit-llvm -w -c %s -o %t.bc > %t.$target 2>&1 || echo "$target fails"; \
// RUN:     echo "$target `head -n 1 %t.$target`"; \
// RUN:     %clang -target $target -ffreestanding -emit-llvm -w -c %s -o %t.plain.bc && \
// RUN:     cmp %t.bc %t.plain.bc; \
// RUN: done > %t.all 2>&1
// RUN: %filecheck --input-file=%t.all --check-prefix=ALL --match-full-lines %s
// RUN: %FileCheck --input-file=%t.i386-linux-gnu --check-prefix=I386 %s
// RUN: %FileCheck --input-file=%t.aarch64-linux-gnu --check-prefix=AARCH64 %s
// RUN: %FileCheck --input-file=%t.riscv64-linux-gnu --check-prefix=RISCV64 %s
// RUN: %FileCheck --input-file=%t.s390x-linux-gnu --check-prefix=S390X %s

// ALL: i386-linux-gnu program 32 little
// ALL-NEXT: aarch64-linux-gnu program 64 little
// ALL-NEXT: riscv64-linux-gnu program 64 little
// ALL-NEXT: armv7-linux-gnueabihf program 32 little
// ALL-NEXT: riscv32-unknown-elf program 32 little
// ALL-NEXT: powerpc64-linux-gnu program 64 big
// ALL-NEXT: s390x-linux-gnu program 64 big
// ALL-NEXT: mips-linux-gnu program 32 big
// ALL-NEXT: x86_64-windows-msvc program 64 little
// ALL-NEXT: wasm32 program 32 little
// ALL-NOT: {{.}}

struct three { int a, b, c; };
const short numbers[2] = {1, 2};

struct three give(struct three s, long n)
{
    s.a = (int)n;
    return s;
}
// I386: global @numbers : 4 {{.*}} = 01000200
// S390X: global @numbers : 4 {{.*}} = 00010002
// I386: function @give(ptr %0 {{.*}}sret pointee 12, {{.*}}, i32 {{%[0-9]}} "n" decl
// AARCH64: function @give(a128 %0 {{.*}}, i64 %1 "n"
// AARCH64: store transfer
// RISCV64: function @give(a128 %0
// RISCV64: store transfer

int variadic(int n, ...)
{
    __builtin_va_list list;
    __builtin_va_start(list, n);
    int r = __builtin_va_arg(list, int);
    __builtin_va_end(list);
    return r + numbers[n];
}
// I386: havoc {{%[0-9]+}}, i32 4
// AARCH64: havoc {{%[0-9]+}}, i64 32
// RISCV64: havoc {{%[0-9]+}}, i64 8
// S390X: havoc {{%[0-9]+}}, i64 32

int halves(long long a, _Bool *b) { return (int)(a >> 32) + *b; }
