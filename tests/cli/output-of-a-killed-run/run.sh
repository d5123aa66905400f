# What runs leave that are killed, made by hand: the next one knows its files, whatever the specs say.
fleet() { echo "domains: { vm: { count: $1, name: \"vm-\${n}\", memory: $2 GiB } }" > fleet.yaml; }
compile() { virtc compile fleet.yaml -o build "$@"; echo "exit $?"; }
fleet 3 1; virtc compile --quiet fleet.yaml -o one
fleet 4 2; virtc compile --quiet fleet.yaml -o two
start() { rm -rf build; cp -r one build; }
journal() { cp two/.virtc-manifest.json build/.virtc-journal.json; }

echo '-- before the files, of a run that is not repeated'
start; journal; fleet 3 1; compile
LC_ALL=C ls -A build
diff -r one build && echo 'as before'

echo '-- in the midst of the files; meanwhile the specs have changed'
start; journal; cp two/vm-2.xml two/vm-4.xml build; fleet 4 3; compile
LC_ALL=C ls -A build

echo '-- the same, and the guests that it wrote are gone'
start; journal; cp two/vm-2.xml two/vm-4.xml build; fleet 1 1; compile --check; compile
LC_ALL=C ls -A build

echo '-- after the manifest, before the deletions'
rm -rf build; cp -r two build; cp one/.virtc-manifest.json build/; cp two/.virtc-manifest.json build/.virtc-journal.json
fleet 3 1; compile --check; compile
diff -r one build && echo 'as the first'

echo '-- a file that was edited after the kill is nobody else'"'"'s to overwrite'
start; journal; echo mine > build/vm-4.xml; fleet 4 3; compile
cat build/vm-4.xml

echo '-- a journal that is not ours'
start; echo '{"version":1,"files":[{"file":"../fleet.yaml","spec":"","sha256":""}]}' > build/.virtc-journal.json; compile
LC_ALL=C ls -A build
compile --force
LC_ALL=C ls -A build
