# Who has written the XML has chosen the names of the specs: what is there stays, unless that is forced.
printf 'domains: { a: { memory: 1 GiB }, b: { memory: 2 GiB } }\n' | virtc compile --quiet - -o xml
mkdir specs
echo '# precious' > specs/b.yaml
virtc import xml -o specs; echo "exit $?"
ls specs; cat specs/b.yaml
virtc import xml/b.xml -o specs/b.yaml; echo "exit $?"
echo '-- a link, a folder'
ln -sf ../precious specs/b.yaml
virtc import xml/b.xml -o specs; echo "exit $?"
rm specs/b.yaml; mkdir specs/b.yaml
virtc import xml/b.xml -o specs; echo "exit $?"
rmdir specs/b.yaml
echo '-- forced; what is there already is no other'
echo '# precious' > specs/b.yaml
virtc import xml -o specs --force; echo "exit $?"
virtc import xml -o specs; echo "exit $?"
cat specs/b.yaml
virtc import xml/a.xml --force 2>&1 | head -n 3
