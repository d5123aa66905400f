# Runs into one folder come one after the other.
mkfifo held release
mkdir build
flock build/.virtc-lock sh -c 'echo > held; read -r _ < release' &
read -r _ < held
: > said.txt
{ virtc compile web.yaml -o build; echo "exit $?"; } > said.txt 2>&1 &
until grep -q -e waiting -e exit said.txt; do sleep 0.1; done
echo > release
wait
cat said.txt
LC_ALL=C ls -A build
echo '-- a lock file that nobody holds'
: > build/.virtc-lock
virtc compile web.yaml -o build; echo "exit $?"
LC_ALL=C ls -A build
echo '-- what a killed run left'
echo half > build/.virtc-new-a1B2c3
echo mine > build/.virtc-notes
virtc compile web.yaml -o build; echo "exit $?"
LC_ALL=C ls -A build
