/* The conditions of UNSOWN_GIVEN and its kin (intent.h).
 *
 * clang generates their code behind a label that no jump reaches, and ends it with a jump to where
 * the statement before goes on as well:
 *
 *     place:   …; br behind
 *     root:    …; the condition, marked by __builtin_annotation; br behind      ; no predecessors
 *     behind:  …
 *
 * In the program `place` gets a PROG_GIVEN before its jump, and the blocks from `root` on stay without
 * predecessors and end in PROG_UNREACHABLE.  So every other analysis goes past them, and the proof
 * of a claim (engine/claim.h) finds them.
 *
 * Given up: a condition whose code does not have this form, because it contains a jump out of itself
 * (a statement expression with `return`), is not seen; nothing is then assumed.
 */
#include "from_llvm_internal.h"

#include <stdlib.h>
#include <string.h>

static bool is_given_text(const char *text, size_t length)
{
    return length >= 12 && memcmp(text, "unsown:given", 12) == 0;
}

static bool has_given_mark(LLVMBasicBlockRef bb)
{
    for (LLVMValueRef inst = LLVMGetFirstInstruction(bb); inst;
         inst = LLVMGetNextInstruction(inst)) {
        if (!LLVMIsACallInst(inst))
            continue;
        LLVMValueRef callee = LLVMGetCalledValue(inst);
        size_t length = 0;
        const char *name = LLVMIsAFunction(callee) ? LLVMGetValueName2(callee, &length) : "";
        if (length < 15 || memcmp(name, "llvm.annotation", 15) != 0)
            continue;
        const char *text = lower_text(LLVMGetOperand(inst, 1), &length);
        if (text && is_given_text(text, length))
            return true;
    }
    return false;
}

/* The reachable block, ending in a plain jump, after which `behind` comes; NULL if not just one. */
static LLVMBasicBlockRef place_before(const struct lower *l, LLVMBasicBlockRef behind)
{
    LLVMBasicBlockRef place = NULL;
    for (LLVMUseRef use = LLVMGetFirstUse(LLVMBasicBlockAsValue(behind)); use;
         use = LLVMGetNextUse(use)) {
        LLVMValueRef user = LLVMGetUser(use);
        if (!LLVMIsATerminatorInst(user))
            continue;
        LLVMBasicBlockRef from = LLVMGetInstructionParent(user);
        if (lower_map_get(&l->blocks, from) == PROG_NONE)
            continue;
        if (place || LLVMGetNumSuccessors(user) != 1)
            return NULL;
        place = from;
    }
    return place;
}

/* The blocks of the condition that begins at root, into all; 0 if this is none.  It has the mark in it
 * and leaves by plain jumps to one block that is reached, `behind`. */
#define BLOCKS_MAX 256
static uint32_t collect(const struct lower *l, LLVMBasicBlockRef root, LLVMBasicBlockRef *all,
                        LLVMBasicBlockRef *behind)
{
    uint32_t n = 0, known = 1;
    bool right = true, marked = false;
    struct lower_map seen = {0};
    lower_map_put(&seen, root, 0);
    all[0] = root;
    for (*behind = NULL; n < known && right; n++) {
        marked = marked || has_given_mark(all[n]);
        LLVMValueRef end = LLVMGetBasicBlockTerminator(all[n]);
        for (unsigned i = 0, k = LLVMGetNumSuccessors(end); i < k && right; i++) {
            LLVMBasicBlockRef next = LLVMGetSuccessor(end, i);
            if (lower_map_get(&l->blocks, next) != PROG_NONE) {
                right = k == 1 && (!*behind || *behind == next);
                *behind = next;
            } else if (lower_map_get(&seen, next) == PROG_NONE) {
                lower_map_put(&seen, next, 0);
                right = known < BLOCKS_MAX;
                if (right)
                    all[known++] = next;
            }
        }
    }
    lower_map_free(&seen);
    return right && marked && *behind ? n : 0;
}

uint32_t lower_find_givens(struct lower *l, LLVMValueRef function)
{
    uint32_t taken = 0, room = 0;
    for (LLVMBasicBlockRef bb = LLVMGetFirstBasicBlock(function); bb;
         bb = LLVMGetNextBasicBlock(bb)) {
        LLVMBasicBlockRef all[BLOCKS_MAX], behind;
        if (lower_map_get(&l->blocks, bb) != PROG_NONE ||
            LLVMGetFirstUse(LLVMBasicBlockAsValue(bb)))
            continue;
        uint32_t n = collect(l, bb, all, &behind);
        LLVMBasicBlockRef place = n ? place_before(l, behind) : NULL;
        if (!place)
            continue;
        for (uint32_t i = 0; i < n; i++)
            lower_map_put(&l->blocks, all[i], 0);
        if (l->n_givens == room) {
            room = room ? 2 * room : 8;
            l->givens = realloc(l->givens, room * sizeof *l->givens);
            if (!l->givens)
                prog_fatal("the conditions of a function");
        }
        l->givens[l->n_givens++] = (struct lower_given){place, bb, behind};
        taken += n;
    }
    return taken;
}

void lower_given_mark(struct lower *l, LLVMBasicBlockRef bb, bool at_end)
{
    for (uint32_t i = 0; i < l->n_givens; i++)
        if ((at_end ? l->givens[i].place : l->givens[i].root) == bb) {
            prog_value v = lower_emit(l, PROG_GIVEN, lower_void, 0, NULL);
            l->f->values[v].imm = i + 1;
        }
}

/* The condition that the block belongs to, as far as its end is concerned. */
bool lower_ends_given(const struct lower *l, LLVMBasicBlockRef bb)
{
    LLVMValueRef end = LLVMGetBasicBlockTerminator(bb);
    if (LLVMGetNumSuccessors(end) != 1)
        return false;
    for (uint32_t i = 0; i < l->n_givens; i++)
        if (l->givens[i].behind == LLVMGetSuccessor(end, 0) && l->givens[i].place != bb)
            return true;
    return false;
}

bool lower_given_part(struct lower *l, const char *text, size_t length, prog_value *v)
{
    if (!is_given_text(text, length))
        return false;
    const struct prog_type type = lower_type_of(l, *v);
    if (length == 12) {
        prog_value holds = lower_emit2(l, PROG_NE, lower_bit, *v, lower_number(l, type, 0));
        if (l->given_valid != PROG_NONE)
            lower_emit2(l, PROG_VALID, lower_void, l->given_valid, holds);
        else
            lower_emit1(l, PROG_ASSUME, lower_void, holds);
        l->given_valid = PROG_NONE;
    } else if (length == 18 && memcmp(text, "unsown:given-valid", 18) == 0) {
        l->given_valid = *v;
    } else if (length == 17 && memcmp(text, "unsown:given-each", 17) == 0) {
        *v = lower_emit1(l, PROG_EACH, type, *v);
    } else if (length == 17 && memcmp(text, "unsown:given-from", 17) == 0) {
        l->given_from = *v;
    } else if (length == 18 && memcmp(text, "unsown:given-bytes", 18) == 0 &&
               l->given_from != PROG_NONE) {
        prog_value from = lower_convert(l, l->given_from, l->pointer, false);
        lower_emit2(l, PROG_DEFINED, lower_void, from,
                    lower_convert(l, *v, l->word, false));
        l->given_from = PROG_NONE;
    }
    return true;
}
