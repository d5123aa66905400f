virtc import guest.xml -o future.yaml; echo "exit $?"
cat future.yaml
virtc compile --quiet future.yaml --stdout 2>/dev/null
