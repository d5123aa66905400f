printf 'domains:\n  a: { profile: linux-server, memory: 1 GiB }\n' > a.yaml
virtc check a.yaml
echo "exit $?"
virtc compile a.yaml -o build
echo "exit $?"
# When not all can be shown, notes are the first to go.
printf '  b: { profile: linux-server, memory: 1 GB }\n  c: { profile: linux-server, memory: 1 }\n' >> a.yaml
for most in 1 2 3; do
    echo "-- $most"
    virtc check --max-shown "$most" a.yaml 2>&1 | grep -e '^[a-z-]*$' -e more -e errors -e warning,
done
