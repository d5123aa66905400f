# Whose a file is and who may read it stays; a link stays one; what else is called by its name stays.
mkdir specs
fix() { virtc check --quiet --fix "$@" > said.txt 2>&1; echo "exit $?"; }
cp orig.yaml specs/a.yaml; chmod 640 specs/a.yaml
if [ "$(id -u)" = 0 ]; then chown 1:2 specs/a.yaml; fi
stat -c '%u:%g %a' specs/a.yaml > before
ln specs/a.yaml hard; ln -s a.yaml specs/link.yaml
fix specs/link.yaml
stat -c '%u:%g %a' specs/a.yaml | cmp - before && test -h specs/link.yaml && cmp hard orig.yaml && ! cmp -s specs/a.yaml orig.yaml && echo 'all kept'
echo '-- read-only'
cp orig.yaml specs/b.yaml; chmod 444 specs/b.yaml
fix specs/b.yaml; tail -n 1 said.txt | sed 's|/.*/specs|specs|'
cmp specs/b.yaml orig.yaml
echo '-- a name without room for more'
long=$(printf '%250s' '' | tr ' ' n).yaml
cp orig.yaml "specs/$long"
fix "specs/$long"
cmp -s "specs/$long" orig.yaml || echo mended
ls -A specs | wc -l | tr -d ' '
