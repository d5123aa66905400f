virtc compile names.yaml -o build
echo "exit $?"
test -e build || echo 'no folder was made'
