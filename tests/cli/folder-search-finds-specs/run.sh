# By their endings, in any case, at any depth; XML, settings and hidden files are no specs.
mkdir -p specs/deep/er .hidden specs/.hidden
spec() { printf 'domains: { %s: { memory: 1 GiB } }\n' "$1" > "$2"; }
spec yaml specs/a.yaml
spec yml specs/b.yml
spec json specs/c.json
spec capitals specs/d.YAML
spec deep specs/deep/er/e.yaml
cp db.toml specs/f.toml
cp old.xml specs/g.xml
echo 'output = "xml"' > specs/virtc.toml
spec hidden-file specs/.h.yaml
spec hidden-folder specs/.hidden/i.yaml
spec other-ending specs/j.yaml.orig
spec no-ending specs/yaml
virtc compile specs -o build
ls build
