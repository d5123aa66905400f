virtc import guest.xml
virtc import --quiet --format toml guest.xml
