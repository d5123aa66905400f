virtc import guest.xml; echo "exit $?"
virtc import --live guest.xml
virtc import --keep-live --quiet guest.xml
