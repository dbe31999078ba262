// Fields are told apart, in structs, in nested structs, in arrays of structs; whole structs are copied
// with what is undefined in them, which is no use.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

struct pair { int a, b; };
struct nested { int tag; struct pair in; struct pair more[2]; };
struct padded { char c; int n; };
int use(int);
void take(const struct pair *);
void fill(struct pair *);

int one_field_left_out(void) {
    struct pair p;
    p.a = 1;
    return p.a + p.b;
}
// CHECK: :[[@LINE-2]]:20: warning: field 'b' of 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-5]]:17: note: 'p' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:20: note: at this read 'p' holds: a ■■■■ | b □□□□

int all_fields_written(void) {
    struct pair p;
    p.a = 1;
    p.b = 2;
    return p.a + p.b;
}

int zeroed_by_an_initializer(void) {
    struct pair p = {1};
    return p.b;
}

int designated_initializer(void) {
    struct nested n = {.in.b = 3};
    return n.tag + n.in.a + n.more[1].b;
}

int nested_field_left_out(void) {
    struct nested n;
    n.tag = 1;
    n.in.a = 2;
    n.more[0].a = 4;
    use(n.in.b);
    use(n.more[1].a);
    return n.tag + n.in.a + n.more[0].a;
}
// CHECK: :[[@LINE-4]]:14: warning: field 'b' of 'n.in' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-9]]:19: note: 'n' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:14: note: at this read 'n' holds: tag ■■■■ | in.a ■■■■ | in.b □□□□ | more ■■■■ □×12
// CHECK: :[[@LINE-6]]:19: warning: field 'a' of 'n.more[...]' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-12]]:19: note: 'n' is declared here; nothing initializes it
// CHECK: :[[@LINE-8]]:19: note: at this read 'n' holds: tag ■■■■ | in.a ■■■■ | in.b □□□□ | more ■■■■ □×12

int field_on_one_path(int kind) {
    struct pair p;
    p.a = kind;
    if (kind == 3)
        p.b = 1;
    return p.b;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'b' of 'p' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-7]]:17: note: 'p' is declared here; nothing initializes it
// CHECK: :[[@LINE-6]]:9: note: this condition is false when 'kind' is {{-?[0-9]+}}
// CHECK: :[[@LINE-5]]:14: note: at this read 'p' holds: a ■■■■ | b □□□□

int field_guarded_by_another(int kind) {
    struct pair p;
    p.a = kind;
    if (kind == 3)
        p.b = 1;
    return p.a == 3 ? p.b : 0;
}

int copied_as_a_whole_then_read(void) {
    struct pair p, q;
    p.a = 1;
    q = p;
    return q.b;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'b' of 'q' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:20: note: 'q' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:14: note: at this read 'q' holds: a ■■■■ | b □□□□

int copied_as_a_whole_is_no_use(void) {
    struct pair p, q;
    p.a = 1;
    q = p;
    return q.a;
}

static int first(struct pair p) { return p.a; }
int passed_by_value_is_no_use(void) {
    struct pair p;
    p.a = 1;
    return first(p);
}

struct pair returned_by_value_is_no_use(void) {
    struct pair p;
    p.a = 1;
    return p;
}

int padding_is_not_read(void) {
    struct padded s, t;
    s.c = 1;
    s.n = 2;
    t = s;
    return t.c + t.n;
}

int through_a_pointer(void) {
    struct pair p;
    struct pair *q = &p;
    q->a = 1;
    return q->b;
}
// CHECK: :[[@LINE-2]]:15: warning: field 'b' of 'p' is uninitialized when it is read here [unsown-uninit]
// CHECK: :[[@LINE-6]]:17: note: 'p' is declared here; nothing initializes it
// CHECK: :[[@LINE-4]]:15: note: at this read 'p' holds: a ■■■■ | b □□□□

int filled_by_an_unknown_function(void) {
    struct pair p;
    fill(&p);
    return p.b;
}

int handed_over_as_const(void) {
    struct pair p;
    p.a = 1;
    p.b = 2;
    take(&p);
    return p.b;
}

int field_of_an_element(int i) {
    struct pair p[4];
    for (int k = 0; k < 4; k++) {
        p[k].a = k;
        p[k].b = k;
    }
    return p[i & 3].b;
}

int compound_literal(void) {
    struct pair p = (struct pair){.a = 2};
    return p.b;
}

int conditional_struct(int n) {
    struct pair p = {1, 2}, q;
    q.a = 1;
    struct pair r = n ? p : q;
    return r.b;
}
// CHECK: :[[@LINE-2]]:14: warning: field 'b' of 'r' may be read before it is initialized [unsown-sometimes]
// CHECK: :[[@LINE-4]]:17: note: 'r' is declared here
// CHECK: :[[@LINE-5]]:21: note: this condition is false when 'n' is {{-?[0-9]+}}
// CHECK: :[[@LINE-5]]:14: note: at this read 'r' holds: a ■■■■ | b □□□□
