/* A calculator: tokens, a recursive-descent parser, a tree, an evaluator with errors. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

enum token_kind { TOKEN_END, TOKEN_NUMBER, TOKEN_OPERATOR, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_BAD };

struct token {
    enum token_kind kind;
    union {
        long number;
        char operator;
    } u;
};

struct lexer {
    const char *at;
    struct token now;
};

enum node_kind { NODE_NUMBER, NODE_NEGATE, NODE_BINARY };

struct node {
    enum node_kind kind;
    char operator;
    long number;
    struct node *left, *right;
};

static void next_token(struct lexer *l)
{
    while (*l->at == ' ')
        l->at++;
    if (!*l->at) {
        l->now.kind = TOKEN_END;
    } else if (isdigit((unsigned char)*l->at)) {
        char *end;
        l->now.kind = TOKEN_NUMBER;
        l->now.u.number = strtol(l->at, &end, 10);
        l->at = end;
    } else {
        char c = *l->at++;
        switch (c) {
        case '+': case '-': case '*': case '/':
            l->now.kind = TOKEN_OPERATOR;
            l->now.u.operator = c;
            break;
        case '(':
            l->now.kind = TOKEN_OPEN;
            break;
        case ')':
            l->now.kind = TOKEN_CLOSE;
            break;
        default:
            l->now.kind = TOKEN_BAD;
        }
    }
}

static struct node *new_node(enum node_kind kind)
{
    struct node *n = malloc(sizeof *n);
    if (!n)
        abort();
    n->kind = kind;
    n->left = n->right = NULL;
    return n;
}

static struct node *parse_sum(struct lexer *l);

static struct node *parse_factor(struct lexer *l)
{
    struct node *n = NULL;
    if (l->now.kind == TOKEN_NUMBER) {
        n = new_node(NODE_NUMBER);
        n->number = l->now.u.number;
        next_token(l);
    } else if (l->now.kind == TOKEN_OPEN) {
        next_token(l);
        n = parse_sum(l);
        if (n && l->now.kind == TOKEN_CLOSE)
            next_token(l);
    } else if (l->now.kind == TOKEN_OPERATOR && l->now.u.operator == '-') {
        next_token(l);
        struct node *inner = parse_factor(l);
        if (inner) {
            n = new_node(NODE_NEGATE);
            n->left = inner;
        }
    }
    return n;
}

static struct node *parse_binary(struct lexer *l, struct node *(*part)(struct lexer *), char a, char b)
{
    struct node *left = part(l);
    while (left && l->now.kind == TOKEN_OPERATOR &&
           (l->now.u.operator == a || l->now.u.operator == b)) {
        struct node *n = new_node(NODE_BINARY);
        n->operator = l->now.u.operator;
        n->left = left;
        next_token(l);
        n->right = part(l);
        left = n;
    }
    return left;
}

static struct node *parse_product(struct lexer *l)
{
    return parse_binary(l, parse_factor, '*', '/');
}

static struct node *parse_sum(struct lexer *l)
{
    return parse_binary(l, parse_product, '+', '-');
}

static int evaluate(const struct node *n, long *result)
{
    long a, b;
    if (!n)
        return -1;
    switch (n->kind) {
    case NODE_NUMBER:
        *result = n->number;
        return 0;
    case NODE_NEGATE:
        if (evaluate(n->left, &a))
            return -1;
        *result = -a;
        return 0;
    case NODE_BINARY:
        if (evaluate(n->left, &a) || evaluate(n->right, &b))
            return -1;
        switch (n->operator) {
        case '+': *result = a + b; break;
        case '-': *result = a - b; break;
        case '*': *result = a * b; break;
        case '/':
            if (b == 0)
                return -2;
            *result = a / b;
            break;
        default:
            return -1;
        }
        return 0;
    }
    return -1;
}

static void free_tree(struct node *n)
{
    if (!n)
        return;
    free_tree(n->left);
    free_tree(n->right);
    free(n);
}

static void calculate(const char *text)
{
    struct lexer l;
    l.at = text;
    next_token(&l);
    struct node *tree = parse_sum(&l);
    long value = 0;
    int error = evaluate(tree, &value);
    if (error)
        printf("%s: error %d\n", text, error);
    else
        printf("%s = %ld\n", text, value);
    free_tree(tree);
}

int main(void)
{
    calculate("1 + 2 * 3");
    calculate("-(4 - 10) / 2");
    calculate("7 / (3 - 3)");
    calculate("2 *");
    calculate("((8))");
    return 0;
}
