// RUN: %unsown -c %s -o %t.o 2>&1 | %filecheck %s
int trash(void);
int trash(void)
{
    int x;
    return x;
    // CHECK: named.c:[[#@LINE-1]]:12: warning: {{.*}}'x'{{.*}} [unsown-uninit]
    // CHECK: note:
}
