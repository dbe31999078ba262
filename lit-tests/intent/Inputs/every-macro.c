/* Every macro of intent.h, on every kind of lvalue that UNSOWN_READ promises to take. */
#include <unsown/intent.h>
enum color { RED, GREEN };
struct s { int a; const char *name; float f; double d; enum color c; long long ll; short sh; };
#ifdef __cplusplus
typedef bool boolean;
#else
typedef _Bool boolean;
#endif
int read_int(const int *p);
int read_int(const int *p) { return UNSOWN_READ(*p, contained, "any int will do"); }
char read_char(char *p);
char read_char(char *p) { return UNSOWN_READ(*p, transport, "copied"); }
const char *read_ptr(const struct s *p);
const char *read_ptr(const struct s *p) { return UNSOWN_READ(p->name, transport, "copied"); }
float read_float(volatile float *p);
float read_float(volatile float *p) { return UNSOWN_READ(*p, transport, "copied"); }
double read_double(struct s *p);
double read_double(struct s *p) { return UNSOWN_READ(p->d, transport, "copied"); }
enum color read_enum(struct s *p);
enum color read_enum(struct s *p) { return UNSOWN_READ(p->c, transport, "copied"); }
long long read_ll(struct s *p);
long long read_ll(struct s *p) { return UNSOWN_READ(p->ll, transport, "copied"); }
short read_short(struct s *p);
short read_short(struct s *p) { return UNSOWN_READ(p->sh, transport, "copied"); }
boolean read_bool(const boolean *p);
boolean read_bool(const boolean *p) { return UNSOWN_READ(*p, transport, "copied"); }
unsigned nested(unsigned *a);
unsigned nested(unsigned *a) { return UNSOWN_READ(a[UNSOWN_READ(a[0], contained, "x") & 7u], contained, "y"); }
UNSOWN_INTENTIONAL(independent, "all words are looked at") static inline int whole(const int *p) { return *p > 3; }
int use_whole(const int *p);
int use_whole(const int *p) { return whole(p); }
struct t { UNSOWN_SCRATCH("padding") int pad; int x; };
int scratch(UNSOWN_SCRATCH("in") int *q, struct t *t);
int scratch(UNSOWN_SCRATCH("in") int *q, struct t *t) {
    UNSOWN_SCRATCH("buffer") int buf[4];
    buf[0] = *q + t->pad;
    return buf[0];
}
#define FOUR 4
UNSOWN_RETURNS_UNINIT void *my_malloc(unsigned long n);
UNSOWN_RETURNS_ZEROED void *my_calloc(unsigned long n);
UNSOWN_READS(p, n) UNSOWN_WRITES(q, n * 2) UNSOWN_WRITES_IF(r, FOUR, result == 0) int fn(const char *p, char *q, int *r, unsigned long n);
unsigned sparse(unsigned *dense, unsigned *at, unsigned n, unsigned cap, unsigned x);
unsigned sparse(unsigned *dense, unsigned *at, unsigned n, unsigned cap, unsigned x)
{
    unsigned k;
    UNSOWN_GIVEN(n <= cap);
    UNSOWN_GIVEN_EACH(i, n, dense[i] < cap && dense[i] != 77);
    k = UNSOWN_READ(at[x], independent, "dense[] decides");
    return k < n && dense[k] == x;
}
