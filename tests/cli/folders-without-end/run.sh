# The deeper a file lies, the longer it takes to find it; so there is an end.
here=$PWD
mkdir specs
echo 'domains: { a: { memory: 1 GiB } }' > specs/a.yaml
cd specs
i=0; path=.
while [ $i -lt 130 ]; do mkdir d; cd d; path=$path/d; i=$((i + 1)); done
echo 'domains: { b: { memory: 1 GiB } }' > b.yaml
cd "$here"
virtc check specs 2>&1 | sed 's|/d.*/d:|/d…:|'
echo "include: [$path/b.yaml]" >> specs/a.yaml
virtc check specs/a.yaml --format short 2>&1 | sed 's|/d.*/d/|/d…/|'
