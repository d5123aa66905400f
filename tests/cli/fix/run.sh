chmod 640 a.yaml
virtc check --quiet --diff a.yaml b.toml c.xml --max-shown 1 2> said.txt
echo "exit $?"
echo "-- nothing has changed"
virtc check --quiet --fix a.yaml b.toml c.xml 2> said.txt; echo "exit $?"
grep -c '^backward-range' said.txt
cat a.yaml b.toml c.xml
stat -c %a a.yaml
ls -A
