/* A state machine for jobs: a priority queue, callbacks, retries, statistics. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

enum state { WAITING, RUNNING, DONE, FAILED };

struct job {
    int id;
    int priority;
    enum state state;
    int tries;
    int result;
    int (*work)(struct job *job, int *result);
    void *context;
};

struct queue {
    struct job **heap;
    int count, capacity;
};

struct stats {
    int done, failed, retried;
    int longest;
    double average;
};

static bool before(const struct job *a, const struct job *b)
{
    return a->priority > b->priority || (a->priority == b->priority && a->id < b->id);
}

static bool push(struct queue *q, struct job *job)
{
    if (q->count == q->capacity) {
        int capacity = q->capacity ? q->capacity * 2 : 4;
        struct job **heap = realloc(q->heap, (size_t)capacity * sizeof *heap);
        if (!heap)
            return false;
        q->heap = heap;
        q->capacity = capacity;
    }
    int at = q->count++;
    while (at > 0 && before(job, q->heap[(at - 1) / 2])) {
        q->heap[at] = q->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    q->heap[at] = job;
    return true;
}

static struct job *pop(struct queue *q)
{
    if (!q->count)
        return NULL;
    struct job *top = q->heap[0], *last = q->heap[--q->count];
    int at = 0;
    for (;;) {
        int child = 2 * at + 1;
        if (child >= q->count)
            break;
        if (child + 1 < q->count && before(q->heap[child + 1], q->heap[child]))
            child++;
        if (!before(q->heap[child], last))
            break;
        q->heap[at] = q->heap[child];
        at = child;
    }
    if (q->count)
        q->heap[at] = last;
    return top;
}

static int square(struct job *job, int *result)
{
    int n = *(int *)job->context;
    *result = n * n;
    return 0;
}

static int flaky(struct job *job, int *result)
{
    if (job->tries < 2)
        return -1;
    *result = job->tries;
    return 0;
}

static int hopeless(struct job *job, int *result)
{
    (void)job;
    (void)result;
    return -1;
}

static struct job *new_job(int id, int priority, int (*work)(struct job *, int *), void *context)
{
    struct job *job = malloc(sizeof *job);
    if (!job)
        exit(1);
    job->id = id;
    job->priority = priority;
    job->state = WAITING;
    job->tries = 0;
    job->result = 0;
    job->work = work;
    job->context = context;
    return job;
}

static void run_job(struct queue *q, struct job *job, struct stats *stats)
{
    int result;
    job->state = RUNNING;
    job->tries++;
    if (job->work(job, &result) == 0) {
        job->result = result;
        job->state = DONE;
        stats->done++;
    } else if (job->tries < 3) {
        job->state = WAITING;
        job->priority--;
        stats->retried++;
        push(q, job);
    } else {
        job->state = FAILED;
        stats->failed++;
    }
    if (job->tries > stats->longest)
        stats->longest = job->tries;
}

static const char *name_of(enum state state)
{
    const char *name;
    switch (state) {
    case WAITING: name = "waiting"; break;
    case RUNNING: name = "running"; break;
    case DONE: name = "done"; break;
    case FAILED: name = "failed"; break;
    default: name = "?"; break;
    }
    return name;
}

int main(void)
{
    struct queue queue = {NULL, 0, 0};
    struct stats stats = {0};
    int numbers[3] = {3, 5, 7};
    struct job *jobs[6];
    for (int i = 0; i < 3; i++)
        jobs[i] = new_job(i, i, square, &numbers[i]);
    jobs[3] = new_job(3, 9, flaky, NULL);
    jobs[4] = new_job(4, 1, hopeless, NULL);
    jobs[5] = new_job(5, 1, flaky, NULL);
    for (int i = 0; i < 6; i++)
        if (!push(&queue, jobs[i]))
            return 1;
    int steps = 0;
    for (struct job *job; (job = pop(&queue)); steps++)
        run_job(&queue, job, &stats);
    int total = 0;
    for (int i = 0; i < 6; i++) {
        printf("%d %s after %d: %d\n", jobs[i]->id, name_of(jobs[i]->state), jobs[i]->tries,
               jobs[i]->result);
        total += jobs[i]->tries;
        free(jobs[i]);
    }
    stats.average = (double)total / 6;
    printf("%d steps, %d done, %d failed, %d retried, at most %d, %.2f on average\n", steps, stats.done,
           stats.failed, stats.retried, stats.longest, stats.average);
    free(queue.heap);
    return 0;
}
