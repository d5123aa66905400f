# A link in a project may lead anywhere in it. What it leads to elsewhere is not read, and whether it is there is not said.
mkdir -p project/specs
echo 'token: precious' > secret.yaml
echo 'domains: { a: { memory: 1 GiB } }' > project/a.yaml
cd project
ln -s ../../secret.yaml specs/there.yaml
ln -s ../../nothing.yaml specs/not-there.yaml
ln -s round.yaml specs/round.yaml
ln -s missing.yaml specs/dangling.yaml
ln -s ../a.yaml specs/inside.yaml
touch virtc.toml
virtc check; echo "exit $?"
echo '-- by name'
virtc check specs/there.yaml; echo "exit $?"
virtc check specs/inside.yaml; echo "exit $?"
echo '-- by reference'
ln -s /proc/self/environ environ.csv
ln -s ../nothing.csv nothing.csv
ln -s . here
cat > a.yaml <<'SPEC'
include: [specs/there.yaml, specs/not-there.yaml, specs/round.yaml, specs/dangling.yaml, here/here/a.yaml]
domains:
  b: { each: environ.csv, name: "b-${n}", memory: 1 GiB }
  c: { each: nothing.csv, name: "c-${n}", memory: 1 GiB }
  d: { each: /proc/self/environ, name: "d-${n}", memory: 1 GiB }
  e: { each: ../nothing.csv, name: "e-${n}", memory: 1 GiB }
hosts:
  kvm1: { domcapabilities: ../../secret.xml }
SPEC
virtc check a.yaml --format short; echo "exit $?"
echo '-- without settings the folder that is named is the project'
rm virtc.toml
virtc check specs; echo "exit $?"
