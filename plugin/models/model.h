/* The macros of the models, for a C compiler: they all mean nothing.
 *
 * A model is a C prototype followed by what the function does to memory, in these words
 * (docs/models.md).  The engine reads models by itself and never includes this file; it is here so
 * that a compiler can check the prototypes against the headers of the system:
 *
 *     clang -fsyntax-only -include model.h string.h
 *
 * A model is complete: what it does not mention, the function does not do.  Sizes are in bytes.
 * Sizes and conditions are C expressions over the parameters, `result`, integers, NULL, *p (as it
 * was before the call), after(*p), sizeof *p and strlen(p).
 */
#ifndef UNSOWN_MODEL_H
#define UNSOWN_MODEL_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* the models cover what glibc declares then */
#endif

/* Instead of a size: as far as the object goes. */
#define UNSOWN_ALL

/* What the call reads: these bytes must be defined.  p may be *q, for what q points to.
 * A string is read to its end. */
#define UNSOWN_READS(p, size)
#define UNSOWN_READS_IF(p, size, condition)
#define UNSOWN_READS_FIELD(p, field) /* of the struct at p */
#define UNSOWN_READS_FIELD_IF(p, field, condition)
#define UNSOWN_READS_STRING(p)
#define UNSOWN_READS_STRING_IF(p, condition)

/* What the call writes: these bytes are defined on return, if the condition holds then. */
#define UNSOWN_WRITES(p, size)
#define UNSOWN_WRITES_IF(p, size, condition)
/* The bytes move with their definedness, as by memmove(). */
#define UNSOWN_COPIES(to, from, size)
#define UNSOWN_COPIES_IF(to, from, size, condition)
/* Every byte becomes defined; with ZEROES its value is 0. */
#define UNSOWN_FILLS(p, size)
#define UNSOWN_ZEROES(p, size)

/* The bytes leave the program: to a file, the network, the kernel, a comparison of raw memory.
 * Undefined ones are an unsown-leak, no more. */
#define UNSOWN_LEAVES(p, size)
#define UNSOWN_LEAVES_IF(p, size, condition)

/* The result is null or a new object: undefined, zeroed, or defined throughout. */
#define UNSOWN_RETURNS_UNINIT
#define UNSOWN_RETURNS_UNINIT_SIZE(size)
#define UNSOWN_RETURNS_ZEROED
#define UNSOWN_RETURNS_ZEROED_SIZE(size)
#define UNSOWN_DUPLICATES(size)
#define UNSOWN_DUPLICATES_IF(size, condition)
/* The same for an object whose address the call puts into *p, if the condition holds. */
#define UNSOWN_GIVES_UNINIT(star_p, size, condition)
#define UNSOWN_GIVES_ZEROED(star_p, size, condition)
#define UNSOWN_GIVES_DEFINED(star_p, size, condition)
/* The result is null or a new object that begins as the one at p did; the rest is undefined. */
#define UNSOWN_RESIZES(p, size)
/* The object at p dies. */
#define UNSOWN_FREES(p)
#define UNSOWN_FREES_IF(p, condition)

/* The result is p; p if the condition holds; p plus that many bytes; null or an address in the
 * object at p. */
#define UNSOWN_RETURNS(p)
#define UNSOWN_RETURNS_IF(p, condition)
#define UNSOWN_RETURNS_AT(p, offset)
#define UNSOWN_RETURNS_INTO(p)
/* The condition holds on return. */
#define UNSOWN_RESULT_IS(condition)

/* What the pointers among the variadic arguments (or in the va_list) point to is written: that of
 * the first `count` ones, or of all.  The variadic arguments are read as values. */
#define UNSOWN_OUT_VARARGS(...)
#define UNSOWN_IN_VARARGS

/* What can be reached from p may be read and written by this call and by any later one, as if an
 * unknown function had been given p. */
#define UNSOWN_ESCAPES(p)
/* Behind the call, what is at p is a string shorter than size bytes. */
#define UNSOWN_TERMINATES(p, size)
#define UNSOWN_TERMINATES_IF(p, size, condition)
/* What the format at p, one of strftime(), gives is put into size bytes: the result is 0 only if it may not fit. */
#define UNSOWN_TIME_FORMAT(p, size)
/* The function at p is called. */
#define UNSOWN_CALLS(p)

#define UNSOWN_NORETURN
/* Equal arguments and equal memory give an equal result, and there is no other effect. */
#define UNSOWN_PURE
/* Equal arguments give an equal result within one run of the calling function. */
#define UNSOWN_SAME_RESULT
/* May return more than once. */
#define UNSOWN_TWICE
/* The result points to errno: positive when one looks at it, unless a function before may have come to an end. */
#define UNSOWN_ERRNO
/* What means failure may be the end of the input, too, with errno as it was. */
#define UNSOWN_ENDS

#endif
