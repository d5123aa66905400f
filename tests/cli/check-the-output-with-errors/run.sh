# Errors in the specs come first: of the output nothing is said.
virtc compile bad.yaml web.yaml -o build --check
echo "exit $?"
