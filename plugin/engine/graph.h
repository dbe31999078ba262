/* One function with memory as SSA: the form that every later step works on.
 *
 * What it is for.  In the program a read names an address; here it names the value that stands
 * there.  Definedness and values then follow the same edges, and a question about one read needs
 * only the nodes below it.
 *
 * How it works.  A node is a value or a version of an object's memory.  Nodes are made in
 * topological order of the flow, operands first, and equal pure nodes are one node, so that a
 * condition tested twice is visibly the same.  Objects have one version chain each: a store, a
 * fill, a copy or a call makes a new version from the old one.  A load walks the chain back and
 * turns into the value stored, a choice between stores, or a phi: the cells of an object exist
 * only where something reads them (memory.c).
 *
 * Memory that the function did not make is an object too, named by the pointer it hangs on
 * (OBJECT_FOREIGN): what it held on entry is defined, and two loads of it are equal when nothing
 * seen wrote there.  Two such pointers are taken to point to different memory.
 *
 * What it gives up.  Aliases between foreign pointers; stores through pointers that it cannot
 * follow reach only objects whose address has escaped.
 */
#ifndef UNSOWN_ENGINE_GRAPH_H
#define UNSOWN_ENGINE_GRAPH_H

#include "contract.h"
#include "flow.h"

typedef uint32_t node_id; /* index into graph.nodes */

enum node_op {
    /* Values */
    NODE_CONST,   /* imm: the bits; at most 64 wide */
    NODE_FRESH,   /* some defined value that nothing more is known about */
    NODE_UNDEF,   /* bytes that nobody wrote; args: the MEM_BEGIN */
    NODE_ADDRESS, /* imm: object; offset: bytes from its begin */
    NODE_ENTRY,   /* what an object held on entry; args: memory, offset or NONE; offset */
    NODE_PURE,    /* prog: the operation; args: its operands; imm as in the program */
    NODE_PHI,     /* args: one for each pred of flow node `flow` */
    NODE_CHOOSE,  /* args: condition, if true, if false: which write a load sees.  The
                     condition's own definedness does not matter */
    NODE_LATER,   /* a local that steps by a constant in each iteration, in a later iteration:
                     args: its value before the loop; offset: the step; flow: the header */
    NODE_KEPT,    /* args: value as of the first iteration, MEM_LATER; what a later iteration finds
                     there unless one between has overwritten it; flow: the header */
    NODE_SWEPT,   /* args: value as of the first iteration, MEM_LATER, offset or NONE; a later
                     iteration's view of an element that the loop may have written */
    /* Versions of an object's memory */
    MEM_BEGIN, /* just come to life: undefined */
    MEM_ENTRY, /* as on entry: defined */
    MEM_STORE, /* args: before, offset or NONE, value, guard or NONE */
    MEM_FILL,  /* args: before, offset or NONE, size, byte or NONE, guard or NONE: defined bytes.
                  Without a byte they are unknown */
    MEM_COPY,  /* args: before, offset or NONE, size, source memory, source offset or NONE;
                  source_offset */
    MEM_PHI,   /* args: one for each pred of flow node `flow` */
    MEM_LATER, /* args: at the header in the first iteration, at the end of that iteration */
};

enum node_flag {
    NODE_VARIES = 1 << 0,   /* MEM_*: its address moves from one iteration to the next */
    NODE_POINTER = 1 << 1,  /* the value came to be as a pointer */
    NODE_FLOAT = 1 << 2,
    NODE_GUESS = 1 << 3,    /* NODE_FRESH: stands for something in code that was not followed */
    NODE_REPLACES = 1 << 4, /* NODE_PURE: undefined bits of the first operand do not matter */
    NODE_UNSURE = 1 << 5,   /* a value that undefined bits go into */
    NODE_MEMBER = 1 << 6,   /* NODE_ENTRY: read as a member of a struct, or at the pointer itself */
};

struct node {
    uint8_t op;      /* enum node_op */
    uint8_t prog;    /* NODE_PURE: enum prog_op */
    uint16_t flags;  /* enum node_flag */
    uint32_t width;  /* bits of a value; 0 for memory */
    uint32_t args;   /* index into graph.args */
    uint32_t n_args;
    uint32_t flow;   /* the flow node it was made at */
    prog_value inst; /* the instruction it was made for, PROG_NONE */
    uint32_t context;/* whose instruction */
    uint32_t object; /* MEM_*: whose */
    uint64_t imm;
    int64_t offset, source_offset; /* bytes */
    int64_t low, high; /* MEM_STORE …, NODE_PURE of PROG_PTRADD: whatever the variable part is,
                          the access stays in these bytes of the object; equal: not known */
};

enum object_kind { OBJECT_LOCAL, OBJECT_HEAP, OBJECT_GLOBAL, OBJECT_FOREIGN };

struct definition {
    uint32_t flow;
    node_id node;
};
/* A name that is defined at several places: an object's memory, or a program value that is used in
 * another block than its own. */
struct variable {
    ARRAY(struct definition) defs; /* ascending flow */
    node_id initial;               /* NONE: not there before its first definition */
};

struct object {
    enum object_kind kind;
    uint32_t context;
    prog_value inst;     /* LOCAL, HEAP: what makes it */
    uint32_t flow;       /* HEAP: the node of the call */
    uint32_t global;     /* GLOBAL: which */
    node_id root;        /* FOREIGN: the pointer it hangs on */
    uint64_t size;       /* bytes, 0: not constant */
    node_id size_node;   /* NONE: not known */
    const struct prog_object *facts; /* LOCAL */
    const char *maker;   /* HEAP: name of the allocating function */
    bool escaped;        /* its address stands in memory that is not ours */
    bool self_set;       /* LOCAL: `int x = x;`, which asks for silence about what hangs on a path */
    node_id told_since;  /* told: nodes from this one on were made behind the call */
    bool told;           /* its address was an argument of a call that was not followed */
    ARRAY(uint32_t) holds; /* objects whose address was stored in this one */
    struct variable memory;
};

/* Where a pointer points. */
struct place {
    uint32_t object;     /* NONE: cannot be followed */
    int64_t offset;      /* the constant part, bytes */
    node_id variable;    /* NONE, or an offset in bytes that adds to it */
    int64_t low, high;   /* as in node */
    node_id guard;       /* NONE, or: the pointer points there only if this holds */
    bool lenient;        /* of a load: a write that may touch the bytes counts as one that does */
    bool bytewise;       /* of a load: it may begin in the middle of an element (through a copy) */
    bool rounded;        /* the pointer was rounded down past what an object's alignment allows */
};

#define PLACES_MAX 10 /* that one pointer is followed to */
struct place_list {
    struct place at[PLACES_MAX];
    uint32_t n;
};

enum event_kind {
    EVENT_READ,     /* a load: a finding if all its bits are undefined */
    EVENT_USE,      /* a value used: a finding if some bit is undefined */
    EVENT_PART,     /* a load put together from several writes, whose bits are not told apart
                       afterwards: a finding if some of its bits are undefined */
    EVENT_LEAK,     /* memory that leaves the program: a finding if some bit is undefined */
    EVENT_ARGUMENT, /* memory handed to a function that reads it: a finding if all bits are */
    EVENT_NEEDED,   /* the same for memory that a callee of the program reads on every path */
    EVENT_FOLLOW,   /* a callee reads it on some path: no finding, but worth splicing it in;
                       value NONE: whatever was handed over */
    EVENT_PROBE,    /* a load through a rounded pointer */
    EVENT_INTENT,   /* an annotated read */
};
struct event {
    enum event_kind kind;
    uint32_t flow, context;
    prog_value inst;
    node_id value;
    uint32_t object;     /* what was read, NONE */
    int64_t offset;      /* bytes */
    node_id variable;
    int64_t low, high;   /* as in node */
    uint64_t bytes;      /* size of the access */
    node_id version;     /* the object's memory as it was then, NONE */
    node_id condition;   /* NONE, or: the pointer leads to the object only if this holds */
    const char *callee;  /* ARGUMENT, NEEDED */
    uint32_t argument;
    const char *field;   /* ARGUMENT: of the struct that is handed over, by the model; NULL */
    bool may_be_empty;   /* ARGUMENT: a callee that cannot be seen may read nothing there */
    struct prog_loc callee_read;
    uint32_t callee_read_in; /* the function where that stands */
    const char *intent;
};

/* The condition holds of the value `about`, wherever that occurs. */
struct fact {
    node_id about, condition;
    bool guess; /* ... or can be taken to hold: a run that needs the contrary is a maybe */
};
/* The condition holds from the flow node on. */
struct assumption {
    uint32_t flow;
    node_id condition;
};

/* What a library function left in memory is a string shorter than `bound` bytes. */
struct string {
    node_id version; /* the memory, as the call left it */
    int64_t offset;  /* where the string begins, bytes */
    node_id bound;
    node_id guard;   /* NONE, or: if this holds */
};

/* A string that was measured: its bytes before the terminator were looked at then. */
struct measured {
    uint32_t flow, object;
    node_id version; /* the object's memory as it was then */
    int64_t offset;  /* where the string begins, bytes */
    node_id length;
};

/* A flow node at which something is read or written through a pointer. */
struct access {
    uint32_t flow;
    uint32_t before; /* the access before this one through the same pointer, NONE */
};

struct summary;

struct graph_scope;

/* What a graph is made from; all of it outlives the graph. */
struct graph_env {
    const struct prog_program *program;
    const struct contract_set *models;
    const struct summary *const *summaries; /* by function, NULL where there is none */
    const struct contract *const *annotated;/* by function, NULL where there is none */
    const uint8_t *global_is_constant;      /* by global: nothing ever writes it */
    bool leaks;                             /* whether EVENT_LEAK is wanted */
};

struct graph {
    const struct graph_env *env;
    const struct flow *flow;
    ARRAY(struct node) nodes;
    ARRAY(node_id) args;
    ARRAY(struct object) objects;
    ARRAY(struct variable) variables;
    ARRAY(struct event) events;
    ARRAY(struct fact) facts;
    ARRAY(struct assumption) assumes;
    ARRAY(struct string) strings;
    ARRAY(struct measured) measured;
    ARRAY(uint32_t) escaped; /* objects whose address the outside may hold */
    ARRAY(uint32_t) given;   /* objects handed to calls that may do anything with them */
    ARRAY(uint32_t) reached; /* objects handed to calls that write what they lead to */
    ARRAY(struct access) accesses;
    struct map last_access; /* pointer -> its last access */
    struct map errnos;    /* pointers to errno, and what was read there: positive numbers */
    bool ends;            /* a call so far may have come to the end of its input, with no errno */
    node_id *branch;      /* by flow node: the condition or switch value at its end, NONE */
    node_id *result;      /* by flow node that returns: the value, NONE */
    struct map same;      /* hash-consing: hash -> first node; chained by next_same */
    ARRAY(node_id) next_same;
    ARRAY(struct place) places; /* of joins of pointers, by places_by */
    struct map places_by;
    ARRAY(struct place_list) alternatives; /* behind joins of pointers, by alternatives_by */
    struct map alternatives_by;
    struct map loads;     /* (memory, offset, width) -> value */
    struct map phis;      /* (variable kind and number, flow) -> node */
    struct map values;    /* (context, program value) -> variable */
    struct map objects_by;/* (kind, …) -> object */
    node_id **params;     /* by context: the arguments it was spliced in with, NULL for the function */
    struct graph_scope *scopes; /* by context, while building (build.c) */
    uint32_t at;          /* the flow node being built */
    uint64_t steps;       /* work done, against step_limit */
    uint64_t step_limit;
    bool gave_up;         /* some reads were taken as defined because the work was too much */
};

/* Builds the graph of a flow.  Both belong to the caller; the flow outlives the graph. */
struct graph *graph_new(const struct graph_env *env, const struct flow *flow);
void graph_free(struct graph *g);
void graph_print(FILE *to, const struct graph *g);

static inline struct node *graph_node(const struct graph *g, node_id n) { return &g->nodes.at[n]; }
static inline node_id graph_arg(const struct graph *g, node_id n, uint32_t k) {
    return g->args.at[g->nodes.at[n].args + k];
}

/* --- nodes.c: making nodes ---------------------------------------------------------------- */

node_id node_const(struct graph *g, uint32_t width, uint64_t bits);
/* A fresh value; equal keys give the same one (key 0: always a new one). */
node_id node_fresh(struct graph *g, uint32_t width, uint64_t a, uint64_t b, uint64_t c);
node_id node_address(struct graph *g, uint32_t object, int64_t offset);
/* Folds constants and the identities that compilers' front ends leave behind. */
/* The value where the join at the flow node was reached by that arm, as far as sums and products show it. */
node_id node_on_arm(struct graph *g, node_id value, uint32_t flow, uint32_t arm);
node_id node_pure(struct graph *g, enum prog_op op, uint32_t width, uint64_t imm, uint32_t n,
                  const node_id *args);
node_id node_pure2(struct graph *g, enum prog_op op, uint32_t width, node_id a, node_id b);
node_id node_choose(struct graph *g, node_id condition, node_id yes, node_id no);
node_id node_phi(struct graph *g, uint32_t flow, uint32_t n, const node_id *args);
node_id node_extract(struct graph *g, node_id whole, uint32_t low, uint32_t width);
node_id node_not(struct graph *g, node_id condition);
/* Anything else: no folding, shared when equal. */
node_id node_make(struct graph *g, struct node n, uint32_t n_args, const node_id *args);
/* To width bits, sign-extended or cut. */
node_id node_resize(struct graph *g, node_id v, uint32_t width);
bool node_is_const(const struct graph *g, node_id n, uint64_t *bits);
uint64_t node_mask(uint32_t width); /* the low bits set; all for 64 and more */
/* Whether the value is put together from several writes, some of which may be missing: a struct in
 * registers, a word over two halves.  depth: 0. */
bool node_is_put_together(const struct graph *g, node_id n, uint32_t depth);
/* Whether the two can differ in no run, or in every run; NONE is the constant zero. */
bool node_differ_by_const(const struct graph *g, node_id a, node_id b, int64_t *difference);

/* --- memory.c: objects and their versions --------------------------------------------------- */

/* The places a pointer may point to, at most PLACES_MAX, each but the last with the guard under which
 * it does.  At least one; its object is NONE when it cannot be followed. */
uint32_t memory_places(struct graph *g, node_id pointer, struct place places[PLACES_MAX]);
struct place memory_place(struct graph *g, node_id pointer);
/* The current version of an object at the flow node being built. */
node_id memory_now(struct graph *g, uint32_t object);
node_id memory_at_end(struct graph *g, uint32_t object, uint32_t flow);
/* The value of `width` bits in that version. */
node_id memory_load(struct graph *g, node_id version, struct place p, uint32_t width);
void memory_store(struct graph *g, struct place p, node_id value, prog_value inst, bool varies);
/* What a load through the pointer sees now, whichever of its places it is. */
node_id memory_read(struct graph *g, uint32_t n, const struct place *places, uint32_t width);
/* size NONE: to the end of the object.  byte NONE: unknown bytes.  guard NONE: always. */
void memory_fill(struct graph *g, struct place p, node_id size, node_id byte, node_id guard,
                 prog_value inst, bool varies);
void memory_copy(struct graph *g, struct place to, struct place from, node_id size,
                 prog_value inst, bool varies);
void memory_begin(struct graph *g, uint32_t object, prog_value inst);
/* A call that nothing is known about may write the object and all it leads to. */
void memory_escape(struct graph *g, uint32_t object, prog_value inst);
/* From now on the address of the object stands where what is not followed may find it. */
void memory_lets_out(struct graph *g, uint32_t object);
uint32_t memory_object(struct graph *g, struct object o, uint64_t a, uint64_t b, uint64_t c);
uint32_t memory_foreign(struct graph *g, node_id root);

/* --- variables.c: SSA construction on the flow ---------------------------------------------- */

/* Which table a variable stands in; tables grow, so a variable is named by its number. */
enum variable_kind { VARIABLE_MEMORY, VARIABLE_VALUE };

/* The variable's node at the begin of a flow node, or at its end as far as it has been built. */
node_id variable_at(struct graph *g, enum variable_kind kind, uint32_t id, uint32_t flow,
                    bool at_end);
void variable_set(struct graph *g, enum variable_kind kind, uint32_t id, node_id n);
/* A variable's node at the header of a loop's later iteration, from those of the first one. */
node_id memory_later(struct graph *g, uint32_t object, uint32_t flow, node_id first, node_id last);

/* --- calls.c -------------------------------------------------------------------------------- */

/* A call that is not spliced in: its effects on memory, its events; its result, NONE if it has none.
 * args: the nodes of the call's arguments, the callee first. */
node_id call_apply(struct graph *g, prog_value inst, const node_id *args, bool varies);

/* --- build.c -------------------------------------------------------------------------------- */

/* The node of a program value at the flow node being built. */
node_id graph_value(struct graph *g, uint32_t context, prog_value v);
/* The value a parameter of the function itself has. */
node_id graph_param(struct graph *g, uint32_t param);
/* Whether a branch before the flow node being built depends on the pointer, other than by null. */
bool graph_was_asked_about(struct graph *g, node_id pointer);
/* That a pointer which was joined from several is not null; NONE when it was not joined, or cannot be null. */
node_id graph_not_null(struct graph *g, node_id pointer);
/* Which parameter of the function itself the value is, NONE. */
/* The function whose address the node is, NONE. */
uint32_t graph_function_of(const struct graph *g, node_id n);
uint32_t graph_param_of(const struct graph *g, node_id n);

#endif
