// Writing one lane of a vector is not a read of the others.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s --allow-empty

typedef int int4 __attribute__((vector_size(16)));

int lane_written(void) {
    int4 v;
    v[1] = 2;
    return v[1];
}
