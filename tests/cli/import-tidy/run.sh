virtc import --tidy guest.xml
