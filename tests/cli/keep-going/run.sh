# The good ones are written, nothing is deleted, and the exit status says that something is wrong.
compile() { rm -rf build; virtc compile "$@" -o build --keep-going > said.txt 2>&1; echo "exit $?"; tail -n 1 said.txt; ls build 2>/dev/null; }
spec() { echo "$2" > "$1"; }
echo '-- one domain'
spec a.yaml 'domains: { good: { memory: 1 GiB }, bad: { memory: 1 } }'
compile a.yaml
echo '-- one member of a fleet'
spec a.yaml 'domains: { f: { count: 4, name: "f-${n}", memory: 1 GiB, members: { 2: { memory: 1 } } } }'
compile a.yaml
echo '-- two of one MAC, one name, one UUID: both; with the error allowed, none'
mac() { echo "$1: { memory: 1 GiB, devices: { interface: { lan: { bridge: br0, mac: \"52:54:00:00:00:0$2\" } } } }"; }
spec a.yaml "domains: { $(mac a 1), $(mac b 1), $(mac c 2) }"
compile a.yaml
compile a.yaml --allow duplicate-mac
spec b.yaml 'domains: { A: { memory: 1 GiB }, d: { memory: 1 GiB } }'
spec c.yaml 'domains: { a: { memory: 1 GiB }, e: { memory: 1 GiB } }'
compile b.yaml c.yaml
uuid='uuid: 64089b7c-63f1-5577-b547-4e03797a891f'
spec a.yaml "domains: { f: { count: 3, name: \"f-\${n}\", memory: 1 GiB, members: { 2: { $uuid }, 3: { $uuid } } } }"
compile a.yaml
echo '-- an error of a whole file is one of its domains, and of the files that need it'
spec a.yaml 'profiles: { base: { memory: 1 } }'
spec b.yaml 'domains: { b: { profile: base } }'
spec c.yaml 'domains: { c: { memory: 1 GiB } }'
compile a.yaml b.yaml c.yaml
spec a.yaml 'vars: { ram: 1 GiB, ram: 2 GiB }'
spec b.yaml 'domains: { b: { memory: "${ram}" } }'
compile a.yaml b.yaml c.yaml
printf 'domains:\n  a: { memory: 1 GiB }\n  a2: { memory: 1 GiB\n' > a.yaml
spec b.yaml '{ include: [a.yaml], domains: { b: { memory: 1 GiB } } }'
compile a.yaml b.yaml c.yaml
printf 'user\nanna\n"bert\n' > desks.csv
spec a.yaml 'domains: { desk: { each: desks.csv, name: "desk-${user}", memory: 1 GiB }, other: { memory: 1 GiB } }'
compile a.yaml c.yaml
spec a.yaml '{ project: one, domains: { a: { memory: 1 GiB } } }'
spec b.yaml '{ project: two, domains: { b: { memory: 1 GiB } } }'
compile a.yaml b.yaml c.yaml
echo '-- files that are there stay'
spec a.yaml 'domains: { a: { memory: 1 GiB }, b: { memory: 1 GiB }, gone: { memory: 1 GiB } }'
virtc compile a.yaml -o build
spec a.yaml 'domains: { a: { memory: 2 GiB }, b: { memory: 1 } }'
virtc compile a.yaml -o build --keep-going > said.txt 2>&1; echo "exit $?"; tail -n 1 said.txt
grep '<memory' build/*.xml
grep -c '"file"' build/.virtc-manifest.json
virtc compile a.yaml -o build --keep-going --check > said.txt 2>&1; echo "exit $?"; tail -n 1 said.txt
spec a.yaml 'domains: { a: { memory: 2 GiB }, b: { memory: 1 GiB } }'
virtc compile a.yaml -o build --keep-going; echo "exit $?"
echo '-- what cannot be read is no error of a domain'
virtc compile a.yaml nowhere.yaml -o build --keep-going; echo "exit $?"
spec a.yaml 'domains: { good: { memory: 1 GiB }, bad: { memory: 1 } }'
virtc compile a.yaml --stdout --keep-going --max-shown 1 2>/dev/null | grep name; echo "exit $?"
