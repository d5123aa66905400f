# One wrong row of a hundred thousand: it is shown, and nothing is written.
mkdir specs
printf 'domains:\n  guest:\n    each: guests.csv\n    name: "${id}"\n    memory: ${memory}\n' > specs/fleet.yaml
awk 'BEGIN { print "id,memory"; for (row = 1; row <= 100000; row++) print "vm-" row "," (row == 99999 ? "much" : "1 GiB") }' > specs/guests.csv
virtc compile specs -o out
echo "exit $?"
[ -e out ] || echo "no out"
