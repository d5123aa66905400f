mode() { ls -l "$1" | cut -c 1-10; }
umask 022
virtc compile web.yaml -o build
mode build/web-1.xml
umask 077
echo >> build/web-1.xml
virtc compile web.yaml -o build
mode build/web-1.xml
