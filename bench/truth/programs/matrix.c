/* Matrices on the heap and on the stack: products, transposition, elimination with a pivot. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct matrix {
    int rows, columns;
    double *cells;
};

#define CELL(m, r, c) ((m)->cells[(r) * (m)->columns + (c)])

static struct matrix *new_matrix(int rows, int columns)
{
    struct matrix *m = malloc(sizeof *m);
    if (!m)
        return NULL;
    m->rows = rows;
    m->columns = columns;
    m->cells = calloc((size_t)(rows * columns), sizeof *m->cells);
    if (!m->cells) {
        free(m);
        return NULL;
    }
    return m;
}

static void free_matrix(struct matrix *m)
{
    if (m) {
        free(m->cells);
        free(m);
    }
}

static struct matrix *multiply(const struct matrix *a, const struct matrix *b)
{
    if (a->columns != b->rows)
        return NULL;
    struct matrix *m = new_matrix(a->rows, b->columns);
    if (!m)
        return NULL;
    for (int r = 0; r < a->rows; r++)
        for (int c = 0; c < b->columns; c++) {
            double sum = 0;
            for (int k = 0; k < a->columns; k++)
                sum += CELL(a, r, k) * CELL(b, k, c);
            CELL(m, r, c) = sum;
        }
    return m;
}

static struct matrix *transpose(const struct matrix *a)
{
    struct matrix *m = new_matrix(a->columns, a->rows);
    for (int r = 0; m && r < a->rows; r++)
        for (int c = 0; c < a->columns; c++)
            CELL(m, c, r) = CELL(a, r, c);
    return m;
}

/* Solves a * x = b for three unknowns; false when it has no single answer. */
static int solve(double a[3][3], const double b[3], double x[3])
{
    double work[3][4];
    for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++)
            work[r][c] = a[r][c];
        work[r][3] = b[r];
    }
    for (int column = 0; column < 3; column++) {
        int pivot = column;
        for (int r = column + 1; r < 3; r++)
            if (fabs(work[r][column]) > fabs(work[pivot][column]))
                pivot = r;
        if (fabs(work[pivot][column]) < 1e-9)
            return 0;
        if (pivot != column) {
            double row[4];
            memcpy(row, work[pivot], sizeof row);
            memcpy(work[pivot], work[column], sizeof row);
            memcpy(work[column], row, sizeof row);
        }
        for (int r = 0; r < 3; r++) {
            if (r == column)
                continue;
            double factor = work[r][column] / work[column][column];
            for (int c = column; c < 4; c++)
                work[r][c] -= factor * work[column][c];
        }
    }
    for (int r = 0; r < 3; r++)
        x[r] = work[r][3] / work[r][r];
    return 1;
}

static double trace(const struct matrix *m)
{
    double sum = 0.0;
    int n = m->rows < m->columns ? m->rows : m->columns;
    for (int i = 0; i < n; i++)
        sum += CELL(m, i, i);
    return sum;
}

int main(void)
{
    struct matrix *a = new_matrix(2, 3);
    if (!a)
        return 1;
    for (int r = 0; r < 2; r++)
        for (int c = 0; c < 3; c++)
            CELL(a, r, c) = r * 3 + c + 1;
    struct matrix *t = transpose(a);
    struct matrix *p = t ? multiply(a, t) : NULL;
    if (p)
        printf("trace %.1f, corner %.1f\n", trace(p), CELL(p, 1, 0));
    struct matrix *bad = multiply(a, a);
    printf("%s\n", bad ? "product" : "no product");

    double system[3][3] = {{2, 1, -1}, {-3, -1, 2}, {-2, 1, 2}};
    double right[3] = {8, -11, -3}, x[3];
    if (solve(system, right, x))
        printf("x = %.2f %.2f %.2f\n", x[0], x[1], x[2]);
    double flat[3][3] = {{1, 2, 3}, {2, 4, 6}, {1, 0, 0}};
    if (!solve(flat, right, x))
        printf("no single answer\n");
    free_matrix(a);
    free_matrix(t);
    free_matrix(p);
    return 0;
}
