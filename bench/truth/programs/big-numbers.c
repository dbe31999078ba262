/* Integers of any size in base 10^4: parsing, sums, products, powers, comparison, printing. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BASE 10000
#define LIMBS 24

struct big {
    unsigned short limb[LIMBS]; /* the first `n` are in use, lowest first */
    int n;
};

static int big_parse(struct big *b, const char *text)
{
    size_t length = strlen(text);
    if (!length || length > LIMBS * 4)
        return 0;
    b->n = 0;
    while (length > 0) {
        size_t take = length < 4 ? length : 4;
        unsigned v = 0;
        for (size_t i = 0; i < take; i++) {
            if (!isdigit((unsigned char)text[length - take + i]))
                return 0;
            v = v * 10 + (unsigned)(text[length - take + i] - '0');
        }
        b->limb[b->n++] = (unsigned short)v;
        length -= take;
    }
    return 1;
}

static void big_set(struct big *b, unsigned v)
{
    b->n = 0;
    do {
        b->limb[b->n++] = (unsigned short)(v % BASE);
        v /= BASE;
    } while (v);
}

static struct big big_add(const struct big *a, const struct big *b)
{
    struct big r;
    unsigned carry = 0;
    int n = a->n > b->n ? a->n : b->n;
    for (int i = 0; i < n; i++) {
        unsigned v = carry;
        if (i < a->n)
            v += a->limb[i];
        if (i < b->n)
            v += b->limb[i];
        r.limb[i] = (unsigned short)(v % BASE);
        carry = v / BASE;
    }
    if (carry && n < LIMBS)
        r.limb[n++] = (unsigned short)carry;
    r.n = n;
    return r;
}

static int big_multiply(const struct big *a, const struct big *b, struct big *to)
{
    unsigned sum[2 * LIMBS];
    memset(sum, 0, sizeof sum);
    for (int i = 0; i < a->n; i++)
        for (int k = 0; k < b->n; k++) {
            sum[i + k] += (unsigned)a->limb[i] * b->limb[k];
            sum[i + k + 1] += sum[i + k] / BASE;
            sum[i + k] %= BASE;
        }
    int n = a->n + b->n;
    while (n > 1 && sum[n - 1] == 0)
        n--;
    if (n > LIMBS)
        return -1;
    for (int i = 0; i < n; i++)
        to->limb[i] = (unsigned short)sum[i];
    to->n = n;
    return 0;
}

static int big_power(unsigned base, unsigned exponent, struct big *result)
{
    struct big factor, next;
    big_set(&factor, base);
    big_set(result, 1);
    while (exponent) {
        if (exponent & 1) {
            if (big_multiply(result, &factor, &next))
                return -1;
            *result = next;
        }
        exponent >>= 1;
        if (exponent) {
            if (big_multiply(&factor, &factor, &next))
                return -1;
            factor = next;
        }
    }
    return 0;
}

static int big_compare(const struct big *a, const struct big *b)
{
    if (a->n != b->n)
        return a->n < b->n ? -1 : 1;
    for (int i = a->n - 1; i >= 0; i--)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

static char *big_text(const struct big *b)
{
    char *text = malloc((size_t)b->n * 4 + 1);
    if (!text)
        return NULL;
    int at = sprintf(text, "%u", b->limb[b->n - 1]);
    for (int i = b->n - 2; i >= 0; i--)
        at += sprintf(text + at, "%04u", b->limb[i]);
    return text;
}

static void show(const char *label, const struct big *b)
{
    char *text = big_text(b);
    if (text)
        printf("%s %s\n", label, text);
    free(text);
}

int main(void)
{
    struct big a, b, c;
    if (!big_parse(&a, "123456789012345678901234567890") || !big_parse(&b, "999999999999"))
        return 1;
    c = big_add(&a, &b);
    show("sum", &c);
    if (big_multiply(&a, &b, &c) == 0)
        show("product", &c);
    if (big_power(2, 200, &c) == 0)
        show("power", &c);
    printf("too large: %d\n", big_power(10, 1000, &c));
    printf("compare %d %d %d\n", big_compare(&a, &b), big_compare(&b, &a), big_compare(&a, &a));
    printf("bad: %d\n", big_parse(&a, "12x4"));
    return 0;
}
