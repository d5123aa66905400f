virtc check
echo "exit $?"
virtc check .
echo "exit $?"
virtc compile -o build
echo "exit $?"
