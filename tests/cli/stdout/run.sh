# One document after the other, by the names of the domains and not of the files.
virtc compile z.yaml a.toml --stdout
echo "exit $?"
virtc compile z.yaml --stdout
find . -name '*.xml'
