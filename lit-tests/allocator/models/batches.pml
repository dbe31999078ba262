/* Blocks between threads, exhaustively: every interleaving of two threads that allocate, hand blocks
 * over, free what the other allocated, give batches back to the owner's heap, and lose an arena that
 * became empty to the other's heap.
 *
 * What is modelled: allocator/src/cache.c (refill, flush), heap.c (take, give under the heap's lock)
 * and arena.c (an empty arena is released and taken over).  One arena with one page of BLOCKS blocks;
 * lists of at most one block, so that every free of a second one flushes.  Steps between locks are
 * single: between reading the owner of a block's arena and locking its heap anything may happen.
 *
 * Claims: a block is never handed out twice; the heap that is locked for a block is the one that
 * owns it; at the end no block is lost.
 *
 * With -DUNLOCKED the flush takes no lock, and with -DEARLY_RELEASE an arena is released while one of
 * its blocks is on its way home: each must be found (batches.test).
 */
#define BLOCKS 2
#define THREADS 2
#define ROUNDS 3
#define NOBODY 255

byte lock[THREADS + 1] = NOBODY;  /* who holds the lock of a heap; the last: of the arenas */
bool free[BLOCKS] = true;         /* the bits of the page */
byte used;                        /* of its record */
byte owner = NOBODY;              /* the heap that has the arena */
byte list[THREADS] = NOBODY;      /* the block that a thread has at hand */
byte shared[BLOCKS] = NOBODY;     /* where a thread leaves a block for the other */
bool held[BLOCKS];                /* the program has it */
byte ended;

inline acquire(l) { atomic { lock[l] == NOBODY -> lock[l] = _pid } }
inline release(l) { assert(lock[l] == _pid); lock[l] = NOBODY }

/* Gives block b to the heap that owns its arena. */
inline give(b) {
    home = owner;              /* read without a lock: b is not free, so its arena has an owner */
    assert(home != NOBODY);
#ifndef UNLOCKED
    acquire(home);
#endif
    assert(owner == home);     /* and that cannot have changed */
    assert(!free[b]);
    count = used;
    free[b] = true;
    used = count - 1;
#ifdef EARLY_RELEASE
    if :: used <= 1 -> owner = NOBODY :: used > 1 -> skip fi;
#else
    if
    :: used == 0 -> acquire(THREADS); owner = NOBODY; release(THREADS)
    :: used > 0 -> skip
    fi;
#endif
#ifndef UNLOCKED
    release(home);
#endif
}

/* Takes a block from the thread's heap, or b == NOBODY. */
inline refill(b) {
    b = NOBODY;
    acquire(me);
    if
    :: owner != me ->
        acquire(THREADS);
        if :: owner == NOBODY -> owner = me :: owner != NOBODY -> skip fi;
        release(THREADS)
    :: owner == me -> skip
    fi;
    if
    :: owner == me && free[0] -> b = 0
    :: owner == me && !free[0] && free[1] -> b = 1
    :: else -> skip
    fi;
    if
    :: b != NOBODY -> count = used; free[b] = false; used = count + 1
    :: else -> skip
    fi;
    release(me)
}

proctype thread(byte me) {
    byte round, block, home, count;
    do
    :: round < ROUNDS ->
        round++;
        /* allocate */
        if
        :: list[me] != NOBODY -> block = list[me]; list[me] = NOBODY
        :: list[me] == NOBODY -> refill(block)
        fi;
        if
        :: block != NOBODY ->
            d_step { assert(!held[block]); held[block] = true };
            /* leave it for whoever comes, or free it */
            if
            :: atomic { shared[block] == NOBODY -> shared[block] = block }
            :: held[block] = false;
                if
                :: list[me] == NOBODY -> list[me] = block
                :: list[me] != NOBODY -> give(block)
                fi
            fi
        :: else -> skip
        fi;
        /* free what someone left */
        block = NOBODY;
        atomic {
            if
            :: shared[0] != NOBODY -> block = 0; shared[0] = NOBODY
            :: shared[1] != NOBODY -> block = 1; shared[1] = NOBODY
            :: else -> skip
            fi
        };
        if
        :: block != NOBODY ->
            held[block] = false;
            if
            :: list[me] == NOBODY -> list[me] = block
            :: list[me] != NOBODY -> give(block)
            fi
        :: else -> skip
        fi
    :: round == ROUNDS -> break
    od;
    /* the end of a thread: its list goes home */
    if
    :: list[me] != NOBODY -> block = list[me]; list[me] = NOBODY; give(block)
    :: list[me] == NOBODY -> skip
    fi;
    ended++
}

init {
    byte b;
    atomic { run thread(0); run thread(1) };
    ended == THREADS;
    /* Every block is free, or the program left it lying. */
    for (b : 0 .. BLOCKS - 1) {
        assert(free[b] == (shared[b] == NOBODY))
    }
    assert(used == (!free[0]) + (!free[1]))
}
