# One run, one set of names, UUIDs and MACs.
virtc check old.xml same.yaml
echo "exit $?"
