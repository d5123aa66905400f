# Nothing that is no plain file is opened, nor waited for; what is read twice is one thing.
mkfifo pipe.csv
echo 'domains: { a: { each: pipe.csv, name: "a-${n}", memory: 1 GiB }, b: { each: /dev/zero, name: "b-${n}", memory: 1 GiB }, c: { each: ., name: "c-${n}", memory: 1 GiB } }' > a.yaml
virtc check a.yaml --format short; echo "exit $?"
ln -s /dev/zero zero.yaml; virtc check zero.yaml; echo "exit $?"
ln -s /dev/zero virtc.toml; virtc check a.yaml; echo "exit $?"; rm virtc.toml
mkfifo virtc.toml; virtc check a.yaml --format short; echo "exit $?"
