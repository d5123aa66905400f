mkdir -p empty/deep
cp old.xml empty/deep
virtc check empty
echo "exit $?"
virtc compile empty -o build
echo "exit $?"
echo '-- what else was named is checked all the same'
virtc check empty bad.yaml
echo "exit $?"
test -e build || echo 'no folder was made'
