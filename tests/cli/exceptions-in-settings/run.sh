spec() { printf 'domains: { %s: { memory: 4 GB } }\n' "$1" > "$2"; }
mkdir -p legacy/deep specs
spec a legacy/a.yaml
spec b legacy/deep/b.yaml
spec c specs/c.yaml
virtc check
echo "exit $?"
echo "-- from another folder"
cd legacy && virtc check
echo "exit $?"
echo "-- other settings"
virtc check --quiet --config ../strict.conf
echo "exit $?"
