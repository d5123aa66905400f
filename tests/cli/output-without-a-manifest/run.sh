# A folder from before there were manifests: equal files are virtc's, others are not.
virtc compile web.yaml db.toml -o build
rm build/.virtc-manifest.json
touch -t 200001010000 build/web-1.xml build/db-1.xml
touch -t 200001020000 between
virtc compile web.yaml db.toml -o build --check; echo "exit $?"
virtc compile web.yaml db.toml -o build; echo "exit $?"
find build -name '*.xml' -newer between
cat build/.virtc-manifest.json
echo '-- and then one leaves'
virtc compile web.yaml -o build
LC_ALL=C ls -A build
