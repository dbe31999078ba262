// RUN: %unsown -c %s -o %t.o 2>&1 | %filecheck --allow-empty %s
int trash(void);
int trash(void)
{
    int x;
    return x;
}
