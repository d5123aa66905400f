# Without the option, so that a wrong file does not fill the screen.
{ echo domains:; i=0; while [ $i -lt 120 ]; do echo "  d$i: { memory: 1 }"; i=$((i + 1)); done; } > many.yaml
virtc check many.yaml > said.txt 2>&1
echo "exit $?"
grep -c '^size-without-unit' said.txt
tail -n 2 said.txt
