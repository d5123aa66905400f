# What is read, and where it is written, stands in the settings.
mkdir -p specs other
printf 'domains: { a: { memory: 1 GiB } }\n' > specs/a.yaml
printf 'domains: { b: { memory: 1 GiB } }\n' > other/b.yaml
virtc check
virtc check other
virtc check virtc.toml
virtc compile
ls build
virtc compile --check
cd specs && virtc check; cd ..
virtc check --config nowhere.toml; echo "exit $?"
echo 'files = "specs"' > virtc.toml
virtc compile; echo "exit $?"
printf 'files = [' > virtc.toml
virtc check; echo "exit $?"
