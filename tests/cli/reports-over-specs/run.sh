# What has been read is not written over.
mkdir specs
echo 'include: [base.yaml]' > specs/a.yaml
echo 'domains: { a: { memory: 1 GiB } }' > specs/base.yaml
cp specs/a.yaml a.orig; cp specs/base.yaml base.orig
ln -s base.yaml specs/link
touch virtc.toml
for file in specs/a.yaml specs/../specs/base.yaml specs/link virtc.toml; do
    virtc check specs/a.yaml --format json -o "$file"; echo "exit $?"
    virtc compile specs/a.yaml -o build --depfile "$file"; echo "exit $?"
done
ls -A build
cmp specs/a.yaml a.orig; cmp specs/base.yaml base.orig; test -h specs/link && test ! -s virtc.toml && echo 'all as before'
