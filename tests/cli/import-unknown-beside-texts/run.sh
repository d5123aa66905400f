# What has no place in a spec is not dropped in silence.
virtc import --quiet kept.xml 2>/dev/null; echo "exit $?"
virtc import metadata.xml; echo "exit $?"
virtc import text.xml; echo "exit $?"
