# What is there is checked all the same; nothing is written.
virtc compile nowhere.yaml web.yaml -o build
echo "exit $?"
virtc check nowhere.yaml bad.yaml
echo "exit $?"
virtc check nowhere
echo "exit $?"
test -e build || echo 'no folder was made'
