virtc compile --quiet guest.xml --stdout > direct.xml
virtc import --quiet - < guest.xml | virtc compile --quiet - --stdout > yaml.xml
virtc import --quiet --format toml - < guest.xml | virtc compile --quiet - --stdout > toml.xml
cmp yaml.xml toml.xml && cat yaml.xml
