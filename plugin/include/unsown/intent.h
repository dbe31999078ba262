/* <unsown/intent.h>: say that a read of memory nobody initialized is on purpose.
 *
 * What it is for.  Some correct code reads trash: an allocator that looks for its header in a page
 * that may not be its own, a sparse set, a string loop that reads whole words.  Memory checkers
 * complain, compilers may fold the read to anything, and a reader has to take "it does not matter"
 * on trust.  UNSOWN_READ says it once, for all of them: the value read is fixed (never "undefined"
 * as the optimiser means it), sanitizers stay quiet, and the Unsown plugin for clang lists the
 * site, together with the claim about it, and writes suppressions for Memcheck.
 *
 * How it works.  Nothing here needs a library, the C library or the plugin.  The load stands in a
 * tiny inline function of its own, because compilers switch sanitizers off per function; it is
 * volatile, and an empty assembly statement behind it pins one value.  An optimised build pays a
 * plain load.  clang's annotations carry the texts to the plugin and leave no trace in the object
 * file; gcc and others see nothing of them.
 *
 * Works with C99 and later and C++11 and later, gcc and clang, hosted or freestanding.  Older C++
 * and other compilers get plain reads and empty contracts, so that the code still builds; there the
 * promises of UNSOWN_READ about the optimiser and the sanitizers do not hold.
 *
 * What it gives up.  Bit-fields (their address cannot be taken: read the unit they share), values
 * that are not 1, 2, 4 or 8 bytes long, and packed fields at addresses their type does not allow.
 * The plugin analyses C; in C++ the reads work but are not listed.
 *
 *     claim         what its author promises, whatever the trash is; from strong to weak
 *     -----------   ------------------------------------------------------------------------
 *     independent   the result and every effect of the function are the same
 *     contained     it may decide the result, but every address computed from it is in bounds,
 *                   and it is neither stored, nor returned as such, nor passed on
 *     transport     it is copied and never looked at
 *     entropy       it flows into the sink that the reason's first word names (a parameter, function
 *                   or global variable); nothing else depends on it
 *
 * A claim is written as the bare word; another word is a compile-time error whose text lists these
 * four.  A reason is a string literal, for people: it stands in the plugin's remarks, in the audit
 * list and beside every suppression.
 *
 * UNSOWN_MEMORY_DEBUGGER, defined as 1 before the first include (and the same in all files), makes each
 * read tell Memcheck, through client requests, to be silent and to take the value for initialized.
 * That is exact where suppressions go by the names of functions.  It needs <valgrind/memcheck.h> and
 * costs some instructions for each read.
 *
 * UNSOWN_INTENT_OFF, defined before the first include, switches the annotations off: reads become
 * plain reads, and compiler, plugin and checkers treat them as they would without this header.
 */
#ifndef UNSOWN_INTENT_H
#define UNSOWN_INTENT_H

/* --- What differs between compilers ---------------------------------------------------------- */

#if defined(UNSOWN_INTENT_OFF) || (defined(__cplusplus) && __cplusplus < 201103L)
#define UNSOWN_ANNOTATE(text)
#elif defined(__clang__)
#define UNSOWN_GNU 1
#define UNSOWN_ANNOTATE(text) __attribute__((annotate(text)))
#define UNSOWN_MARK(integer, text) __builtin_annotation(integer, text)
#define UNSOWN_UNCHECKED                                                                           \
    __attribute__((no_sanitize("address", "hwaddress", "memory", "thread", "undefined")))
#elif defined(__GNUC__)
#define UNSOWN_GNU 1
#define UNSOWN_ANNOTATE(text)
#define UNSOWN_MARK(integer, text) (integer)
#if __GNUC__ >= 8
#define UNSOWN_UNCHECKED __attribute__((no_sanitize("address,thread,undefined")))
#else
#define UNSOWN_UNCHECKED                                                                           \
    __attribute__((no_sanitize_address, no_sanitize_thread, no_sanitize_undefined))
#endif
#else
#define UNSOWN_ANNOTATE(text)
#endif

/* Expands its arguments before they become a string, so that sizes may be macros. */
#define UNSOWN_TEXT(...) UNSOWN_TEXT_(__VA_ARGS__)
#define UNSOWN_TEXT_(...) #__VA_ARGS__

/* The names are long because a misspelt claim makes the compiler print one of them: its message
 * then lists the words that are right.  The first form stands in expressions, the second among
 * declaration specifiers, where it has to vanish. */
enum unsown_claim {
    unsown_claims_are_independent_contained_transport_entropy_and_not_independent,
    unsown_claims_are_independent_contained_transport_entropy_and_not_contained,
    unsown_claims_are_independent_contained_transport_entropy_and_not_transport,
    unsown_claims_are_independent_contained_transport_entropy_and_not_entropy
};
#define UNSOWN_claims_are_independent_contained_transport_entropy_and_not_independent
#define UNSOWN_claims_are_independent_contained_transport_entropy_and_not_contained
#define UNSOWN_claims_are_independent_contained_transport_entropy_and_not_transport
#define UNSOWN_claims_are_independent_contained_transport_entropy_and_not_entropy

#ifdef __cplusplus
#define UNSOWN_CAST(type, value) static_cast<type>(value)
#else
#define UNSOWN_CAST(type, value) ((type)(value))
#endif

/* Nothing, after the claim and the reason were looked at: a claim that is not one of the four, or
 * a reason that is not a string literal, does not compile. */
#define UNSOWN_CHECK_WORDS(claim, why)                                                             \
    (UNSOWN_CAST(                                                                                  \
         void, unsown_claims_are_independent_contained_transport_entropy_and_not_##claim),         \
     UNSOWN_CAST(void, sizeof("" why "")))

/* --- Reads ----------------------------------------------------------------------------------- */

/* UNSOWN_READ(lvalue, claim, why): an expression, the value of lvalue, which may be trash.
 *
 * Promises  one value of lvalue's type without its qualifiers, fixed from here on: all uses of it
 *           agree, and to compare it or to compute with it is never undefined behaviour because
 *           nobody wrote it.  Memory is read exactly once, here, whatever the optimiser thinks it
 *           holds.  MSan takes the value for initialized; ASan and TSan do not look at the load.
 *           A _Bool is false when the byte read is zero and true otherwise.
 * Duty      the address can be read: it is mapped, stays mapped, and is one that lvalue's type
 *           allows.  What holds in the function because of the value is what the claim says.
 * Accepts   integers, _Bool, enums, pointers, float and double of 1, 2, 4 or 8 bytes.  lvalue is
 *           evaluated once.  8 bytes on a 32-bit machine are read as two halves.
 * Compiles  to one load into a register at -O1 and above; with a sanitizer, to a call of the
 *           function that holds the load.
 * Memcheck  cannot see annotations and still complains; the plugin's suppressions=FILE writes the
 *           entries that silence it, and UNSOWN_MEMORY_DEBUGGER does without them. */

#if defined(UNSOWN_GNU)

#if defined(UNSOWN_MEMORY_DEBUGGER) && UNSOWN_MEMORY_DEBUGGER
#include <valgrind/memcheck.h>
#define UNSOWN_QUIET VALGRIND_DISABLE_ERROR_REPORTING
#define UNSOWN_SPEAK(value)                                                                        \
    VALGRIND_ENABLE_ERROR_REPORTING;                                                               \
    (void)VALGRIND_MAKE_MEM_DEFINED(&value, sizeof value)
#else
#define UNSOWN_QUIET
#define UNSOWN_SPEAK(value)
#endif

/* gcc makes the sum that is an address a part of an atomic load, and of no volatile one. */
#if defined(__clang__) || __SIZEOF_POINTER__ < 8
#define UNSOWN_LOAD(from) (*(from))
#else
#define UNSOWN_LOAD(from) __atomic_load_n(from, __ATOMIC_RELAXED)
#endif

/* The load, in a function of its own for each size, because a sanitizer is switched off per
 * function.  The plugin knows these by their names: an annotate attribute would make clang keep a
 * copy of each in every object file.  volatile keeps the optimiser from answering for
 * memory that it knows to be fresh; the empty assembly statement keeps it from using anything it
 * knows about the value, but that it fits: then no instruction extends it.  may_alias: the object may
 * be a float or a pointer. */
#define UNSOWN_DEFINE_READ(bits, word)                                                             \
    typedef __UINT##bits##_TYPE__ __attribute__((__may_alias__)) unsown_alias##bits;               \
    UNSOWN_UNCHECKED                                                                               \
    static __inline__ __UINT##bits##_TYPE__ unsown_read##bits(const volatile void *from)           \
    {                                                                                              \
        word value;                                                                                \
        UNSOWN_QUIET;                                                                              \
        value = UNSOWN_LOAD(UNSOWN_CAST(const volatile unsown_alias##bits *, from));               \
        UNSOWN_SPEAK(value);                                                                       \
        __asm__("" : "+r"(value));                                                                 \
        if (value >> (bits - 1) >> 1)                                                              \
            __builtin_unreachable();                                                               \
        return UNSOWN_CAST(__UINT##bits##_TYPE__, value);                                          \
    }
UNSOWN_DEFINE_READ(8, __UINTPTR_TYPE__)
UNSOWN_DEFINE_READ(16, __UINTPTR_TYPE__)
UNSOWN_DEFINE_READ(32, __UINTPTR_TYPE__)
UNSOWN_DEFINE_READ(64, __UINT64_TYPE__)
#undef UNSOWN_LOAD
#undef UNSOWN_DEFINE_READ

#ifdef __cplusplus

extern "C++" {
namespace unsown_detail {

/* The reading function for objects of that size; no other size can be read. */
template <decltype(sizeof 0) size> struct reader;
template <> struct reader<1> {
    static __UINT8_TYPE__ read(const volatile void *from) { return unsown_read8(from); }
};
template <> struct reader<2> {
    static __UINT16_TYPE__ read(const volatile void *from) { return unsown_read16(from); }
};
template <> struct reader<4> {
    static __UINT32_TYPE__ read(const volatile void *from) { return unsown_read32(from); }
};
template <> struct reader<8> {
    static __UINT64_TYPE__ read(const volatile void *from) { return unsown_read64(from); }
};

template <class type> struct value {
    static type read(const volatile void *from)
    {
        static_assert(sizeof(type) == 1 || sizeof(type) == 2 || sizeof(type) == 4 ||
                          sizeof(type) == 8,
                      "UNSOWN_READ takes objects of 1, 2, 4 or 8 bytes");
        union {
            decltype(reader<sizeof(type)>::read(from)) bits;
            type value;
        } both = {reader<sizeof(type)>::read(from)};
        return both.value;
    }
};
template <> struct value<bool> {
    static bool read(const volatile void *from) { return unsown_read8(from) != 0; }
};

/* A parameter of this type takes any lvalue and deduces its type without const and volatile. */
template <class type> inline type read(const volatile type &from)
{
    return value<type>::read(__builtin_addressof(from));
}

} /* namespace unsown_detail */
} /* extern "C++" */

#define UNSOWN_READ(lvalue, claim, why)                                                            \
    (UNSOWN_CHECK_WORDS(claim, why), ::unsown_detail::read(lvalue))

#else /* C */

/* From the bits to what a cast makes the value of: a floating value for the floating types, the bits
 * themselves for all others (so that _Bool is never anything but its two values). */
#define UNSOWN_DEFINE_SAME(size)                                                                   \
    static __inline__ __UINT##size##_TYPE__ unsown_same##size(__UINT##size##_TYPE__ bits)          \
    {                                                                                              \
        return bits;                                                                               \
    }
UNSOWN_DEFINE_SAME(8)
UNSOWN_DEFINE_SAME(16)
UNSOWN_DEFINE_SAME(32)
UNSOWN_DEFINE_SAME(64)
#undef UNSOWN_DEFINE_SAME
static __inline__ float unsown_float(__UINT32_TYPE__ bits)
{
    union {
        __UINT32_TYPE__ bits;
        float value;
    } both = {bits};
    return both.value;
}
static __inline__ double unsown_double(__UINT64_TYPE__ bits)
{
    union {
        __UINT64_TYPE__ bits;
        double value;
    } both = {bits};
    return both.value;
}

/* lvalue's type without its qualifiers: the comma operator yields a value. */
#define UNSOWN_TYPE(lvalue) __typeof__(((void)0, (lvalue)))
#define UNSOWN_IS(lvalue, type) __builtin_types_compatible_p(UNSOWN_TYPE(lvalue), type)

#define UNSOWN_TAKES(lvalue, why)                                                                  \
    (void)(__extension__ sizeof(struct {                                                           \
        _Static_assert(UNSOWN_BY_SIZE(lvalue, 1, 1, 1, sizeof(UNSOWN_TYPE(lvalue)) == 8),          \
                       "UNSOWN_READ takes objects of 1, 2, 4 or 8 bytes");                         \
        /* An array is no value of its own type; floats, structs and the like are above class 5. */\
        _Static_assert(UNSOWN_IS(lvalue, __typeof__(lvalue)) &&                                    \
                           (__builtin_classify_type(lvalue) <= 5 || UNSOWN_IS(lvalue, float) ||    \
                            UNSOWN_IS(lvalue, double)),                                            \
                       "UNSOWN_READ takes integers, enums, pointers, float and double, none of "   \
                      "them _Atomic: an atomic load is one read of one value already");           \
        _Static_assert(sizeof("" why "") > 1,                                                      \
                       "UNSOWN_READ takes a reason for people to read, and this one is empty");    \
        int unsown_member;                                                                         \
    }))

/* One of four by lvalue's size. */
#define UNSOWN_BY_SIZE(lvalue, one, two, four, eight)                                              \
    __builtin_choose_expr(                                                                         \
        sizeof(UNSOWN_TYPE(lvalue)) == 1, one,                                                     \
        __builtin_choose_expr(                                                                     \
            sizeof(UNSOWN_TYPE(lvalue)) == 2, two,                                                 \
            __builtin_choose_expr(sizeof(UNSOWN_TYPE(lvalue)) == 4, four, eight)))

/* Functions are chosen, not calls, so that the address is taken in one place and a mistake in lvalue is
 * told once. */
#define UNSOWN_READ_BITS(lvalue)                                                                   \
    UNSOWN_BY_SIZE(lvalue, unsown_read8, unsown_read16, unsown_read32, unsown_read64)(&(lvalue))

#define UNSOWN_FROM_BITS(lvalue, bits)                                                             \
    ((UNSOWN_TYPE(lvalue))__builtin_choose_expr(                                                   \
        UNSOWN_IS(lvalue, float), unsown_float,                                                    \
        __builtin_choose_expr(                                                                     \
            UNSOWN_IS(lvalue, double), unsown_double,                                              \
            UNSOWN_BY_SIZE(lvalue, unsown_same8, unsown_same16, unsown_same32, unsown_same64)))(   \
        bits))

#define UNSOWN_READ(lvalue, claim, why)                                                            \
    (UNSOWN_CHECK_WORDS(claim, why), UNSOWN_TAKES(lvalue, why),                                    \
     UNSOWN_FROM_BITS(lvalue, UNSOWN_MARK(UNSOWN_READ_BITS(lvalue), "unsown:" #claim ":" why)))

#endif

#else /* switched off, or a compiler without GNU extensions */

#define UNSOWN_READ(lvalue, claim, why) (UNSOWN_CHECK_WORDS(claim, why), (lvalue))

#endif

/* UNSOWN_INTENTIONAL(claim, why): on a function, before its return type: every read in it may see
 * trash, and the claim is about the function as a whole.
 *
 * Promises  no finding of the plugin for reads in this function, but a proof obligation; sanitizers
 *           do not look at its loads and stores, and MSan takes what it computes for initialized.
 * Duty      this does not bind the optimiser, which may still fold what depends on memory it knows
 *           to be fresh: use UNSOWN_READ where a value decides anything.
 * Compiles  to nothing; clang keeps a static function so marked even if it inlined every call. */
#if defined(UNSOWN_GNU)
#define UNSOWN_INTENTIONAL(claim, why)                                                             \
    UNSOWN_CLAIM_WORD(claim) UNSOWN_ANNOTATE("unsown:intentional:" #claim ":" why) UNSOWN_UNCHECKED
#else
#define UNSOWN_INTENTIONAL(claim, why) UNSOWN_CLAIM_WORD(claim)
#endif
#if defined(UNSOWN_GNU) && !defined(__clang__)
/* Twice: gcc takes an unknown word for a misspelt type, and names it, only before another word. */
#define UNSOWN_CLAIM_WORD(claim)                                                                   \
    UNSOWN_claims_are_independent_contained_transport_entropy_and_not_##claim                      \
        UNSOWN_claims_are_independent_contained_transport_entropy_and_not_##claim
#else
#define UNSOWN_CLAIM_WORD(claim)                                                                   \
    UNSOWN_claims_are_independent_contained_transport_entropy_and_not_##claim
#endif

/* UNSOWN_SCRATCH(why): on a variable, a field or a parameter, before its type: reads of it (or of
 * what the parameter points to) may see trash.
 *
 * Promises  no finding of the plugin for such a read; handing trash to the parameter breaks no claim.
 * Duty      nothing of importance hangs on the value; the optimiser and the sanitizers are not
 *           told, so a read that has to be reliable still needs UNSOWN_READ.
 * Compiles  to nothing with gcc.  clang's optimiser knows less about what is marked: it leaves a
 *           dead store to a local, and goes to memory for each access to a field. */
#define UNSOWN_SCRATCH(why) UNSOWN_ANNOTATE("unsown:scratch:" why)

/* --- What a claim assumes -------------------------------------------------------------------- */

/* size_t without <stddef.h>, which a freestanding program may not want. */
#if defined(__SIZE_TYPE__)
#define UNSOWN_SIZE __SIZE_TYPE__
#else
#define UNSOWN_SIZE unsigned long long
#endif

/* UNSOWN_GIVEN(cond): a statement: cond holds here, whenever the program is correct; what the
 * function's claims say is proved under it.
 * UNSOWN_GIVEN_EACH(i, n, cond): the same of cond for every i from 0 to n - 1; i is declared by the
 * macro, as a size_t.
 * UNSOWN_GIVEN_DEFINED(ptr, size): the size bytes at ptr are no trash: they can be accessed, and the
 * program wrote them.  A read of more than them (a whole word, a whole vector) sees trash only
 * beside them.
 * UNSOWN_GIVEN_VALID(value, cond): where cond holds, value (an integer that was read on purpose) is
 * no trash after all: a version counter that did not change, a compare-and-swap that will succeed.
 *
 * Promises  nothing to the compiler: none is an assertion, nor an assumption of the optimiser.
 * Duty      what is given is true, and has no side effects.
 * Compiles  to nothing: cond is checked as C but never evaluated.  For the plugin's sake clang sees
 *           it behind a label that no jump reaches; clang -O0 may leave the jump around it and the
 *           frame slot of i. */
#if defined(UNSOWN_GNU) && defined(__clang__) && !defined(__cplusplus)
/* clang generates no code for `if (0)`, so that the plugin could not see it in the program; code
 * behind an unused label it does generate, and drops it as unreachable in every object file.  The
 * plugin takes a block with this annotation for one that the block before it falls into. */
#define UNSOWN_GIVEN(cond)                                                                         \
    __extension__({                                                                                \
        __label__ unsown_given, unsown_go_on;                                                      \
        goto unsown_go_on;                                                                         \
    unsown_given:                                                                                  \
        __attribute__((__unused__));                                                               \
        (void)__builtin_annotation((cond) ? 1 : 0, "unsown:given");                                \
    unsown_go_on:;                                                                                 \
    })
#define UNSOWN_GIVEN_EACH(i, n, cond)                                                              \
    __extension__({                                                                                \
        __label__ unsown_given, unsown_go_on;                                                      \
        UNSOWN_SIZE i;                                                                             \
        goto unsown_go_on;                                                                         \
    unsown_given:                                                                                  \
        __attribute__((__unused__));                                                               \
        i = __builtin_annotation((UNSOWN_SIZE)(n), "unsown:given-each");                           \
        (void)__builtin_annotation((cond) ? 1 : 0, "unsown:given");                                \
    unsown_go_on:;                                                                                 \
    })
#define UNSOWN_GIVEN_VALID(value, cond)                                                            \
    __extension__({                                                                                \
        __label__ unsown_given, unsown_go_on;                                                      \
        goto unsown_go_on;                                                                         \
    unsown_given:                                                                                  \
        __attribute__((__unused__));                                                               \
        (void)__builtin_annotation((value), "unsown:given-valid");                                 \
        (void)__builtin_annotation((cond) ? 1 : 0, "unsown:given");                                \
    unsown_go_on:;                                                                                 \
    })
#define UNSOWN_GIVEN_DEFINED(ptr, size)                                                            \
    __extension__({                                                                                \
        __label__ unsown_given, unsown_go_on;                                                      \
        goto unsown_go_on;                                                                         \
    unsown_given:                                                                                  \
        __attribute__((__unused__));                                                               \
        (void)__builtin_annotation((__UINTPTR_TYPE__)(const volatile void *)(ptr),                 \
                                   "unsown:given-from");                                           \
        (void)__builtin_annotation((UNSOWN_SIZE)(size), "unsown:given-bytes");                     \
    unsown_go_on:;                                                                                 \
    })
#else
#define UNSOWN_GIVEN(cond)                                                                         \
    do {                                                                                           \
        if (0)                                                                                     \
            UNSOWN_CAST(void, (cond) ? 1 : 0);                                                     \
    } while (0)
#define UNSOWN_GIVEN_EACH(i, n, cond)                                                              \
    do {                                                                                           \
        if (0) {                                                                                   \
            UNSOWN_SIZE i = (n);                                                                   \
            UNSOWN_CAST(void, (cond) ? i : 0);                                                     \
        }                                                                                          \
    } while (0)
#define UNSOWN_GIVEN_VALID(value, cond)                                                            \
    do {                                                                                           \
        if (0)                                                                                     \
            UNSOWN_CAST(void, (cond) ? (value) : 0);                                               \
    } while (0)
#define UNSOWN_GIVEN_DEFINED(ptr, size)                                                            \
    do {                                                                                           \
        if (0)                                                                                     \
            UNSOWN_CAST(void, (ptr) != 0 && (size) != 0);                                          \
    } while (0)
#endif

/* --- Contracts ------------------------------------------------------------------------------- */

/* On a function declaration, before its return type; any number of them.  ptr is the name of a
 * parameter; size, in bytes, and cond are expressions over the parameters, numbers and `result`,
 * which is what the function returns; the plugin checks their form (docs/intent.md).
 * They compile to nothing. */

/* The result points to fresh memory that holds nothing yet, or is null.  How much: attribute
 * alloc_size. */
#define UNSOWN_RETURNS_UNINIT UNSOWN_ANNOTATE("unsown:returns_uninit")
/* The result points to fresh memory that holds zeros, or is null. */
#define UNSOWN_RETURNS_ZEROED UNSOWN_ANNOTATE("unsown:returns_zeroed")
/* The caller hands over size initialized bytes at ptr. */
#define UNSOWN_READS(ptr, size) UNSOWN_ANNOTATE("unsown:reads(" UNSOWN_TEXT(ptr, size) ")")
/* On return, size bytes at ptr are initialized. */
#define UNSOWN_WRITES(ptr, size) UNSOWN_ANNOTATE("unsown:writes(" UNSOWN_TEXT(ptr, size) ")")
/* The same, if cond holds on return: UNSOWN_WRITES_IF(out, sizeof *out, result == 0). */
#define UNSOWN_WRITES_IF(ptr, size, cond)                                                          \
    UNSOWN_ANNOTATE("unsown:writes_if(" UNSOWN_TEXT(ptr, size, cond) ")")

#endif
