# What virtc did not write is not overwritten, and keeps the rest from being written.
mkdir build
echo precious > build/web-1.xml
virtc compile web.yaml db.toml -o build; echo "exit $?"
LC_ALL=C ls -A build
cat build/web-1.xml
virtc compile web.yaml db.toml -o build --check; echo "exit $?"
virtc compile web.yaml db.toml -o build --force; echo "exit $?"
head -n 2 build/web-1.xml
echo '-- from now on it is virtc that wrote it'
echo >> build/web-1.xml
virtc compile web.yaml db.toml -o build; echo "exit $?"
echo '-- many are not all named'
mkdir many
i=10; while [ $i -lt 35 ]; do echo mine > many/vm-$i.xml; i=$((i + 1)); done
echo 'domains: { vm: { count: 40, name: "vm-${n:02}", memory: 1 GiB } }' | virtc compile - -o many 2>&1 | tail -n 4
LC_ALL=C ls -A many | wc -l | tr -d ' '
