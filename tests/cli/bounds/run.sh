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
# Long texts count as more, and so do those that expressions make; fleets that make nothing count, too.
words() { head -c "$1" /dev/zero | tr '\0' x; }
printf 'domains:\n  vm: { count: 100, name: "vm-${n}", memory: 1 GiB, title: "%s" }\n' "$(words 640)" > long.yaml
virtc check long.yaml --max-made 1299 2>&1 | grep -v '[│·]'
virtc check long.yaml --max-made 1300
printf 'vars: { x: "%s" }\ndomains:\n  vm: { memory: 1 GiB, title: "${x}${x}" }\n' "$(words 640)" > variable.yaml
virtc check variable.yaml --max-made 23 2>&1 | grep -v '[│·]'
virtc check variable.yaml --max-made 24
printf 'domains:\n  vm: { count: 3, name: "vm-${n}", memory: 1 GiB, members: { 1-3: { skip: true } } }\n  a: { memory: 1 GiB }\n' > skipped.yaml
virtc check skipped.yaml --max-domains 3
echo "exit $?"
virtc check skipped.yaml --max-domains 4
