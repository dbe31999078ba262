// One conversion is not two
#include <stdio.h>
int ratio(const char *text) {
    int a, b;
    if (sscanf(text, "%d/%d", &a, &b) < 1)
        return 0;
    return a / b;
}
