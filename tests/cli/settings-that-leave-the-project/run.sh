# Settings come with a pull request, too: they name nothing outside of their folder.
mkdir -p project/specs elsewhere
echo 'domains: { a: { memory: 1 GiB } }' > project/specs/a.yaml
echo 'token: precious' > elsewhere/secret.yaml
cd project
ln -s ../elsewhere away
for output in ../elsewhere /tmp/virtc-output away away/below new/../../elsewhere /proc/../tmp/virtc-output; do
    printf 'output = "%s"\n' "$output" > virtc.toml
    virtc compile --quiet 2>&1 | grep ×
done
for files in '"../elsewhere"' '"/etc"' '"away"' '["specs", "away/secret.yaml"]' '"away/nothing.yaml"'; do
    printf 'files = %s\n' "$files" > virtc.toml
    virtc check --quiet 2>&1 | grep ×
done
ls ../elsewhere
echo '-- what stays inside, by whatever way'
printf 'files = ["specs/../specs"]\noutput = "new/build"\n' > virtc.toml
virtc compile; ls new/build
echo '-- the settings are themselves a link'
rm virtc.toml
ln -s ../elsewhere/secret.yaml virtc.toml
virtc check specs; echo "exit $?"
echo '-- settings of another folder are named: they may name what lies here'
rm virtc.toml
mkdir ci
printf 'files = "../specs"\n' > ci/virtc.toml
virtc check --config ci/virtc.toml; echo "exit $?"
printf 'files = "../../elsewhere"\n' > ci/virtc.toml
virtc check --quiet --config ci/virtc.toml 2>&1 | grep ×
