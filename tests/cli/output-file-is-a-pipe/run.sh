# virtc did not write it, and nobody may wait for its other end. Forced, it is replaced.
mkdir build
mkfifo build/web-1.xml
virtc compile web.yaml -o build
echo "exit $?"
virtc compile web.yaml -o build --force
echo "exit $?"
test -f build/web-1.xml && echo 'a file'
