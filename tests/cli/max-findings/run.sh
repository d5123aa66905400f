# Of what is beyond the bound only the number is known, and that is right: with exceptions, levels and the
# same thing said twice. Errors come before warnings.
{
    echo 'domains:'
    for i in 1 2 3 4 5 6 7 8 9; do echo "  w$i: { memory: 1 GB }"; done
    echo '  x: { memory: 1 GB } # virtc: allow(decimal-unit) as it is'
    for i in 1 2 3; do echo "  e$i: { memory: 1 GiB, nothing: 1 }"; done
    echo '  f: { count: 3, name: "f-${n}", memory: 1 GiB, neither: 1 }'
} > many.yaml
for most in 1 2 3 4 6 12 13 14; do
    echo "-- $most"
    virtc check many.yaml --format short --max-findings "$most" > said.txt
    echo "exit $?"
    cut -d: -f1,2,4 said.txt
done
echo '-- allowed, and denied'
virtc check many.yaml --format short --max-findings 4 --allow decimal-unit
virtc check many.yaml --format short --max-findings 1 --deny warnings
echo '-- of changed files'
mkdir other
printf 'domains:\n  o1: { memory: 8 }\n  o2: { memory: 8 }\n' > other/o.yaml
echo other/o.yaml | virtc check . --format short --max-findings 5 --changed-files -
echo '-- a terminal shows fewer'
virtc check many.yaml --max-findings 3 --max-shown 1
virtc check many.yaml --max-findings 3 --max-shown 0 2>&1 | tail -n 2
echo '-- no bound'
virtc check many.yaml --max-findings 0 --format short --quiet | wc -l
echo '-- the same on one core'
for threads in 1 2 7; do
    RAYON_NUM_THREADS=$threads virtc check . --format json --max-findings 3 --quiet > report.$threads
done
cmp report.1 report.2 && cmp report.1 report.7 && echo same
echo '-- what is beyond the bound keeps its file from being written'
virtc compile many.yaml other -o out --max-findings 1 --keep-going --quiet > /dev/null 2>&1
echo "exit $?"
ls out
echo '-- import'
for i in 1 2 3; do echo "<domain type='kvm'><name>i$i</name><nothing/><memory>1</memory></domain>" > "i$i.xml"; done
virtc import i1.xml i2.xml i3.xml --max-findings 1 > /dev/null
echo "exit $?"
