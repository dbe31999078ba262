// The smallest test of an installation: the plugin loads, warns, and is quiet where it should be.
// RUN: %unsown -c %s -o %t.o 2>&1 | %filecheck %s

int trash(void);
int trash(void)
{
    int x;
    return x;
    // CHECK: installed.c:[[#@LINE-1]]:12: warning: {{.*}}'x'{{.*}} [unsown-uninit]
    // CHECK: note: {{.*}}'x'{{.*}}
}

int fine(void);
int fine(void)
{
    int x = 3;
    return x; // no-warning
}
