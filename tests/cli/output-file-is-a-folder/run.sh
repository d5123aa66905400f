# Those written before it are whole, and nothing is left over.
mkdir -p build/web-1.xml
virtc compile web.yaml db.toml -o build
echo "exit $?"
ls -A build
