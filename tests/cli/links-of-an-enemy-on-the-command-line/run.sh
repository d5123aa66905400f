# The command line names what lies in the project; a pull request puts a link out of it there.
mkdir -p project/specs elsewhere/specs
echo 'domains: { a: { memory: 1 GiB } }' > project/specs/a.yaml
echo 'token: precious' > elsewhere/specs/secret.yaml
echo precious > elsewhere/file
cd project
virtc compile --quiet specs -o xml
ln -s ../elsewhere away
ln -s ../elsewhere/file file
ln -s /proc/self/environ environ.yaml
try() { (echo "-- $*"; virtc "$@"; echo "exit $?") 2>&1 | sed "s|$PWD|HERE|g"; }
try check away/specs
try check "$PWD/away/specs"
try check environ.yaml
try compile specs -o away
try compile specs -o "$PWD/away/new/build"
try compile specs -o away/new --check
try compile specs -o build --depfile away/depfile
try check specs --format sarif --output-file away/report
try check specs --config away/ci.toml
try check specs --changed-files file
try import xml -o away
try import xml -o away/new.yaml
echo '-- a link in the place of a file is replaced'
try check specs --format short --output-file file
test -h file || cat file
ln -sf ../elsewhere/file file
try compile specs -o build --depfile file
test -h file || echo 'no link'
echo '-- who names it by another way knows where it leads'
try compile specs -o ../elsewhere/build
ls ../elsewhere
cat ../elsewhere/file
