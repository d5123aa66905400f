# --check: up to date, stale, missing, no folder. It writes nothing.
virtc compile web.yaml db.toml -o build --check
echo "exit $?"
test -e build || echo 'no folder was made'
virtc compile web.yaml db.toml -o build
virtc compile web.yaml db.toml -o build --check
echo "exit $?"
echo >> build/web-1.xml
virtc compile web.yaml db.toml -o build --check
echo "exit $?"
rm build/db-1.xml
virtc compile web.yaml db.toml -o build --check
echo "exit $?"
ls build
wc -l < build/web-1.xml | tr -d ' '
