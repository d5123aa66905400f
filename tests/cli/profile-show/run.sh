virtc profile show microvm > newest.yaml
echo "exit $?"
virtc profile show microvm@1 | cmp - newest.yaml && head -n 1 newest.yaml
# It is a spec; the copy is used instead of what it was made from.
printf 'domains: { a: { profile: microvm@1, memory: 256 MiB } }\n' > a.yaml
virtc check newest.yaml a.yaml
echo "exit $?"
# With a name of its own it yields the same.
sed 's/  microvm@1:/  mine:/' newest.yaml > mine.yaml
rm newest.yaml
virtc compile a.yaml --stdout > shipped.xml
sed -i 's/microvm@1/mine/' a.yaml
virtc compile a.yaml mine.yaml --stdout | cmp - shipped.xml && echo same
