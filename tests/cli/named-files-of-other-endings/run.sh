cp web.yaml web.yaml.orig
cp web.yaml web
virtc check web.yaml.orig web
echo "exit $?"
virtc check old.xml
echo "exit $?"
