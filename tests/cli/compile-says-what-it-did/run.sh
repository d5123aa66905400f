# Written, unchanged, and one of two changed.
virtc compile web.yaml db.toml -o build
virtc compile web.yaml db.toml -o build
sed 's/1 GiB/3 GiB/' web.yaml > web.new && mv web.new web.yaml
virtc compile web.yaml db.toml -o build
grep memory build/*.xml
