/* Tokens of the contract language, which are those of C.
 *
 * Comments and preprocessor lines are passed over; nothing is expanded.  Two tokens are held, the
 * current one and the next, which is as far as the parser has to look ahead.
 */
#include "contract_internal.h"

#include <stdarg.h>
#include <string.h>

#define CONTRACT_MAX_DEPTH 100

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void step(struct contract_parser *p)
{
    if (*p->at == '\n') {
        p->line++;
        p->column = 1;
        p->line_start = true;
    } else {
        p->column++;
    }
    p->at++;
}

static bool looking_at(const struct contract_parser *p, const char *text)
{
    size_t n = strlen(text);
    return (size_t)(p->end - p->at) >= n && memcmp(p->at, text, n) == 0;
}

static void skip_directive(struct contract_parser *p)
{
    while (p->at < p->end && *p->at != '\n') {
        if (*p->at == '\\' && p->end - p->at > 1 && p->at[1] == '\n')
            step(p);
        step(p);
    }
}

static void skip_space(struct contract_parser *p)
{
    while (p->at < p->end) {
        char c = *p->at;
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v') {
            step(p);
        } else if (c == '\\' && p->end - p->at > 1 && p->at[1] == '\n') {
            step(p);
            step(p);
        } else if (c == '#' && p->line_start) {
            skip_directive(p);
        } else if (looking_at(p, "//")) {
            while (p->at < p->end && *p->at != '\n')
                step(p);
        } else if (looking_at(p, "/*")) {
            struct contract_token begin = {.text = p->at, .length = 2, .line = p->line,
                                           .column = p->column};
            step(p);
            step(p);
            while (p->at < p->end && !looking_at(p, "*/"))
                step(p);
            if (p->at == p->end) {
                contract_fail(p, &begin,
                              "expected '*/' to end this comment, found the end of the %s",
                              p->place);
                return;
            }
            step(p);
            step(p);
        } else {
            return;
        }
    }
}

static int digit_value(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return 99;
}

/* The value of an integer constant with an optional suffix. */
static void read_number(struct contract_parser *p, struct contract_token *token)
{
    const char *s = token->text, *end = s + token->length;
    uint64_t value = 0;
    int base = 10;

    if (end - s > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
        base = 16;
        s += 2;
    } else if (end - s > 1 && s[0] == '0') {
        base = 8;
        s++;
    }
    for (; s < end && digit_value(*s) < base; s++) {
        if (value > (INT64_MAX - (uint64_t)digit_value(*s)) / (uint64_t)base) {
            contract_fail(p, token, "expected a number below 2^63, found '%.*s'",
                          (int)(token->length > 40 ? 40 : token->length), token->text);
            return;
        }
        value = value * (uint64_t)base + (uint64_t)digit_value(*s);
    }
    while (s < end && (*s == 'u' || *s == 'U' || *s == 'l' || *s == 'L'))
        s++;
    if (s != end)
        contract_fail(p, token, "expected an integer, found '%.*s'",
                      (int)(token->length > 40 ? 40 : token->length), token->text);
    token->number = (int64_t)value;
}

/* String and character constants; a constant of one plain character has its value. */
static void read_quoted(struct contract_parser *p, struct contract_token *token)
{
    char quote = *p->at;

    step(p);
    while (p->at < p->end && *p->at != quote && *p->at != '\n') {
        if (*p->at == '\\' && p->end - p->at > 1 && p->at[1] != '\n')
            step(p);
        step(p);
    }
    if (p->at == p->end || *p->at != quote) {
        token->length = 1;
        contract_fail(p, token, "expected a closing %c on the same line", quote);
        return;
    }
    step(p);
    token->length = (size_t)(p->at - token->text);
    if (quote == '"') {
        token->kind = CONTRACT_TOKEN_STRING;
        return;
    }
    token->kind = CONTRACT_TOKEN_NUMBER;
    if (token->length == 3)
        token->number = (unsigned char)token->text[1];
    else if (token->length == 4 && token->text[1] == '\\' && token->text[2] == '0')
        token->number = 0;
    else
        contract_fail(p, token, "expected a character constant of one plain character");
}

static void read_token(struct contract_parser *p, struct contract_token *token)
{
    static const char *const puncts[] = {"...", "==", "!=", "<=", ">=", "&&", "||", "->",
                                         "<<", ">>", "++", "--", "::"};

    skip_space(p);
    memset(token, 0, sizeof *token);
    token->text = p->at;
    token->line = p->line;
    token->column = p->column;
    if (p->failed || p->at == p->end)
        return;
    p->line_start = false;
    if (is_name_start(*p->at)) {
        token->kind = CONTRACT_TOKEN_NAME;
        while (p->at < p->end && (is_name_start(*p->at) || is_digit(*p->at)))
            step(p);
        token->length = (size_t)(p->at - token->text);
    } else if (is_digit(*p->at)) {
        token->kind = CONTRACT_TOKEN_NUMBER;
        while (p->at < p->end && (is_name_start(*p->at) || is_digit(*p->at) || *p->at == '.'))
            step(p);
        token->length = (size_t)(p->at - token->text);
        read_number(p, token);
    } else if (*p->at == '"' || *p->at == '\'') {
        read_quoted(p, token);
    } else {
        token->kind = CONTRACT_TOKEN_PUNCT;
        token->length = 1;
        for (size_t i = 0; i < sizeof puncts / sizeof puncts[0]; i++) {
            if (looking_at(p, puncts[i])) {
                token->length = strlen(puncts[i]);
                break;
            }
        }
        for (size_t i = 0; i < token->length; i++)
            step(p);
    }
}

void contract_lex_start(struct contract_parser *p, const char *text, size_t length)
{
    p->at = text;
    p->end = text + length;
    p->line = 1;
    p->column = 1;
    p->line_start = true;
    contract_advance(p);
    contract_advance(p);
}

void contract_advance(struct contract_parser *p)
{
    p->token = p->next;
    read_token(p, &p->next);
    if (p->failed)
        p->token.kind = p->next.kind = CONTRACT_TOKEN_END;
}

bool contract_token_is(const struct contract_token *token, const char *text)
{
    /* Asked for every token and many texts: most differ in the first character. */
    return (token->kind == CONTRACT_TOKEN_NAME || token->kind == CONTRACT_TOKEN_PUNCT) &&
           *token->text == *text && token->length == strlen(text) &&
           memcmp(token->text, text, token->length) == 0;
}

bool contract_accept(struct contract_parser *p, const char *text)
{
    if (!contract_token_is(&p->token, text))
        return false;
    contract_advance(p);
    return true;
}

bool contract_expect(struct contract_parser *p, const char *text)
{
    char what[32];

    if (contract_accept(p, text))
        return true;
    snprintf(what, sizeof what, "'%s'", text);
    contract_fail_expected(p, what);
    return false;
}

/* Keeps the place; true when this is the first fault.  From here on there are no more tokens. */
static bool keep_fault(struct contract_parser *p, const struct contract_token *token)
{
    if (p->failed)
        return false;
    p->failed = true;
    p->error->file = p->file;
    p->error->line = token->line;
    p->error->column = token->column;
    return true;
}

void contract_fail_expected(struct contract_parser *p, const char *what)
{
    char found[64];
    size_t n = 0;

    if (!keep_fault(p, &p->token))
        return;
    if (p->token.kind == CONTRACT_TOKEN_END) {
        snprintf(found, sizeof found, "the end of the %s", p->place);
    } else {
        found[n++] = '\'';
        for (size_t i = 0; i < p->token.length && n < 45; i++) {
            unsigned char c = (unsigned char)p->token.text[i];
            if (c >= ' ' && c < 127)
                found[n++] = (char)c;
            else
                n += (size_t)snprintf(found + n, sizeof found - n, "\\x%02x", c);
        }
        found[n++] = '\'';
        found[n] = '\0';
    }
    snprintf(p->error->message, sizeof p->error->message, "expected %s, found %s", what, found);
    p->token.kind = p->next.kind = CONTRACT_TOKEN_END;
}

void contract_fail(struct contract_parser *p, const struct contract_token *token,
                   const char *format, ...)
{
    va_list ap;

    if (!keep_fault(p, token))
        return;
    va_start(ap, format);
    vsnprintf(p->error->message, sizeof p->error->message, format, ap);
    va_end(ap);
    p->token.kind = p->next.kind = CONTRACT_TOKEN_END;
}

bool contract_enter(struct contract_parser *p)
{
    if (p->depth < CONTRACT_MAX_DEPTH) {
        p->depth++;
        return true;
    }
    contract_fail(p, &p->token, "expected at most %d levels of nesting, found more",
                  CONTRACT_MAX_DEPTH);
    return false;
}

void contract_leave(struct contract_parser *p)
{
    p->depth--;
}
