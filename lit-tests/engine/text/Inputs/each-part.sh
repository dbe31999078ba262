# each-part.sh ENGINE DIRECTORY: every file of the directory begins with a comment that holds the
# one message it must draw, "; LINE:COLUMN: error: TEXT", or "; accepted".  Nothing else may be
# printed, and the exit status must be 1 or 0 accordingly.
engine=$1
cd "$2" || exit 1
failed=0
for part in *; do
    wanted=$(sed -n '1s/^; //p' "$part")
    status=0
    found=$("$engine" --verify-only "$part" 2>&1) || status=$?
    case $wanted in
    accepted) line= wanted_status=0 ;;
    *) line="$part:$wanted" wanted_status=1 ;;
    esac
    if [ "$found" != "$line" ] || [ "$status" != "$wanted_status" ]; then
        printf '%s: exit status %s\n  expected: %s\n  found:    %s\n' \
            "$part" "$status" "$line" "$found"
        failed=1
    fi
done
exit $failed
