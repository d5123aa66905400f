# Hostile and broken manifests: an error, and nothing is written or deleted.
echo precious > precious.xml
virtc compile web.yaml db.toml -o build
cp build/.virtc-manifest.json good.json
sha=$(sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p' good.json | head -n 1)
try() { virtc compile web.yaml -o build; echo "exit $?"; }
names() { printf '{"version":1,"files":[{"file":"%s","spec":"web.yaml","sha256":"%s"}]}' "$1" "$sha" > build/.virtc-manifest.json; }
for name in ../precious.xml /etc/precious.xml a/b.xml '..' notes.txt .hidden.xml 'a\u0000.xml' 'a\nb.xml' 'a\u202eb.xml' .xml ''; do
    names "$name"; try
done
for text in '' 'no JSON' '[]' '{"version":1}' '{"version":7,"files":"?"}' '{"version":1,"files":[{"file":"a.xml"}]}' \
    '{"version":1,"files":[{"file":"a.xml","spec":"","sha256":"abc"}]}' '{"version":1,"files":[],"also":1}'; do
    printf '%s' "$text" > build/.virtc-manifest.json; try
done
sed 's/web-1.xml/db-1.xml/' good.json > build/.virtc-manifest.json; try
printf '\377' > build/.virtc-manifest.json; try
rm build/.virtc-manifest.json
mkdir build/.virtc-manifest.json; try
rmdir build/.virtc-manifest.json
mkfifo build/.virtc-manifest.json; try
rm build/.virtc-manifest.json
truncate -s 300M build/.virtc-manifest.json; try
virtc compile web.yaml -o build --check; echo "exit $?"
rm build/.virtc-manifest.json
LC_ALL=C ls -A build
cat precious.xml
echo '-- a new one by force; what the old one named is not known any more'
echo broken > build/.virtc-manifest.json
virtc compile web.yaml -o build --force; echo "exit $?"
LC_ALL=C ls -A build
