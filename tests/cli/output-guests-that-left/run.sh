# A guest that leaves the spec takes its file along, unless that was edited since.
virtc compile fleet.yaml -o build
cat build/.virtc-manifest.json
echo mine > build/notes.xml
sed 's/count: 3/count: 2/' fleet.yaml > fleet.new && mv fleet.new fleet.yaml
virtc compile fleet.yaml -o build --check; echo "exit $?"
virtc compile fleet.yaml -o build; echo "exit $?"
LC_ALL=C ls -A build
grep -c '"file"' build/.virtc-manifest.json
echo '-- edited by hand'
echo >> build/worker-2.xml
sed 's/count: 2/count: 1/' fleet.yaml > fleet.new && mv fleet.new fleet.yaml
virtc compile fleet.yaml -o build; echo "exit $?"
virtc compile fleet.yaml -o build --check; echo "exit $?"
LC_ALL=C ls -A build
echo '-- forced'
virtc compile fleet.yaml -o build --force; echo "exit $?"
LC_ALL=C ls -A build
echo '-- deleted by hand: nothing to say'
sed 's/count: 1/count: 2/' fleet.yaml > fleet.new && mv fleet.new fleet.yaml
virtc compile fleet.yaml -o build
rm build/worker-2.xml
sed 's/count: 2/count: 1/' fleet.yaml > fleet.new && mv fleet.new fleet.yaml
virtc compile fleet.yaml -o build --check; echo "exit $?"
virtc compile fleet.yaml -o build
cat build/.virtc-manifest.json
echo '-- the last one'
echo 'domains: {}' > fleet.yaml
virtc compile --quiet fleet.yaml -o build 2>&1 | grep -c no-domains
LC_ALL=C ls -A build
