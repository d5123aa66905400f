# Every bound that has a flag, in YAML and in TOML.
printf 'domains:\n  a: { memory: 1 GiB }\n  vm: { count: 3, name: "vm-${n}", memory: 1 GiB }\n' > spec.yaml
printf '[domains.a]\nmemory = "1 GiB"\n[domains.b]\nmemory = "1 GiB"\n' > spec.toml
virtc check spec.yaml --max-file-size 16
echo "exit $?"
virtc check spec.yaml --max-values 6
echo "exit $?"
virtc check spec.toml --max-values 6
echo "exit $?"
virtc check spec.yaml --max-domains 3
echo "exit $?"
virtc check spec.toml --max-domains 1
echo "exit $?"
virtc compile spec.yaml -o out --max-xml-size 100
echo "exit $?"
virtc check spec.yaml --max-file-size 1TB
echo "exit $?"
virtc check spec.yaml --max-file-size 1KiB --max-values 100 --max-domains 6 --max-xml-size 1MiB
echo "exit $?"
