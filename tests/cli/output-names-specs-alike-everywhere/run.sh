# The manifest names specs from the root of the project on, whoever compiles them from where.
mkdir -p repo/specs/deep
mv web.yaml repo/specs/deep
mv db.toml repo/specs
(cd repo && virtc compile specs -o xml)
cp repo/xml/.virtc-manifest.json one.json
grep -o '"spec":"[^"]*"' one.json
virtc compile "$PWD/repo/specs" -o other
cmp one.json other/.virtc-manifest.json
(cd repo/specs/deep && virtc compile .. -o ../../../third)
cmp one.json third/.virtc-manifest.json
echo '-- marked by virtc.toml'
: > repo/virtc.toml
virtc compile repo/specs -o other
grep -o '"spec":"[^"]*"' other/.virtc-manifest.json
virtc compile - -o other < repo/specs/db.toml
grep -o '"spec":"[^"]*"' other/.virtc-manifest.json
