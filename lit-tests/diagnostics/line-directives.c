// A #line directive moves the places of messages, as the compiler's own.
// RUN: %unsown -Wno-everything -c -o /dev/null %s 2>&1 | %filecheck %s

int use(int);

#line 100 "grammar.y"
int generated(void) {
    int x;
    return x;
}
// CHECK: {{^}}grammar.y:102:12: warning: variable 'x' is uninitialized when it is read here [unsown-uninit]
// CHECK: {{^}}grammar.y:101:9: note: 'x' is declared here; nothing initializes it
