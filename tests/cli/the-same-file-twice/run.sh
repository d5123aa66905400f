virtc check web.yaml ./web.yaml web.yaml
echo "exit $?"
virtc check web.yaml .
echo "exit $?"
