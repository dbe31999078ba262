/* The words of the text form; text_words.h says why they stand together. */
#include "text_words.h"

#include "text.h"

const struct prog_op_word prog_op_words[PROG_OP_COUNT] = {
    [PROG_PARAM] = {"param", true, -1},
    [PROG_CONST] = {"const", true, -1},
    [PROG_UNDEF] = {"undef", true, -1},
    [PROG_GLOBAL] = {"global", true, -1},
    [PROG_FUNC] = {"func", true, -1},
    [PROG_ADD] = {"add", true, 2},
    [PROG_SUB] = {"sub", true, 2},
    [PROG_MUL] = {"mul", true, 2},
    [PROG_UDIV] = {"udiv", true, 2},
    [PROG_SDIV] = {"sdiv", true, 2},
    [PROG_UREM] = {"urem", true, 2},
    [PROG_SREM] = {"srem", true, 2},
    [PROG_SHL] = {"shl", true, 2},
    [PROG_LSHR] = {"lshr", true, 2},
    [PROG_ASHR] = {"ashr", true, 2},
    [PROG_AND] = {"and", true, 2},
    [PROG_OR] = {"or", true, 2},
    [PROG_XOR] = {"xor", true, 2},
    [PROG_EQ] = {"eq", true, 2},
    [PROG_NE] = {"ne", true, 2},
    [PROG_ULT] = {"ult", true, 2},
    [PROG_ULE] = {"ule", true, 2},
    [PROG_SLT] = {"slt", true, 2},
    [PROG_SLE] = {"sle", true, 2},
    [PROG_ZEXT] = {"zext", true, 1},
    [PROG_SEXT] = {"sext", true, 1},
    [PROG_TRUNC] = {"trunc", true, 1},
    [PROG_BITCAST] = {"bitcast", true, 1},
    [PROG_SELECT] = {"select", true, 3},
    [PROG_EXTRACT] = {"extract", true, 1},
    [PROG_INSERT] = {"insert", true, 2},
    [PROG_FCMP] = {"fcmp", true, 2},
    [PROG_OPAQUE] = {"opaque", true, -1},
    [PROG_PTRADD] = {"ptradd", true, 2},
    [PROG_PHI] = {"phi", true, -1},
    [PROG_LOCAL] = {"local", false, -1},
    [PROG_BEGIN] = {"begin", false, 1},
    [PROG_END] = {"end", false, 1},
    [PROG_LOAD] = {"load", true, 1},
    [PROG_STORE] = {"store", false, 2},
    [PROG_COPY] = {"copy", false, 3},
    [PROG_FILL] = {"fill", false, 3},
    [PROG_HAVOC] = {"havoc", false, 2},
    [PROG_CALL] = {"call", true, -1},
    [PROG_ASM] = {"asm", true, -1},
    [PROG_INTENT] = {"intent", true, 1},
    [PROG_ASSUME] = {"assume", false, 1},
    [PROG_GIVEN] = {"given", false, 0},
    [PROG_EACH] = {"each", true, 1},
    [PROG_VALID] = {"valid", false, 2},
    [PROG_DEFINED] = {"defined", false, 2},
    [PROG_JUMP] = {"jump", false, -1},
    [PROG_BRANCH] = {"branch", false, -1},
    [PROG_SWITCH] = {"switch", false, -1},
    [PROG_INDIRECT] = {"indirect", false, -1},
    [PROG_RETURN] = {"return", false, -1},
    [PROG_UNREACHABLE] = {"unreachable", false, -1},
};

const struct prog_flag_word prog_inst_words[] = {
    {"volatile", PROG_VOLATILE},
    {"atomic", PROG_ATOMIC},
    {"transfer", PROG_TRANSFER},
    {"bitfield", PROG_BITFIELD},
    {"field", PROG_FIELD},
    {"noreturn", PROG_NORETURN},
    {"twice", PROG_TWICE},
    {"on_purpose", PROG_READ_ON_PURPOSE},
    {"covered", PROG_COVERED},
    {NULL, 0},
};

const struct prog_flag_word prog_param_words[] = {
    {"const", PROG_PARAM_CONST},
    {"byval", PROG_PARAM_BYVAL},
    {"sret", PROG_PARAM_SRET},
    {"unset", PROG_PARAM_UNSET},
    {"scratch", PROG_PARAM_SCRATCH},
    {NULL, 0},
};

const struct prog_flag_word prog_function_words[] = {
    {"internal", PROG_FN_INTERNAL},
    {"noreturn", PROG_FN_NORETURN},
    {"twice", PROG_FN_TWICE},
    {"no_effect", PROG_FN_NO_EFFECT},
    {"malloc", PROG_FN_MALLOC},
    {"system", PROG_FN_SYSTEM},
    {"intentional", PROG_FN_INTENTIONAL},
    {"address_taken", PROG_FN_ADDRESS_TAKEN},
    {"beyond", PROG_FN_BEYOND},
    {NULL, 0},
};

const struct prog_flag_word prog_global_words[] = {
    {"internal", PROG_GLOBAL_INTERNAL},
    {"constant", PROG_GLOBAL_CONSTANT},
    {"string", PROG_GLOBAL_STRING},
    {"thread", PROG_GLOBAL_THREAD},
    {"address_taken", PROG_GLOBAL_ADDRESS_TAKEN},
    {NULL, 0},
};

const char *const prog_fcmp_words[PROG_FCMP_TRUE + 1] = {
    [PROG_FCMP_FALSE] = "false", [PROG_FCMP_OEQ] = "oeq", [PROG_FCMP_OGT] = "ogt",
    [PROG_FCMP_OGE] = "oge",     [PROG_FCMP_OLT] = "olt", [PROG_FCMP_OLE] = "ole",
    [PROG_FCMP_ONE] = "one",     [PROG_FCMP_ORD] = "ord", [PROG_FCMP_UNO] = "uno",
    [PROG_FCMP_UEQ] = "ueq",     [PROG_FCMP_UGT] = "ugt", [PROG_FCMP_UGE] = "uge",
    [PROG_FCMP_ULT] = "ult",     [PROG_FCMP_ULE] = "ule", [PROG_FCMP_UNE] = "une",
    [PROG_FCMP_TRUE] = "true",
};

const char *prog_op_name(enum prog_op op)
{
    return (unsigned)op < PROG_OP_COUNT ? prog_op_words[op].word : "?";
}
