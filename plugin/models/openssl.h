/* OpenSSL's memory functions, which its macros OPENSSL_malloc() and so on call.  The file and the line
 * that they hand over are for its own records. */
#include <stddef.h>

void *CRYPTO_malloc(size_t size, const char *file, int line) UNSOWN_RETURNS_UNINIT_SIZE(size);
void *CRYPTO_zalloc(size_t size, const char *file, int line) UNSOWN_RETURNS_ZEROED_SIZE(size);
void *CRYPTO_secure_malloc(size_t size, const char *file, int line)
    UNSOWN_RETURNS_UNINIT_SIZE(size);
void *CRYPTO_secure_zalloc(size_t size, const char *file, int line)
    UNSOWN_RETURNS_ZEROED_SIZE(size);
void *CRYPTO_realloc(void *p, size_t size, const char *file, int line)
    UNSOWN_RESIZES(p, size) UNSOWN_FREES_IF(p, result != NULL || size == 0);
/* The old object is wiped when it has moved. */
void *CRYPTO_clear_realloc(void *p, size_t old, size_t size, const char *file, int line)
    UNSOWN_RESIZES(p, size) UNSOWN_FREES_IF(p, result != NULL || size == 0);
void CRYPTO_free(void *p, const char *file, int line) UNSOWN_FREES(p);
void CRYPTO_clear_free(void *p, size_t size, const char *file, int line) UNSOWN_FREES(p);
void CRYPTO_secure_free(void *p, const char *file, int line) UNSOWN_FREES(p);
void CRYPTO_secure_clear_free(void *p, size_t size, const char *file, int line) UNSOWN_FREES(p);
void *CRYPTO_memdup(const void *p, size_t size, const char *file, int line)
    UNSOWN_RESIZES(p, size);
void OPENSSL_cleanse(void *p, size_t size) UNSOWN_FILLS(p, size);
