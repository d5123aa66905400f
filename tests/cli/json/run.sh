virtc compile web.json -o build
cat build/web-1.xml
virtc check bad.json
echo "exit $?"
virtc check half.json
echo "exit $?"
