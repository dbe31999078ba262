/* A graph as adjacency lists in arrays: shortest paths, reachability by depth-first search, an order of tasks. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#define NODES 8
#define EDGES 16

struct edge {
    int to, weight, next;
};

struct graph {
    int first[NODES];
    struct edge edges[EDGES];
    int n_edges, n_nodes;
};

static void graph_init(struct graph *g, int n_nodes)
{
    g->n_nodes = n_nodes;
    g->n_edges = 0;
    for (int i = 0; i < n_nodes; i++)
        g->first[i] = -1;
}

static int add_edge(struct graph *g, int from, int to, int weight)
{
    if (g->n_edges == EDGES)
        return -1;
    struct edge *e = &g->edges[g->n_edges];
    e->to = to;
    e->weight = weight;
    e->next = g->first[from];
    g->first[from] = g->n_edges++;
    return 0;
}

static int shortest(const struct graph *g, int from, int to, int *path, int *length)
{
    int distance[NODES], previous[NODES];
    char done[NODES];
    for (int i = 0; i < g->n_nodes; i++) {
        distance[i] = INT_MAX;
        previous[i] = -1;
    }
    memset(done, 0, sizeof done);
    distance[from] = 0;
    for (;;) {
        int best = -1;
        for (int i = 0; i < g->n_nodes; i++)
            if (!done[i] && distance[i] != INT_MAX && (best < 0 || distance[i] < distance[best]))
                best = i;
        if (best < 0)
            break;
        done[best] = 1;
        for (int e = g->first[best]; e >= 0; e = g->edges[e].next) {
            int other = g->edges[e].to;
            int through = distance[best] + g->edges[e].weight;
            if (through < distance[other]) {
                distance[other] = through;
                previous[other] = best;
            }
        }
    }
    if (distance[to] == INT_MAX)
        return -1;
    int n = 0;
    for (int at = to; at >= 0; at = previous[at])
        path[n++] = at;
    for (int i = 0; i < n / 2; i++) {
        int swap = path[i];
        path[i] = path[n - 1 - i];
        path[n - 1 - i] = swap;
    }
    *length = n;
    return distance[to];
}

static void visit(const struct graph *g, int node, unsigned char *seen, int *order, int *n)
{
    seen[node] = 1;
    for (int e = g->first[node]; e >= 0; e = g->edges[e].next)
        if (!seen[g->edges[e].to])
            visit(g, g->edges[e].to, seen, order, n);
    order[(*n)++] = node;
}

static int topological(const struct graph *g, int *order)
{
    unsigned char seen[NODES] = {0};
    int n = 0;
    for (int i = 0; i < g->n_nodes; i++)
        if (!seen[i])
            visit(g, i, seen, order, &n);
    return n;
}

static void show(const struct graph *g, int from, int to)
{
    int path[NODES], length;
    int distance = shortest(g, from, to, path, &length);
    if (distance < 0) {
        printf("%d does not lead to %d\n", from, to);
        return;
    }
    printf("%d:", distance);
    for (int i = 0; i < length; i++)
        printf(" %d", path[i]);
    printf("\n");
}

int main(void)
{
    struct graph g;
    graph_init(&g, 6);
    static const int edges[][3] = {{0, 1, 7}, {0, 2, 9}, {0, 5, 14}, {1, 2, 10}, {1, 3, 15}, {2, 3, 11}, {2, 5, 2}, {5, 4, 9}};
    for (unsigned i = 0; i < sizeof edges / sizeof *edges; i++)
        add_edge(&g, edges[i][0], edges[i][1], edges[i][2]);
    show(&g, 0, 4);
    show(&g, 0, 3);
    show(&g, 4, 0);
    int order[NODES], n = topological(&g, order);
    for (int i = n - 1; i >= 0; i--)
        printf("%d ", order[i]);
    printf("\n");
    return 0;
}
