# A warning when no file defines anything, and nothing to say when others do.
: > empty.yaml
: > empty.toml
: > empty.json
echo '# only words' > words.yaml
: > empty.xml
for file in empty.yaml empty.toml empty.json words.yaml empty.xml; do
    virtc check $file
    echo "exit $?"
done
virtc check empty.yaml empty.toml web.yaml
virtc check - < empty.yaml
echo "exit $?"
