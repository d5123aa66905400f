# Only `other` and `db-2` have no comment.
virtc check --quiet vm.yaml db.toml old.xml
echo "exit $?"
echo "-- not heeded"
virtc check --quiet --no-inline-allow vm.yaml db.toml old.xml 2>&1 | grep -c -E '^(decimal-unit|backward-range)$'
