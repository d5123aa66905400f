# Together they write what one run writes, one after the other and at the same time.
virtc compile fleet.yaml -o one
for k in 1 2 3; do virtc compile fleet.yaml -o by-three --shard $k/3; done
diff -r one by-three && echo 'the same'
for k in 1 2 3 4 5 6 7 8; do virtc compile --quiet fleet.yaml -o at-once --shard $k/8 & done
wait
diff -r one at-once && echo 'the same'
virtc compile fleet.yaml -o by-three --shard 2/3
echo '-- what is left over, a run without a shard deletes'
sed -i 's/count: 20/count: 19/; s/1 GiB/2 GiB/' fleet.yaml
for k in 1 2 3; do virtc compile --quiet fleet.yaml -o by-three --shard $k/3 || echo failed; done
ls by-three | wc -l | tr -d ' '
virtc compile fleet.yaml -o by-three --shard 1/3 --check; echo "exit $?"
virtc compile fleet.yaml -o by-three --check; echo "exit $?"
virtc compile fleet.yaml -o by-three
virtc compile fleet.yaml -o one
diff -r one by-three && echo 'the same'
echo '-- every shard sees the errors of all'
cat twins.yaml
for k in 1 2; do virtc compile twins.yaml -o twins --shard $k/2 2>&1 | tail -n 1; done
test -e twins || echo 'no folder was made'
echo '-- no shares'
for share in 0/3 4/3 1 1/0 a/b -1/2; do virtc compile fleet.yaml -o one --shard=$share 2>&1 | head -n 1; done
