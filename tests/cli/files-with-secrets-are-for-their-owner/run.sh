mode() { ls -l "$1" | cut -c 1-10; }
umask 022
virtc compile vm.yaml -o build
mode build/open.xml
mode build/closed.xml
