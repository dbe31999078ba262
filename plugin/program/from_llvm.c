/* The way through a module: its globals, its functions, their blocks.
 *
 * All globals and functions get their index first, so that tables do not move while bodies are
 * lowered.  Blocks are lowered in reverse postorder: the value of an operand is then there before
 * its use, except in phis, whose arguments are filled in last. */
#include "from_llvm.h"

#include <llvm-c/Target.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "from_llvm_internal.h"
#include "thread.h"

/* Maps */

static uint32_t slot_of(const struct lower_map *map, const void *key)
{
    uint64_t hash = (uint64_t)(uintptr_t)key * UINT64_C(0x9e3779b97f4a7c15);
    uint32_t i = (uint32_t)(hash >> 32) & (map->size - 1);
    while (map->keys[i] && map->keys[i] != key)
        i = (i + 1) & (map->size - 1);
    return i;
}

uint32_t lower_map_get(const struct lower_map *map, const void *key)
{
    if (!map->size)
        return PROG_NONE;
    uint32_t i = slot_of(map, key);
    return map->keys[i] ? map->numbers[i] : PROG_NONE;
}

void lower_map_put(struct lower_map *map, const void *key, uint32_t number)
{
    if (map->used >= map->size / 2) {
        struct lower_map larger = {.size = map->size ? 2 * map->size : 64, .used = map->used};
        larger.keys = calloc(larger.size, sizeof *larger.keys);
        larger.numbers = calloc(larger.size, sizeof *larger.numbers);
        if (!larger.keys || !larger.numbers)
            prog_fatal("the values of a function");
        for (uint32_t i = 0; i < map->size; i++)
            if (map->keys[i]) {
                uint32_t k = slot_of(&larger, map->keys[i]);
                larger.keys[k] = map->keys[i];
                larger.numbers[k] = map->numbers[i];
            }
        lower_map_free(map);
        *map = larger;
    }
    uint32_t i = slot_of(map, key);
    if (!map->keys[i])
        map->used++;
    map->keys[i] = key;
    map->numbers[i] = number;
}

void lower_map_clear(struct lower_map *map)
{
    if (map->size > 4096) { /* one large function must not make every later one slow */
        lower_map_free(map);
        *map = (struct lower_map){0};
    } else if (map->size) {
        memset(map->keys, 0, map->size * sizeof *map->keys);
        map->used = 0;
    }
}

void lower_map_free(struct lower_map *map)
{
    free(map->keys);
    free(map->numbers);
}

/* Attributes, facts and places */

static const char *const attribute_names[LOWER_ATTRIBUTE_COUNT] = {
    [LOWER_NORETURN] = "noreturn",   [LOWER_RETURNS_TWICE] = "returns_twice",
    [LOWER_READNONE] = "readnone",   [LOWER_READONLY] = "readonly",
    [LOWER_MEMORY] = "memory",       [LOWER_NOALIAS] = "noalias",
    [LOWER_ALLOCSIZE] = "allocsize", [LOWER_SRET] = "sret",
    [LOWER_BYVAL] = "byval",         [LOWER_ELEMENTTYPE] = "elementtype",
};

LLVMAttributeRef lower_attribute(const struct lower *l, LLVMValueRef function, unsigned index,
                                 enum lower_attribute which)
{
    unsigned kind = l->attribute_kinds[which];
    return kind ? LLVMGetEnumAttributeAtIndex(function, index, kind) : NULL;
}

LLVMAttributeRef lower_call_attribute(const struct lower *l, LLVMValueRef call,
                                      LLVMValueRef callee, unsigned index,
                                      enum lower_attribute which)
{
    unsigned kind = l->attribute_kinds[which];
    LLVMAttributeRef found = kind ? LLVMGetCallSiteEnumAttribute(call, index, kind) : NULL;
    return found || !callee ? found : lower_attribute(l, callee, index, which);
}

const char *lower_fact(LLVMValueRef function, unsigned index, const char *name, size_t *length)
{
    LLVMAttributeRef attribute =
        LLVMGetStringAttributeAtIndex(function, index, name, (unsigned)strlen(name));
    if (!attribute)
        return NULL;
    unsigned n;
    const char *value = LLVMGetStringAttributeValue(attribute, &n);
    if (length)
        *length = n;
    return value;
}

static uint64_t fact_number(LLVMValueRef function, unsigned index, const char *name,
                            uint64_t otherwise)
{
    const char *value = lower_fact(function, index, name, NULL);
    return value ? strtoull(value, NULL, 10) : otherwise;
}

static const char *fact_text(struct lower *l, LLVMValueRef function, unsigned index,
                             const char *name)
{
    size_t length;
    const char *value = lower_fact(function, index, name, &length);
    return value ? prog_string(l->p, value, length) : NULL;
}

uint32_t lower_file(struct lower *l, const char *name, size_t length)
{
    if (name != l->last_file) {
        l->last_file = name;
        l->last_file_index = prog_add_file(l->p, prog_string(l->p, name, length));
    }
    return l->last_file_index;
}

static struct prog_loc place_of(struct lower *l, LLVMValueRef inst)
{
    struct prog_loc loc = {0, LLVMGetDebugLocLine(inst), LLVMGetDebugLocColumn(inst)};
    unsigned length;
    const char *name = loc.line ? LLVMGetDebugLocFilename(inst, &length) : NULL;
    if (!name)
        return (struct prog_loc){0};
    loc.file = lower_file(l, name, length);
    return loc;
}

bool lower_no_effect(const struct lower *l, LLVMValueRef call, LLVMValueRef function)
{
    const unsigned index = (unsigned)LLVMAttributeFunctionIndex;
    enum { MEMORY_MOD = 0xAAAA }; /* two bits for each kind of memory: reads, writes */
    for (int i = 0; i < 2; i++) {
        LLVMValueRef v = i ? function : call;
        if (!v)
            continue;
        LLVMAttributeRef memory = i ? lower_attribute(l, v, index, LOWER_MEMORY)
                                    : lower_call_attribute(l, v, NULL, index, LOWER_MEMORY);
        if (memory && !(LLVMGetEnumAttributeValue(memory) & MEMORY_MOD))
            return true;
        if (i ? lower_attribute(l, v, index, LOWER_READNONE) ||
                    lower_attribute(l, v, index, LOWER_READONLY)
              : lower_call_attribute(l, v, NULL, index, LOWER_READNONE) ||
                    lower_call_attribute(l, v, NULL, index, LOWER_READONLY))
            return true;
    }
    return false;
}

static uint64_t node_number(LLVMValueRef operand)
{
    return operand && LLVMIsAConstantInt(operand) ? LLVMConstIntGetZExtValue(operand) : 0;
}

static bool decl_of_node(struct lower *l, LLVMValueRef node, struct lower_decl *decl)
{
    LLVMValueRef operands[7];
    if (!node || LLVMGetMDNodeNumOperands(node) != 7)
        return false;
    LLVMGetMDNodeOperands(node, operands);
    unsigned length;
    const char *text = LLVMGetMDString(operands[1], &length);
    *decl = (struct lower_decl){.number = (uint32_t)node_number(operands[0]),
                                .name = prog_string(l->p, text ? text : "", text ? length : 0),
                                .flags = node_number(operands[5])};
    decl->loc.line = (uint32_t)node_number(operands[3]);
    decl->loc.column = (uint32_t)node_number(operands[4]);
    text = LLVMGetMDString(operands[2], &length);
    if (text && decl->loc.line)
        decl->loc.file = lower_file(l, text, length);
    text = LLVMGetMDString(operands[6], &length);
    decl->why = prog_string(l->p, text ? text : "", text ? length : 0);
    return true;
}

bool lower_decl_of(struct lower *l, LLVMValueRef v, struct lower_decl *decl)
{
    if (!LLVMIsAGlobalVariable(v))
        return decl_of_node(l, LLVMGetMetadata(v, l->md_decl), decl);
    size_t n;
    bool found = false;
    LLVMValueMetadataEntry *entries = LLVMGlobalCopyAllMetadata(v, &n);
    for (unsigned i = 0; i < n && !found; i++)
        if (LLVMValueMetadataEntriesGetKind(entries, i) == l->md_decl)
            found = decl_of_node(l,
                                 LLVMMetadataAsValue(LLVMGetModuleContext(l->module),
                                                     LLVMValueMetadataEntriesGetMetadata(entries, i)),
                                 decl);
    LLVMDisposeValueMetadataEntries(entries);
    return found;
}

uint32_t lower_record(LLVMValueRef inst, unsigned kind)
{
    LLVMValueRef node = LLVMGetMetadata(inst, kind), number;
    if (!node || LLVMGetMDNodeNumOperands(node) != 1)
        return 0;
    LLVMGetMDNodeOperands(node, &number);
    return LLVMIsAConstantInt(number) ? (uint32_t)LLVMConstIntGetZExtValue(number) : 0;
}

/* Globals */

/* Whether a constant that is no instruction's operand uses it: an initialiser, or an alias. */
static bool stands_in_initialiser(LLVMValueRef v)
{
    for (LLVMUseRef use = LLVMGetFirstUse(v); use; use = LLVMGetNextUse(use)) {
        LLVMValueRef user = LLVMGetUser(use);
        if (LLVMIsAInstruction(user))
            continue;
        if (!LLVMIsAConstantExpr(user) || stands_in_initialiser(user))
            return true;
    }
    return false;
}

/* True for the lists that the compiler keeps (llvm.used, llvm.global.annotations), and constants
 * that stand only in them. */
static bool is_listing(LLVMValueRef v)
{
    size_t length;
    if (LLVMIsAGlobalVariable(v))
        return strncmp(LLVMGetValueName2(v, &length), "llvm.", 5) == 0;
    if (!LLVMIsAConstant(v) || LLVMIsAGlobalValue(v))
        return false;
    for (LLVMUseRef use = LLVMGetFirstUse(v); use; use = LLVMGetNextUse(use))
        if (!is_listing(LLVMGetUser(use)))
            return false;
    return LLVMGetFirstUse(v) != NULL;
}

static void declare_global(struct lower *l, LLVMValueRef v)
{
    size_t length;
    const char *name = LLVMGetValueName2(v, &length);
    uint32_t index = prog_add_global(l->p, prog_string(l->p, name, length));
    struct prog_global *g = &l->p->globals[index];
    lower_map_put(&l->globals, v, index);
    if (!LLVMIsAGlobalVariable(v))
        return; /* an alias or a resolver that leads nowhere we know */
    LLVMLinkage linkage = LLVMGetLinkage(v);
    LLVMValueRef initializer = LLVMGetInitializer(v);
    struct lower_decl decl;
    bool declared = lower_decl_of(l, v, &decl);
    g->size = lower_size(l, LLVMGlobalGetValueType(v));
    if (linkage == LLVMInternalLinkage || linkage == LLVMPrivateLinkage)
        g->flags |= PROG_GLOBAL_INTERNAL;
    if (LLVMIsGlobalConstant(v))
        g->flags |= PROG_GLOBAL_CONSTANT;
    if (LLVMIsThreadLocal(v))
        g->flags |= PROG_GLOBAL_THREAD;
    if (stands_in_initialiser(v))
        g->flags |= PROG_GLOBAL_ADDRESS_TAKEN;
    if (linkage == LLVMPrivateLinkage && !declared && strncmp(name, ".str", 4) == 0)
        g->flags |= PROG_GLOBAL_STRING;
    if (declared) {
        g->decl = decl.number;
        g->loc = decl.loc;
    }
    /* What another file may replace (common, weak) is not known. */
    if (initializer && linkage != LLVMCommonLinkage && linkage != LLVMWeakAnyLinkage &&
        linkage != LLVMExternalWeakLinkage)
        lower_initializer(l, g, initializer);
}

/* Functions */

static void declare_param(struct lower *l, struct prog_function *f, LLVMValueRef v, unsigned i)
{
    struct prog_param *param = &f->params[i];
    LLVMValueRef llvm = LLVMGetParam(v, i);
    const unsigned index = i + 1;
    size_t length;
    param->value = PROG_NONE;
    param->type = lower_type(l, LLVMTypeOf(llvm));
    if (!param->type.bits) /* an empty struct, or metadata that an intrinsic takes */
        param->type = lower_byte;
    param->name = fact_text(l, v, index, "unsown-name");
    if (!param->name) {
        const char *name = LLVMGetValueName2(llvm, &length);
        param->name = prog_string(l->p, name, length);
    }
    param->decl = (uint32_t)fact_number(v, index, "unsown-decl", PROG_NONE);
    if (lower_fact(v, index, "unsown-scratch", NULL))
        param->flags |= PROG_PARAM_SCRATCH;
    if (param->type.kind != PROG_PTR)
        return;
    param->pointee = fact_number(v, index, "unsown-pointee", 0);
    param->record = (uint32_t)fact_number(v, index, "unsown-record", 0);
    param->fields = fact_text(l, v, index, "unsown-fields");
    if (lower_fact(v, index, "unsown-const", NULL))
        param->flags |= PROG_PARAM_CONST;
    if (lower_fact(v, index, "unsown-unset", NULL))
        param->flags |= PROG_PARAM_UNSET;
    LLVMAttributeRef by_value = lower_attribute(l, v, index, LOWER_BYVAL);
    LLVMAttributeRef result = lower_attribute(l, v, index, LOWER_SRET);
    if (by_value)
        param->flags |= PROG_PARAM_BYVAL;
    if (result)
        param->flags |= PROG_PARAM_SRET;
    if (by_value || result)
        param->pointee = lower_size(l, LLVMGetTypeAttributeValue(by_value ? by_value : result));
}

static void parse_place(struct lower *l, struct prog_function *f, LLVMValueRef v)
{
    size_t length;
    const char *text = lower_fact(v, (unsigned)LLVMAttributeFunctionIndex, "unsown-at", &length);
    unsigned line, column;
    int begin = 0;
    if (!text || sscanf(text, "%u:%u:%n", &line, &column, &begin) != 2 || !begin)
        return;
    f->loc = (struct prog_loc){lower_file(l, text + begin, length - (size_t)begin), line, column};
}

static void parse_contracts(struct lower *l, struct prog_function *f, LLVMValueRef v)
{
    size_t length;
    const char *text =
        lower_fact(v, (unsigned)LLVMAttributeFunctionIndex, "unsown-contracts", &length);
    if (!text || !length)
        return;
    const char *end = text + length;
    uint32_t n = 1;
    for (const char *s = text; s < end; s++)
        n += *s == '\n';
    f->contracts = prog_alloc(l->p, n * sizeof *f->contracts);
    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        if (!stop)
            stop = end;
        f->contracts[f->n_contracts++] = prog_string(l->p, text, (size_t)(stop - text));
        text = stop + 1;
    }
}

static bool is_address_taken(LLVMValueRef v)
{
    for (LLVMUseRef use = LLVMGetFirstUse(v); use; use = LLVMGetNextUse(use)) {
        LLVMValueRef user = LLVMGetUser(use);
        if (is_listing(user) || LLVMIsABlockAddress(user))
            continue;
        if (LLVMIsAConstantExpr(user) && LLVMGetConstOpcode(user) == LLVMBitCast) {
            if (is_address_taken(user)) /* a cast on the way to a call */
                return true;
        } else if (!LLVMIsACallInst(user) || LLVMGetCalledValue(user) != v) {
            return true;
        } else {
            for (unsigned i = 0, n = LLVMGetNumArgOperands(user); i < n; i++)
                if (LLVMGetOperand(user, i) == v)
                    return true;
        }
    }
    return false;
}

static void parse_alloc_size(const struct lower *l, struct prog_function *f, LLVMValueRef v)
{
    LLVMAttributeRef attribute =
        lower_attribute(l, v, (unsigned)LLVMAttributeFunctionIndex, LOWER_ALLOCSIZE);
    if (!attribute)
        return;
    uint64_t packed = LLVMGetEnumAttributeValue(attribute);
    f->alloc_size[0] = (int32_t)(packed >> 32);
    f->alloc_size[1] = (uint32_t)packed == UINT32_MAX ? -1 : (int32_t)(uint32_t)packed;
}

static void declare_function(struct lower *l, LLVMValueRef v)
{
    const unsigned on = (unsigned)LLVMAttributeFunctionIndex;
    size_t length;
    const char *name = LLVMGetValueName2(v, &length);
    uint32_t index = prog_add_function(l->p, prog_string(l->p, name, length));
    lower_map_put(&l->functions, v, index);
    struct prog_function *f = &l->p->functions[index];
    LLVMTypeRef t = LLVMGlobalGetValueType(v);
    f->ret = lower_type(l, LLVMGetReturnType(t));
    f->n_params = LLVMCountParamTypes(t);
    f->params = prog_alloc(l->p, f->n_params * sizeof *f->params);
    for (unsigned i = 0; i < f->n_params; i++)
        declare_param(l, f, v, i);
    LLVMLinkage linkage = LLVMGetLinkage(v);
    const struct {
        bool holds;
        enum prog_function_flag flag;
    } flags[] = {
        {linkage == LLVMInternalLinkage || linkage == LLVMPrivateLinkage, PROG_FN_INTERNAL},
        {lower_attribute(l, v, on, LOWER_NORETURN), PROG_FN_NORETURN},
        {lower_attribute(l, v, on, LOWER_RETURNS_TWICE), PROG_FN_TWICE},
        {LLVMIsFunctionVarArg(t), PROG_FN_VARIADIC},
        {lower_no_effect(l, NULL, v) || lower_fact(v, on, "unsown-no-effect", NULL),
         PROG_FN_NO_EFFECT},
        {lower_attribute(l, v, (unsigned)LLVMAttributeReturnIndex, LOWER_NOALIAS) ||
             lower_fact(v, on, "unsown-malloc", NULL),
         PROG_FN_MALLOC},
        {lower_fact(v, on, "unsown-system", NULL), PROG_FN_SYSTEM},
        {lower_fact(v, on, "unsown-intentional", NULL), PROG_FN_INTENTIONAL},
        {is_address_taken(v), PROG_FN_ADDRESS_TAKEN},
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if (flags[i].holds)
            f->flags |= (uint32_t)flags[i].flag;
    parse_alloc_size(l, f, v);
    parse_contracts(l, f, v);
    parse_place(l, f, v);
    f->intent = fact_text(l, v, on, "unsown-intentional");
    /* A library function that the file declares in another way has the facts of the library's. */
    if (f->ret.kind == PROG_PTR) {
        const unsigned result = (unsigned)LLVMAttributeReturnIndex;
        f->ret_pointee = fact_number(v, result, "unsown-pointee", 0);
        f->ret_record = (uint32_t)fact_number(v, result, "unsown-record", 0);
    }
    f->decl = (uint32_t)fact_number(v, on, "unsown-decl", PROG_NONE);
}

/* Bodies */

/* Marks what the entry reaches, with number 0; true order comes later. */
static uint32_t mark_reachable(struct lower *l, LLVMValueRef function)
{
    uint32_t n = 0, cap = 64;
    LLVMBasicBlockRef *stack = malloc(cap * sizeof *stack);
    if (!stack)
        prog_fatal("the blocks of a function");
    LLVMBasicBlockRef entry = LLVMGetEntryBasicBlock(function);
    stack[n++] = entry;
    lower_map_put(&l->blocks, entry, 0);
    uint32_t reached = 1;
    while (n) {
        LLVMValueRef end = LLVMGetBasicBlockTerminator(stack[--n]);
        for (unsigned i = 0, k = LLVMGetNumSuccessors(end); i < k; i++) {
            LLVMBasicBlockRef next = LLVMGetSuccessor(end, i);
            if (lower_map_get(&l->blocks, next) != PROG_NONE)
                continue;
            lower_map_put(&l->blocks, next, 0);
            reached++;
            if (n == cap) {
                cap *= 2;
                stack = realloc(stack, cap * sizeof *stack);
                if (!stack)
                    prog_fatal("the blocks of a function");
            }
            stack[n++] = next;
        }
    }
    free(stack);
    return reached;
}

/* The blocks in reverse postorder, into `order`. */
static void reverse_postorder(const struct lower *l, prog_block *order)
{
    const struct prog_function *f = l->f;
    struct {
        prog_block block;
        uint32_t next;
    } *stack = malloc(f->n_blocks * sizeof *stack);
    bool *seen = calloc(f->n_blocks, sizeof *seen);
    if (!stack || !seen)
        prog_fatal("the blocks of a function");
    uint32_t depth = 0, left = f->n_blocks;
    for (uint32_t root = 0; depth || root <= l->n_givens;) {
        if (!depth) { /* what no jump reaches comes first here, and so last in the order */
            prog_block first =
                root < l->n_givens ? lower_map_get(&l->blocks, l->givens[root].root) : 0;
            root++;
            stack[0].block = first;
            stack[0].next = 0;
            seen[first] = true;
            depth = 1;
        }
        const struct prog_bb *bb = &f->blocks[stack[depth - 1].block];
        if (stack[depth - 1].next == bb->n_succs) {
            order[--left] = stack[--depth].block;
            continue;
        }
        prog_block next = bb->succs[stack[depth - 1].next++];
        if (!seen[next]) {
            seen[next] = true;
            stack[depth].block = next;
            stack[depth].next = 0;
            depth++;
        }
    }
    free(stack);
    free(seen);
}

static void lower_phi(struct lower *l, LLVMValueRef inst)
{
    const struct prog_bb *bb = &l->f->blocks[l->at];
    prog_value v = prog_add_value(l->p, l->f, PROG_PHI, lower_type(l, LLVMTypeOf(inst)),
                                  bb->n_preds);
    l->f->values[v].loc = l->loc;
    prog_append(l->p, l->f, l->at, v);
    lower_define(l, inst, v);
}

static void fill_phi(struct lower *l, LLVMValueRef inst, prog_block block)
{
    prog_value v = lower_operand(l, inst);
    const struct prog_bb *bb = &l->f->blocks[block];
    unsigned n = LLVMCountIncoming(inst);
    for (uint32_t i = 0; i < bb->n_preds; i++)
        for (unsigned k = 0; k < n; k++)
            if (LLVMGetIncomingBlock(inst, k) == l->llvm_blocks[bb->preds[i]]) {
                l->f->values[v].args[i] = lower_operand(l, LLVMGetIncomingValue(inst, k));
                break;
            }
}

static void lower_extract_value(struct lower *l, LLVMValueRef inst)
{
    LLVMTypeRef t = LLVMTypeOf(LLVMGetOperand(inst, 0));
    const unsigned *indices = LLVMGetIndices(inst);
    uint32_t bit = 0;
    for (unsigned i = 0, n = LLVMGetNumIndices(inst); i < n; i++) {
        bit += lower_member_bit(l, t, indices[i]);
        t = lower_member_type(t, indices[i]);
    }
    struct prog_type type = lower_type(l, t);
    prog_value whole = lower_operand(l, LLVMGetOperand(inst, 0));
    lower_define(l, inst, type.bits ? lower_extract(l, whole, type, bit)
                                    : lower_number(l, lower_byte, 0));
}

static void lower_insert_value(struct lower *l, LLVMValueRef inst)
{
    LLVMTypeRef t = LLVMTypeOf(inst);
    const unsigned *indices = LLVMGetIndices(inst);
    uint32_t bit = 0;
    for (unsigned i = 0, n = LLVMGetNumIndices(inst); i < n; i++) {
        bit += lower_member_bit(l, t, indices[i]);
        t = lower_member_type(t, indices[i]);
    }
    prog_value whole = lower_operand(l, LLVMGetOperand(inst, 0));
    prog_value part = lower_operand(l, LLVMGetOperand(inst, 1));
    lower_define(l, inst, lower_type(l, t).bits ? lower_insert(l, whole, part, bit) : whole);
}

static void lower_element_access(struct lower *l, LLVMValueRef inst, bool insert)
{
    LLVMValueRef index = LLVMGetOperand(inst, insert ? 2 : 1);
    LLVMTypeRef t = LLVMTypeOf(LLVMGetOperand(inst, 0));
    struct prog_type lane = lower_type(l, LLVMGetElementType(t));
    prog_value whole = lower_operand(l, LLVMGetOperand(inst, 0));
    if (LLVMIsAConstantInt(index) && LLVMConstIntGetZExtValue(index) < LLVMGetVectorSize(t)) {
        uint32_t bit = (uint32_t)LLVMConstIntGetZExtValue(index) * lane.bits;
        lower_define(l, inst,
                     insert ? lower_insert(l, whole, lower_operand(l, LLVMGetOperand(inst, 1)), bit)
                            : lower_extract(l, whole, lane, bit));
        return;
    }
    prog_value args[3];
    uint32_t n = 0;
    for (unsigned i = 0; i < (insert ? 3u : 2u); i++)
        args[n++] = lower_operand(l, LLVMGetOperand(inst, i));
    lower_define(l, inst, lower_opaque(l, lower_type(l, LLVMTypeOf(inst)),
                                       insert ? "insertelement" : "extractelement", n, args));
}

static void lower_shuffle(struct lower *l, LLVMValueRef inst)
{
    LLVMTypeRef t = LLVMTypeOf(LLVMGetOperand(inst, 0));
    struct prog_type lane = lower_type(l, LLVMGetElementType(t));
    prog_value from[2] = {lower_operand(l, LLVMGetOperand(inst, 0)),
                          lower_operand(l, LLVMGetOperand(inst, 1))};
    int length = (int)LLVMGetVectorSize(t);
    prog_value whole = lower_number(l, lower_type(l, LLVMTypeOf(inst)), 0);
    for (unsigned i = 0, n = LLVMGetNumMaskElements(inst); i < n; i++) {
        int from_lane = LLVMGetMaskValue(inst, i);
        prog_value part =
            from_lane == LLVMGetUndefMaskElem() || from_lane < 0
                ? prog_add_value(l->p, l->f, PROG_UNDEF, lane, 0)
                : lower_extract(l, from[from_lane >= length], lane,
                                (uint32_t)(from_lane % length) * lane.bits);
        whole = lower_insert(l, whole, part, i * lane.bits);
    }
    lower_define(l, inst, whole);
}

/* Since LLVM 22 the values of the cases are no operands of the instruction. */
static LLVMValueRef case_value(LLVMValueRef inst, unsigned i)
{
#if LLVM_VERSION_MAJOR >= 22
    return LLVMGetSwitchCaseValue(inst, i + 1);
#else
    return LLVMGetOperand(inst, 2 * i + 2);
#endif
}

static void lower_switch(struct lower *l, LLVMValueRef inst)
{
    prog_value value = lower_operand(l, LLVMGetOperand(inst, 0));
    unsigned n = LLVMGetNumSuccessors(inst) - 1;
    if (lower_type_of(l, value).bits > 64) {
        lower_emit1(l, PROG_INDIRECT, lower_void, value);
        return;
    }
    prog_value v = lower_emit1(l, PROG_SWITCH, lower_void, value);
    uint64_t *cases = prog_alloc(l->p, n * sizeof *cases);
    for (unsigned i = 0; i < n; i++)
        cases[i] = LLVMConstIntGetZExtValue(case_value(inst, i));
    l->f->values[v].words = cases;
    if (LLVMGetMetadata(inst, l->md_covered))
        l->f->values[v].flags |= PROG_COVERED;
}

static void lower_other(struct lower *l, LLVMValueRef inst, const char *name)
{
    struct prog_type type = lower_type(l, LLVMTypeOf(inst));
    prog_value args[4];
    uint32_t n = 0;
    for (int i = 0, ops = LLVMGetNumOperands(inst); i < ops && n < 4; i++)
        args[n++] = lower_operand(l, LLVMGetOperand(inst, (unsigned)i));
    if (type.bits)
        lower_define(l, inst, lower_opaque(l, type, name, n, args));
}

static void lower_inst(struct lower *l, LLVMValueRef inst)
{
    LLVMOpcode opcode = LLVMGetInstructionOpcode(inst);
    prog_value v = lower_computation(l, inst, opcode);
    if (v != PROG_NONE) {
        lower_define(l, inst, v);
        return;
    }
    switch (opcode) {
    case LLVMPHI: lower_phi(l, inst); break;
    case LLVMAlloca: lower_alloca(l, inst); break;
    case LLVMLoad: lower_load(l, inst); break;
    case LLVMStore: lower_store(l, inst); break;
    case LLVMAtomicRMW: lower_atomic_rmw(l, inst); break;
    case LLVMAtomicCmpXchg: lower_cmpxchg(l, inst); break;
    case LLVMFence: break;
    case LLVMGetElementPtr: lower_define(l, inst, lower_gep(l, inst)); break;
    case LLVMFreeze: lower_define(l, inst, lower_operand(l, LLVMGetOperand(inst, 0))); break;
    case LLVMExtractValue: lower_extract_value(l, inst); break;
    case LLVMInsertValue: lower_insert_value(l, inst); break;
    case LLVMExtractElement: lower_element_access(l, inst, false); break;
    case LLVMInsertElement: lower_element_access(l, inst, true); break;
    case LLVMShuffleVector: lower_shuffle(l, inst); break;
    case LLVMCall: lower_call(l, inst); break;
    case LLVMBr:
        if (LLVMIsConditional(inst))
            lower_emit1(l, PROG_BRANCH, lower_void, lower_operand(l, LLVMGetCondition(inst)));
        else
            lower_emit(l, PROG_JUMP, lower_void, 0, NULL);
        break;
    case LLVMSwitch: lower_switch(l, inst); break;
    case LLVMIndirectBr:
        lower_emit1(l, PROG_INDIRECT, lower_void, lower_operand(l, LLVMGetOperand(inst, 0)));
        break;
    case LLVMCallBr:
    case LLVMInvoke:
        lower_call(l, inst);
        lower_emit(l, PROG_INDIRECT, lower_void, 0, NULL);
        break;
    case LLVMRet:
        if (LLVMGetNumOperands(inst) && l->f->ret.bits)
            lower_emit1(l, PROG_RETURN, lower_void, lower_operand(l, LLVMGetOperand(inst, 0)));
        else
            lower_emit(l, PROG_RETURN, lower_void, 0, NULL);
        break;
    case LLVMUnreachable:
    case LLVMResume: lower_emit(l, PROG_UNREACHABLE, lower_void, 0, NULL); break;
    default: {
        const bool ends = LLVMIsATerminatorInst(inst) != NULL;
        if (ends)
            lower_emit(l, LLVMGetNumSuccessors(inst) ? PROG_INDIRECT : PROG_UNREACHABLE,
                       lower_void, 0, NULL);
        else
            lower_other(l, inst, opcode == LLVMVAArg ? "va_arg" : "unknown");
    }
    }
}

static bool is_lowerable(LLVMValueRef function)
{
    for (LLVMBasicBlockRef bb = LLVMGetFirstBasicBlock(function); bb;
         bb = LLVMGetNextBasicBlock(bb))
        for (LLVMValueRef inst = LLVMGetFirstInstruction(bb); inst;
             inst = LLVMGetNextInstruction(inst)) {
            if (!lower_is_fixed(LLVMTypeOf(inst)))
                return false;
            if (LLVMIsAAllocaInst(inst) && !lower_is_fixed(LLVMGetAllocatedType(inst)))
                return false;
            for (int i = 0, n = LLVMGetNumOperands(inst); i < n; i++)
                if (!lower_is_fixed(LLVMTypeOf(LLVMGetOperand(inst, (unsigned)i))))
                    return false;
        }
    return true;
}

/* Makes the reachable blocks, in the order of the IR, and their edges. */
static void make_blocks(struct lower *l, LLVMValueRef function)
{
    uint32_t n = mark_reachable(l, function);
    n += lower_find_givens(l, function);
    l->llvm_blocks = malloc(n * sizeof *l->llvm_blocks);
    if (!l->llvm_blocks)
        prog_fatal("the blocks of a function");
    for (LLVMBasicBlockRef bb = LLVMGetFirstBasicBlock(function); bb;
         bb = LLVMGetNextBasicBlock(bb))
        if (lower_map_get(&l->blocks, bb) != PROG_NONE) {
            prog_block block = prog_add_block(l->p, l->f);
            l->llvm_blocks[block] = bb;
            lower_map_put(&l->blocks, bb, block);
        }
    for (prog_block block = 0; block < n; block++) {
        LLVMValueRef end = LLVMGetBasicBlockTerminator(l->llvm_blocks[block]);
        if (lower_ends_given(l, l->llvm_blocks[block]))
            continue;
        for (unsigned i = 0, k = LLVMGetNumSuccessors(end); i < k; i++)
            prog_add_edge(l->p, l->f, block, lower_map_get(&l->blocks, LLVMGetSuccessor(end, i)));
    }
}

static void lower_body(struct lower *l, LLVMValueRef function)
{
    l->f = &l->p->functions[lower_map_get(&l->functions, function)];
    lower_map_clear(&l->values);
    lower_map_clear(&l->blocks);
    l->loc = (struct prog_loc){0};
    l->given_from = l->given_valid = PROG_NONE;
    for (unsigned i = 0; i < l->f->n_params; i++) {
        prog_value v = prog_add_value(l->p, l->f, PROG_PARAM, l->f->params[i].type, 0);
        l->f->values[v].imm = i;
        l->f->params[i].value = v;
        lower_define(l, LLVMGetParam(function, i), v);
    }
    make_blocks(l, function);
    l->at = 0;
    for (prog_block block = 0; block < l->f->n_blocks; block++)
        for (LLVMValueRef inst = LLVMGetFirstInstruction(l->llvm_blocks[block]); inst;
             inst = LLVMGetNextInstruction(inst))
            lower_constants_of(l, inst);
    prog_block *order = malloc(l->f->n_blocks * sizeof *order);
    if (!order)
        prog_fatal("the blocks of a function");
    reverse_postorder(l, order);
    for (uint32_t i = 0; i < l->f->n_blocks; i++) {
        l->at = order[i];
        LLVMBasicBlockRef bb = l->llvm_blocks[l->at];
        lower_given_mark(l, bb, false);
        for (LLVMValueRef inst = LLVMGetFirstInstruction(bb); inst;
             inst = LLVMGetNextInstruction(inst)) {
            l->loc = place_of(l, inst);
            if (!LLVMIsATerminatorInst(inst)) {
                lower_inst(l, inst);
                continue;
            }
            lower_given_mark(l, bb, true);
            if (lower_ends_given(l, bb))
                lower_emit(l, PROG_UNREACHABLE, lower_void, 0, NULL);
            else
                lower_inst(l, inst);
        }
    }
    for (prog_block block = 0; block < l->f->n_blocks; block++)
        for (LLVMValueRef inst = LLVMGetFirstInstruction(l->llvm_blocks[block]);
             inst && LLVMIsAPHINode(inst); inst = LLVMGetNextInstruction(inst))
            fill_phi(l, inst, block);
    free(order);
    free(l->llvm_blocks);
    free(l->givens);
    l->givens = NULL;
    l->n_givens = 0;
    prog_thread_cleanups(l->p, l->f);
    prog_trim(l->f);
    if (l->options.done)
        l->options.done(function);
}

struct prog_program *prog_from_llvm(LLVMModuleRef module,
                                    const struct prog_from_llvm_options *options)
{
    struct lower lower = {.module = module}, *l = &lower;
    l->layout = LLVMGetModuleDataLayout(module);
    uint32_t pointer_bits = 8 * LLVMPointerSize(l->layout);
    if (pointer_bits != 32 && pointer_bits != 64)
        return NULL;
    l->p = prog_new(pointer_bits, LLVMByteOrder(l->layout) == LLVMBigEndian);
    l->pointer = (struct prog_type){pointer_bits, PROG_PTR};
    l->word = (struct prog_type){pointer_bits, PROG_INT};
    if (options)
        l->options = *options;
    if (!l->options.va_list_size)
        l->options.va_list_size = 3 * pointer_bits / 8;
    for (int i = 0; i < LOWER_ATTRIBUTE_COUNT; i++)
        l->attribute_kinds[i] =
            LLVMGetEnumAttributeKindForName(attribute_names[i], strlen(attribute_names[i]));
    LLVMContextRef context = LLVMGetModuleContext(module);
    l->md_tbaa = LLVMGetMDKindIDInContext(context, "tbaa", 4);
    l->md_decl = LLVMGetMDKindIDInContext(context, "unsown.decl", 11);
    l->md_covered = LLVMGetMDKindIDInContext(context, "unsown.covered", 14);
    l->md_unwritten = LLVMGetMDKindIDInContext(context, "unsown.unwritten", 16);
    l->md_whole = LLVMGetMDKindIDInContext(context, "unsown.whole", 12);

    for (LLVMValueRef v = LLVMGetFirstFunction(module); v; v = LLVMGetNextFunction(v))
        if (lower_is_callable(l, v))
            declare_function(l, v);
    for (LLVMValueRef v = LLVMGetFirstGlobalIFunc(module); v; v = LLVMGetNextGlobalIFunc(v))
        declare_global(l, v);
    for (LLVMValueRef v = LLVMGetFirstGlobal(module); v; v = LLVMGetNextGlobal(v))
        if (!is_listing(v))
            declare_global(l, v);
    for (LLVMValueRef v = LLVMGetFirstFunction(module); v; v = LLVMGetNextFunction(v))
        if (LLVMIsDeclaration(v) ||
            lower_fact(v, (unsigned)LLVMAttributeFunctionIndex, "unsown-read", NULL) ||
            lower_fact(v, (unsigned)LLVMAttributeFunctionIndex, "unsown-same", NULL))
            continue;
        else if (is_lowerable(v))
            lower_body(l, v);
        else
            l->p->functions[lower_map_get(&l->functions, v)].flags |= PROG_FN_BEYOND;

    lower_map_free(&l->globals);
    lower_map_free(&l->functions);
    lower_map_free(&l->values);
    lower_map_free(&l->blocks);
    return l->p;
}
