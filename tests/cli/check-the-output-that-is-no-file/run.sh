# A link is replaced when it is written, so it is stale, whatever it leads to.
virtc compile web.yaml -o build
mv build/web-1.xml elsewhere.xml
ln -s ../elsewhere.xml build/web-1.xml
virtc compile web.yaml -o build --check
echo "exit $?"
rm build/web-1.xml
mkdir build/web-1.xml
virtc compile web.yaml -o build --check
echo "exit $?"
