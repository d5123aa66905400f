printf 'domains:\n  a: { memory: 1 }\n' | virtc check -
echo "exit $?"
printf '[domains.a]\nmemory = 1\n' | virtc check -
echo "exit $?"
printf "<domain type='kvm'><name>a</name><memory>1</memory><vpcu/></domain>" | virtc check -
echo "exit $?"
printf 'domains:\n  \377\n' | virtc check -
echo "exit $?"
