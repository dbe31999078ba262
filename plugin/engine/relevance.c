#include "relevance.h"

struct search {
    const struct graph *g;
    const struct candidates *c;
    struct map *calls;
    struct map seen;       /* nodes of conditions */
    struct map seen_values;/* nodes with undefined bits */
    struct map seen_flow;  /* flow nodes whose condition was looked at */
    ARRAY(node_id) work;
};

static void note_call(struct search *s, const struct node *n) {
    const struct prog_function *f = s->g->flow->contexts.at[0].function;
    if (n->inst != PROG_NONE && !n->context && f->values[n->inst].op == PROG_CALL)
        map_set(s->calls, n->inst, 0, 0, 1);
}

/* The calls whose results the condition is made of. */
static void search_condition(struct search *s, node_id condition) {
    s->work.n = 0;
    ARRAY_PUSH(&s->work, condition);
    while (s->work.n) {
        node_id v = s->work.at[--s->work.n];
        if (v == NONE || map_get(&s->seen, v, 0, 0) != NONE)
            continue;
        map_set(&s->seen, v, 0, 0, 1);
        const struct node *n = graph_node(s->g, v);
        if ((n->op == NODE_PURE && n->prog == PROG_CALL) || n->op == NODE_FRESH)
            note_call(s, n);
        if (n->op >= MEM_BEGIN || n->op == NODE_ENTRY)
            continue;
        for (uint32_t i = 0; i < n->n_args; i++)
            ARRAY_PUSH(&s->work, graph_arg(s->g, v, i));
    }
}

/* The conditions met on the way up from a flow node to one of its dominators. */
static void search_up(struct search *s, uint32_t from, uint32_t to) {
    for (uint32_t at = from; at > to; at = s->g->flow->nodes.at[at].idom) {
        if (map_get(&s->seen_flow, at, 0, 0) != NONE)
            return;
        map_set(&s->seen_flow, at, 0, 0, 1);
        if (s->g->branch[at] != NONE)
            search_condition(s, s->g->branch[at]);
    }
    if (s->g->branch[to] != NONE)
        search_condition(s, s->g->branch[to]);
}

/* Where undefined bits meet defined ones on the way to the value. */
static void search_value(struct search *s, node_id value) {
    ARRAY(node_id) work = {0};
    ARRAY_PUSH(&work, value);
    while (work.n) {
        node_id v = work.at[--work.n];
        if (v == NONE || map_get(&s->seen_values, v, 0, 0) != NONE)
            continue;
        map_set(&s->seen_values, v, 0, 0, 1);
        const struct node *n = graph_node(s->g, v);
        if (n->op >= MEM_BEGIN || !s->c->undefined[v])
            continue;
        if (n->op == NODE_CHOOSE)
            search_condition(s, graph_arg(s->g, v, 0));
        if (n->op == NODE_PHI) {
            const struct flow_node *at = &s->g->flow->nodes.at[n->flow];
            for (uint32_t i = 0; i < at->preds.n; i++)
                search_up(s, at->preds.at[i].node, at->idom);
        }
        for (uint32_t i = 0; i < n->n_args; i++)
            ARRAY_PUSH(&work, graph_arg(s->g, v, i));
    }
    ARRAY_FREE(&work);
}

void relevance_find(const struct graph *g, const struct candidates *c, struct map *calls) {
    struct search s = {.g = g, .c = c, .calls = calls};
    for (uint32_t i = 0; i < g->events.n; i++) {
        const struct event *e = &g->events.at[i];
        if ((e->kind == EVENT_FOLLOW || e->kind == EVENT_NEEDED) && !e->context &&
            (e->value == NONE || c->undefined[e->value]))
            map_set(calls, e->inst, 0, 0, 1);
    }
    for (uint32_t i = 0; i < c->events.n; i++) {
        const struct event *e = &g->events.at[c->events.at[i]];
        if (e->kind == EVENT_PROBE || e->kind == EVENT_INTENT)
            continue;
        search_value(&s, e->value);
        search_up(&s, e->flow, 0);
    }
    map_free(&s.seen);
    map_free(&s.seen_values);
    map_free(&s.seen_flow);
    ARRAY_FREE(&s.work);
}
