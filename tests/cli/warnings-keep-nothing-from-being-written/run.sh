virtc check warned.yaml
echo "exit $?"
virtc compile warned.yaml -o build
echo "exit $?"
ls build
