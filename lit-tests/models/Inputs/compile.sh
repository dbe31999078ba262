# compile.sh DIRECTORY COMPILER...: each model there is C, and says of each function what the
# headers of the system say: a prototype that differs is an error of conflicting types.
directory=$1
shift
status=0
for model in "$directory"/*.h; do
    [ "$(basename "$model")" = model.h ] && continue
    "$@" -std=gnu11 -fsyntax-only -Werror -include "$directory/model.h" -x c "$model" || status=1
done
exit $status
