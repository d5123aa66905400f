# One file is larger than the system lets it be: nothing is written, not even the others.
virtc compile --quiet small.yaml -o build
sed 's/1 GiB/2 GiB/' small.yaml > changed.yaml
try() { (trap '' XFSZ; ulimit -f 2; virtc compile changed.yaml large.yaml -o build); echo "exit $?"; }
{ echo 'domains:'; echo '  large:'; echo '    memory: 1 GiB'; printf '    title: "'; printf '%02000d' 0; echo '"'; } > large.yaml
try
grep memory build/*.xml
LC_ALL=C ls -A build
virtc compile changed.yaml large.yaml -o build
