echo 'no XML' > broken.xml
virtc import . -o specs; echo "exit $?"
ls specs
rm broken.xml
virtc import --name-by file . -o by-file; echo "exit $?"
ls by-file
virtc import a.xml -o all.toml; echo "exit $?"
cat all.toml
