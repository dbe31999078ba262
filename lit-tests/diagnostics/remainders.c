// A remainder is below what it was divided by: an element of it is one of those that were filled, however many
// those are on the path.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

struct row { int kind, bits[4]; };

static int shifts(const struct row *row, unsigned width) {
    int start[4], sum = 0;
    unsigned channels = 0;
    if (row->kind & 2) {
        start[channels++] = row->bits[0];
        start[channels++] = row->bits[1];
        start[channels++] = row->bits[2];
    } else {
        start[channels++] = row->bits[0];
    }
    if (row->kind & 4)
        start[channels++] = row->bits[3];
    for (unsigned i = 0; i < channels * width; i++)
        sum += start[i % channels]; // no-warning
    return sum;
}

static int beyond(const struct row *row, unsigned i) {
    int start[4];
    unsigned channels = 0;
    start[channels++] = row->bits[0];
    if (row->kind & 2)
        start[channels++] = row->bits[1];
    // CHECK: remainders.c:[[@LINE+1]]:12: warning: element of 'start' may be read before it is initialized [unsown-sometimes]
    return start[i % (channels + 1)];
    // CHECK: note: 'start' is declared here; nothing initializes it
    // CHECK: note: this condition is {{true|false}}
}

static int backwards(const struct row *row, int i) {
    int start[4];
    int channels = 0;
    start[channels++] = row->bits[0];
    if (row->kind & 2)
        start[channels++] = row->bits[1];
    return i < 0 ? 0 : start[i % channels]; // no-warning
}

int all(const struct row *row, unsigned i) { return shifts(row, i) + beyond(row, i) + backwards(row, (int)i); }
