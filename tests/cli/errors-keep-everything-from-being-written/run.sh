virtc compile web.yaml bad.yaml db.toml -o build
echo "exit $?"
virtc compile web.yaml bad.yaml --stdout
echo "exit $?"
test -e build || echo 'no folder was made'
