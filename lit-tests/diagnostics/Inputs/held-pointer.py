"""C with a function of some thousand instructions that writes through the pointer that *out is."""

STEPS = "\n".join(f"    if (text[{i}]) *(*out)++ = text[{i}] + {i};" for i in range(100))

print(f"""void transmit(const char *data, unsigned size);
struct out {{ char *at; }};
static void format(char **out, const char *text) {{
{STEPS}
}}
void caller(const char *text) {{
    char buffer[200], *at = buffer;
    format(&at, text);
    transmit(buffer, (unsigned)(at - buffer));
}}
void beside(const char *text) {{
    char other[200];
    (void)text;
    transmit(other, 200);
}}""")
