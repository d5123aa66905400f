# The folder is made with those above it; what was written is counted.
virtc compile web.yaml -o build/xml
echo "exit $?"
find build | LC_ALL=C sort
cat build/xml/web-1.xml
