echo mine > build
virtc compile web.yaml -o build
echo "exit $?"
virtc compile web.yaml -o build/deeper
echo "exit $?"
virtc compile web.yaml -o build --check
echo "exit $?"
cat build
