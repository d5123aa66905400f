# In the order of the files' names, each once, whatever the order of the arguments.
virtc check c.yaml a.toml b.xml 2> one.txt
echo "exit $?"
virtc check b.xml c.yaml a.toml 2> two.txt
cmp one.txt two.txt && cat one.txt
