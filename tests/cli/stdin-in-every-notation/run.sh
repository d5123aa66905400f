virtc compile - --stdout < web.yaml
virtc compile - --stdout < db.toml
virtc compile - --stdout < old.xml
printf '{"domains": {"json-1": {"memory": "1 GiB"}}}' | virtc compile - --stdout
