/* The ownership check beside the making of arenas, exhaustively, with the orders that a weak memory
 * may show: a reader may see any value that a variable had since the last one it must have seen.
 *
 * What is modelled: widen_range() and new_arena() of allocator/src/arena.c,
 * unsown_check_ownership(), and the copy of the range that a thread keeps (cache.h).  Arenas 0 to 2 are
 * made, at addresses (MiB) 4, 6 and 1, in this order,
 * so that the range grows at both ends.  A reader asks about each address from 0 to 7 with whatever
 * number its page may hold.  For an address that is no arena's every number is tried, and values of
 * any moment may be read; for one of an arena, the pointer was handed over after the arena was
 * published, and nothing older may be read.
 *
 * Claims: "ours" only for an address of an arena; always "ours" for a block that was handed over.
 *
 * Variables are histories: value i is what the i-th write left.  The stores of `lowest` are releases
 * that come behind that of `span`, and the load is an acquire: who sees the i-th lowest sees the i-th
 * span, or a later one.  With -DWRONG_ORDER lowest comes first, which must be found.
 */
#define ARENAS 3
#define NONE 100

byte unit_of[ARENAS];
byte lowest[ARENAS + 1], span[ARENAS + 1]; /* histories; [0] is what they are before any arena */
byte made;                                 /* arenas that are complete */
bool half;                                 /* the next one's first store is done */

init {
    byte n, low, end;
    unit_of[0] = 4; unit_of[1] = 6; unit_of[2] = 1;
    n = 0;
    do
    :: n < ARENAS ->
        low = (n == 0 -> unit_of[n] : (unit_of[n] < lowest[n] -> unit_of[n] : lowest[n]));
        end = (n == 0 -> 0 : lowest[n] + span[n]);
        end = (unit_of[n] + 1 > end -> unit_of[n] + 1 : end);
        atomic { lowest[n + 1] = low; span[n + 1] = end - low; n++ }
    :: n == ARENAS -> break
    od;
    run maker();
    run reader()
}

proctype maker() {
    do
    :: made < ARENAS -> half = true; atomic { made++; half = false }
    :: made == ARENAS -> break
    od
}

/* Loads the range: of lowest any value from the `from`-th that may be seen, of span what goes with it. */
inline load(from) {
    newest = made;
    select(l : from .. newest);
    newest = (made < ARENAS && half -> made + 1 : made);
#ifdef WRONG_ORDER
    select(s : from .. newest);
#else
    s = (l > from -> l : from);
    select(s : s .. newest);
#endif
}

/* unsown_check_ownership() with that range. */
inline check() {
    /* address - lowest wraps below it: larger than any span */
    answer = address >= lowest[l] && address - lowest[l] < span[s];
    if
    :: answer ->
        /* the table: 0 as long as the arena is not there, or not seen */
        if
        :: ours -> u = unit_of[number]
        :: !ours -> if :: u = 0 :: made > number -> u = unit_of[number] fi
        fi;
        answer = u == address && u != 0
    :: else -> skip
    fi
}

proctype reader() {
    byte address, oldest, newest, l, s, number, u, k;
    bool ours, answer;
    /* The copy that the thread keeps, from any moment before. */
    load(0);
    select(address : 0 .. 7);
    ours = false;
    number = 0;
    /* A block of ours, handed over: the newest arena that it needs is complete. */
    for (k : 0 .. ARENAS - 1) {
        if
        :: unit_of[k] == address -> ours = true; number = k
        :: else -> skip
        fi
    }
    oldest = 0;
    if
    :: ours -> made > number; oldest = number + 1
    :: !ours -> select(number : 0 .. ARENAS - 1)
    fi;
    check();
    if
    :: !answer -> load(oldest); check() /* unsown_cache_look() */
    :: answer -> skip
    fi;
    assert(answer == ours)
}
