// Half of a word
union id { unsigned word; unsigned short half[2]; };
int use(unsigned);
int tag(unsigned short low) {
    union id id;
    id.half[0] = low;
    return use(id.word);
}
