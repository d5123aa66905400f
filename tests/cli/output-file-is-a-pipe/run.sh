# It is replaced and not written into, for nobody may read it.
mkdir build
mkfifo build/web-1.xml
virtc compile web.yaml -o build
echo "exit $?"
test -f build/web-1.xml && echo 'a file'
