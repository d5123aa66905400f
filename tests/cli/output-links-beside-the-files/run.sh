# Links in the folder are replaced and not followed: manifest, journal, lock, left-overs.
virtc compile web.yaml db.toml -o build
mv build/.virtc-manifest.json elsewhere.json
cp elsewhere.json before.json
ln -s ../elsewhere.json build/.virtc-manifest.json
echo precious > precious
ln -s ../precious build/.virtc-lock
ln -s ../precious build/.virtc-journal.json
ln -s ../precious build/.virtc-new-abcdef
virtc compile web.yaml db.toml -o build; echo "exit $?"
cmp elsewhere.json before.json && cat precious
test -h build/.virtc-manifest.json || echo 'no link'
LC_ALL=C ls -A build
echo '-- a left-over that has become a link'
cp build/db-1.xml elsewhere.xml
rm build/db-1.xml
ln -s ../elsewhere.xml build/db-1.xml
virtc compile web.yaml -o build; echo "exit $?"
LC_ALL=C ls -A build
virtc compile web.yaml -o build --force; echo "exit $?"
LC_ALL=C ls -A build
test -f elsewhere.xml && echo 'still there'
echo '-- a folder in the place of the lock'
mkdir build/.virtc-lock
virtc compile web.yaml -o build; echo "exit $?"
