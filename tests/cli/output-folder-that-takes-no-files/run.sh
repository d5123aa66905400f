# Nothing can be made there, and nothing is waited for.
echo 'domains: { a: { memory: 1 GiB } }' > a.yaml
virtc compile a.yaml -o /proc/self/fd; echo "exit $?"
virtc compile a.yaml -o /dev/null; echo "exit $?"
echo '-- no room for stacks, says the environment'
RUST_MIN_STACK=1 virtc check a.yaml; echo "exit $?"
