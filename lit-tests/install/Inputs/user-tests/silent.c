// RUN: %unsown -c %s -o %t.o 2>&1 | %filecheck --allow-empty %s
int one(void);
int one(void)
{
    int x = 1;
    return x;
}
