virtc check --quiet --diff a.yaml b.toml c.xml --format short --output-file said.txt
echo "exit $?"
virtc check --quiet --fix a.yaml b.toml c.xml --format short; echo "exit $?"
