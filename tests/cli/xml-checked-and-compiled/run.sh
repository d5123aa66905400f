# XML is complete: it is checked and written as it is, with nothing derived.
virtc check old.xml
virtc compile old.xml --stdout
virtc compile old.xml -o build
virtc compile build/old-1.xml -o build
virtc check wrong.xml
echo "exit $?"
virtc check network.xml half.xml
echo "exit $?"
