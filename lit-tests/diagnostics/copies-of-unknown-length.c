// A copy whose length is not known: it stays in the object that it reads, so what stands behind that is not
// touched, and it brings what is read first.

// RUN: %unsown -c -o /dev/null %s 2>&1 | %filecheck %s

void *memcpy(void *to, const void *from, unsigned long size);
int receive(void *to, unsigned *length);
struct address { unsigned short family; char bytes[14]; };
struct state { struct address peer; int received, block; };
struct info { unsigned length; const struct address *address; };

int behind_the_copy(struct state *s) {
    struct address from;
    unsigned length = sizeof from;
    s->received = receive(&from, &length);
    memcpy(&s->peer, &from, length);
    return s->received < 4 ? s->block : 0; // no-warning
}

int first_read(const struct info *info) {
    struct address own;
    memcpy(&own, info->address, info->length);
    return own.family == 2; // no-warning
}

int last_read(const struct info *info) {
    struct address own;
    memcpy(&own, info->address, info->length);
    // CHECK: copies-of-unknown-length.c:[[@LINE+1]]:12: warning: element of 'own.bytes' may be read before it is initialized [unsown-sometimes]
    return own.bytes[13];
    // CHECK: note: 'own' is declared here; nothing initializes it
    // CHECK: note: at this read 'own' holds:
}
