// The lanes of a vector are defined one by one.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | grep warning: | %filecheck %s

typedef int int4 __attribute__((vector_size(16)));

int another_lane(int a) {
    int4 v;
    v[0] = a;
    return v[2];
}
// CHECK: :[[@LINE-2]]:12: warning: {{.*}}'v' is uninitialized when it is read here [unsown-uninit]

int the_same_lane(int a) {
    int4 v;
    v[0] = a;
    return v[0]; // no-warning
}

int lane_on_some_path(int a) {
    int4 v;
    v[0] = a;
    if (a > 3)
        v[2] = 1;
    return v[2];
}
// CHECK: :[[@LINE-2]]:12: warning: {{.*}}'v' may be read before it is initialized [unsown-sometimes]
