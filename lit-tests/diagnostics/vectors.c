// Complex numbers and vectors: their parts are defined one by one.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

typedef int int4 __attribute__((vector_size(16)));
typedef float float4 __attribute__((vector_size(16)));
int use(int);

double imaginary_part_left_out(double r) {
    _Complex double z;
    __real__ z = r;
    return __imag__ z;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'z' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:21: note: 'z' is declared here; nothing initializes it

double real_part_written(double r) {
    _Complex double z;
    __real__ z = r;
    return __real__ z;
}

double both_parts_written(double r) {
    _Complex double z;
    __real__ z = r;
    __imag__ z = 0;
    z = z * z;
    return __real__ z;
}

double complex_never_written(void) {
    _Complex double z;
    return __real__ z;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'z' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:21: note: 'z' is declared here; nothing initializes it

int4 vector_never_written(int4 a) {
    int4 v;
    return v + a;
}
// CHECK: :[[@LINE-2]]:12: warning: variable 'v' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-4]]:10: note: 'v' is declared here; nothing initializes it

int4 vector_written(int4 a) {
    int4 v = a;
    return v + a;
}
