# A limit on the size of files is an error, and does not end a run between two files.
echo "domains: { vm: { count: 2, name: 'vm-\${n}', memory: 1 GiB, title: '$(printf '%9000s' '' | tr ' ' t)' } }" > fleet.yaml
virtc compile --quiet fleet.yaml -o build
sed -i 's/1 GiB/2 GiB/' fleet.yaml
(ulimit -f 4; virtc compile fleet.yaml -o build 2>&1; echo "exit $?") | sed 's/vm-[12]/vm-N/'
grep -h '<memory' build/*.xml
LC_ALL=C ls -A build
virtc compile fleet.yaml -o build
