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
virtc check spec.yaml spec.toml --max-files 1
echo "exit $?"
printf '[domains.a]\nmemory = "1 GiB"\n\n\n\n\n\n\n\n\n' > lines.toml
virtc check lines.toml --max-values 4
echo "exit $?"
printf 'profiles: { p: { vcpu: 2, title: x } }\ndomains:\n  a: { profile: p, memory: 1 GiB }\n  b: { profile: p, memory: 1 GiB }\n' > made.yaml
virtc check made.yaml --max-made 12 --quiet
echo "exit $?"
virtc check made.yaml --max-made 11
echo "exit $?"
printf '[{ "guest": "a", "size": "1 GiB" }, { "guest": "b", "size": "2 GiB" }]\n' > rows.json
for fleet in f g; do printf 'domains:\n  %s: { each: rows.json, name: "%s-${guest}", memory: "${size}" }\n' $fleet $fleet; done > fleets.yaml
sed -i '3d' fleets.yaml
virtc check fleets.yaml
virtc check fleets.yaml --max-values 13
echo "exit $?"
