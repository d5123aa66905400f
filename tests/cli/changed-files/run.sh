mkdir -p specs/more
spec() {
    printf 'domains:\n  %s:\n    memory: %s\n    devices:\n      interface:\n        lan: { bridge: br0, mac: "%s" }\n' "$2" "$3" "$4" >"specs/$1"
}
spec a.yaml a '4 GiB' 52:54:00:00:00:01
spec b.yaml b '4 GiB' 52:54:00:00:00:01
spec wäch.yaml c 4 52:54:00:00:00:03
spec 'more/d"e.yaml' d 5 52:54:00:00:00:04
spec e.yaml e '4 GB' 52:54:00:00:00:05
check() {
    virtc check specs --format short --changed-files "$@"
    echo "exit $?"
}
echo '-- nothing has changed'
check - </dev/null
check - --quiet </dev/null
echo '-- either side of a conflict'
printf 'specs/a.yaml\n' | check -
printf 'specs/b.yaml\n' | check -
echo '-- a warning alone, and a file that is gone'
printf 'specs/e.yaml\r\nspecs/gone.yaml\n#specs/a.yaml\n' | check -
echo '-- as git quotes names, and as it does not'
printf '"specs/w\\303\\244ch.yaml"\n' | check -
printf 'specs/more/d"e.yaml\0' | check -
printf '"specs/more/d\\"e.yaml"' >list
check list
echo '-- from the root of the repository, and from a folder of it'
mkdir .git
cd specs
printf 'specs/e.yaml\n' | virtc check --format short --changed-files -
printf 'e.yaml\n' | virtc check --format short --changed-files -
printf './more/../e.yaml\n' | virtc check --format short --changed-files -
cd ..
echo '-- the specs are absolute, and the list is'
virtc check "$PWD/specs" --format short --changed-files list
echo "$PWD/specs/e.yaml" | check -
echo '-- lists that are none'
check missing
virtc check - --changed-files -
echo "exit $?"
