# A link to a spec is a spec; a pipe of that name is none, and is not waited for.
mkdir specs
ln -s ../web.yaml specs/link.yaml
mkfifo specs/pipe.yaml
touch virtc.toml
virtc check specs
echo "exit $?"
