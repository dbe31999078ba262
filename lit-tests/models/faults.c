// Each part of this file has one fault; the message says where, what was expected and what is there.
// Lines count within the part, whose first is that of the message.
// RUN: %cc -std=c11 -I %src/plugin %S/Inputs/show.c %src/plugin/engine/contract*.c \
// RUN:   %src/plugin/program/program.c -o %t
// RUN: not %t --sections %s | %FileCheck %s --implicit-check-not=faults.c:
//--- CHECK: faults.c:2:23: expected a contract macro or ';', found 'WRITES'
int no_macro(int *p)  WRITES(p, 4);
//--- CHECK: faults.c:2:26: expected a contract macro, found 'UNSOWN_WRITSE'
int wrong_macro(int *p)  UNSOWN_WRITSE(p, 4);
//--- CHECK: faults.c:3:1: expected a contract macro or ';', found 'int'
int no_semicolon(int *p) UNSOWN_WRITES(p, 4)
int next(void);
//--- CHECK: faults.c:2:45: expected the name of a parameter, found 'q'
int no_such_parameter(int *p) UNSOWN_WRITES(q, 4);
//--- CHECK: faults.c:2:45: expected a parameter, 'result' or a number, found 'm'
int no_such_number(int *p) UNSOWN_WRITES(p, m);
//--- CHECK: faults.c:2:37: expected a pointer, found 'n', which is not one
int no_pointer(int n) UNSOWN_WRITES(n, 4);
//--- CHECK: faults.c:2:37: expected a pointer to a pointer, found 'p'
int one_star(int *p) UNSOWN_WRITES(*p, 4);
//--- CHECK: faults.c:2:46: expected a pointer to what may be written, found 'p', which points to const
int const_target(const int *p) UNSOWN_WRITES(p, 4);
//--- CHECK: faults.c:2:47: expected a pointer to a complete type, found 'p'
int of_void(void *p) UNSOWN_WRITES(p, sizeof *p);
//--- CHECK: faults.c:2:44: expected '*p': where the new object's address is put
int no_place(void **p) UNSOWN_GIVES_UNINIT(p, 4, result == 0);
//--- CHECK: faults.c:2:47: expected no 'result': the function returns nothing
void no_result(int *p) UNSOWN_WRITES_IF(p, 4, result == 0);
//--- CHECK: faults.c:2:22: expected a function with a result for 'UNSOWN_RETURNS'
void returns(int *p) UNSOWN_RETURNS(p);
//--- CHECK: faults.c:2:26: expected a function with '...' or a va_list for 'UNSOWN_OUT_VARARGS'
int not_variadic(int *p) UNSOWN_OUT_VARARGS(1);
//--- CHECK: faults.c:2:36: expected ',', found ')'
int too_few(int *p) UNSOWN_WRITES(p);
//--- CHECK: faults.c:2:40: expected ')', found ','
int too_many(int *p) UNSOWN_WRITES(p, 4, 5);
//--- CHECK: faults.c:2:44: expected an expression, found ')'
int no_operand(int *p) UNSOWN_WRITES(p, 4 +);
//--- CHECK: faults.c:2:45: expected ')', found '<<'
int shift(int *p, int n) UNSOWN_WRITES(p, 1 << n);
//--- CHECK: faults.c:2:50: expected an operator (fields are not part of contracts), found '->'
int field(struct s *p, int *q) UNSOWN_WRITES(q, p->n);
//--- CHECK: faults.c:2:50: expected a type whose size is the same on every target, found 'long'; write sizeof *parameter
int size_of_long(int *p) UNSOWN_WRITES(p, sizeof(long));
//--- CHECK: faults.c:2:36: expected a number below 2^63, found '9223372036854775808'
int large(int *p) UNSOWN_WRITES(p, 9223372036854775808);
//--- CHECK: faults.c:2:39: expected an integer, found '1.5'
int fraction(int *p) UNSOWN_WRITES(p, 1.5);
//--- CHECK: faults.c:2:24: expected another name, found a second parameter 'p'
int twice(int *p, int *p);
//--- CHECK: faults.c:2:23: expected ',' or ')', found ';'
int open(int *p, int n;
//--- CHECK: faults.c:2:17: expected ';' (a contract stands on a prototype), found '{'
int body(int n) { return n; }
//--- CHECK: faults.c:2:12: expected the name of a function, found ';'
int (int n);
//--- CHECK: faults.c:2:1: expected a type, found '='
= int;
//--- CHECK: faults.c:3:1: expected ';', found the end of the file
int unfinished
//--- CHECK: faults.c:2:25: expected a closing " on the same line
int label(void) __asm__("x);
//--- CHECK: faults.c:2:9: expected '*/' to end this comment, found the end of the file
int a;  /* a comment that nothing ends
