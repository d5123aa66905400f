# The link is replaced and what it leads to stays as it is; so does a link to nowhere.
mkdir build
echo precious > elsewhere.xml
ln -s ../elsewhere.xml build/web-1.xml
ln -s nowhere.xml build/db-1.xml
virtc compile web.yaml db.toml -o build
echo "exit $?"
cat elsewhere.xml
for file in build/*.xml; do test -h "$file" || head -n 2 "$file"; done
ls build
