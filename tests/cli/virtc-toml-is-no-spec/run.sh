virtc check
echo "exit $?"
virtc check virtc.toml
echo "exit $?"
