// An access stays in its row: that another row's element would be undefined says nothing.
// RUN: %unsown -Wno-everything -fsyntax-only %s 2>&1 | %filecheck --allow-empty %s

int next(void);

int one_row_at_an_unknown_place(void)
{
    int x = 0;
    int *a[4][4] = {{&x, 0, &x, &x}, {0, &x, &x, 0}, {&x, &x, &x, &x}, {&x, 0, 0, &x}};
    signed char i = (signed char)next();
    return a[3][i] == 0; // no-warning
}
