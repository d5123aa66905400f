# No file can replace it, so that nothing is written.
mkdir -p build/web-1.xml
virtc compile web.yaml db.toml -o build
echo "exit $?"
ls -A build
