# Nothing but what is wrong.
virtc compile web.yaml -o build --quiet
echo "exit $?"
virtc compile web.yaml -o build -q
virtc -q compile web.yaml -o build --check
virtc check -q web.yaml
echo "exit $?"
virtc check -q bad.yaml
echo "exit $?"
rm build/web-1.xml
virtc compile web.yaml -o build --check -q
echo "exit $?"
virtc compile nowhere.yaml -o build -q
echo "exit $?"
