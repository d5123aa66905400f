# Every file that was read: specs, what they include, inventories, settings. Not standard input.
mkdir -p 'repo/my specs' repo/common
cd repo
: > virtc.toml
printf 'include: [../common/base.yaml]\ndomains:\n  desk: { each: ../common/desks.csv, name: "desk-${user}", profile: base }\n  "a b": { profile: base }\n' > 'my specs/a$b #1.yaml'
printf 'profiles: { base: { memory: 1 GiB } }\n' > common/base.yaml
printf 'user\nanna\n50%%:x\n' > common/desks.csv
echo 'domains: { in: { memory: 1 GiB } }' | virtc compile 'my specs' - -o 'the build' --depfile build.d; echo "exit $?"
cat build.d
echo '-- make reads it'
cat > Makefile <<'END'
all: the\ build/.virtc-manifest.json the\ build/desk-50%\:x.xml
	@echo up to date
include build.d
the\ build/.virtc-manifest.json:
	@echo to be made
END
find . -type f -exec touch -t 200001010000 {} +
find 'the build' -type f -exec touch -t 200101010000 {} +
make -s
for file in common/base.yaml common/desks.csv 'my specs/a$b #1.yaml' virtc.toml; do
    touch -t 200201010000 "$file"; echo "newer: $file"; make -s; touch -t 200001010000 "$file"
done
rm common/desks.csv; echo gone: common/desks.csv; make -s
echo '-- an equal one is not touched; errors write none'
echo 'domains: { in: { memory: 1 GiB } }' > in.yaml
virtc compile --quiet in.yaml -o out --depfile out.d
touch -t 200001010000 out.d
virtc compile --quiet in.yaml -o out --depfile out.d
find out.d -newer common/base.yaml
echo 'domains: { in: { memory: 1 } }' > in.yaml
virtc compile --quiet in.yaml -o out --depfile other.d 2>/dev/null; echo "exit $?"
test -e other.d || echo 'none'
virtc compile in.yaml --stdout --depfile other.d 2>&1 | head -n 1
echo '-- names that make has no way to write'
newline='in
two.yaml'
echo 'domains: { in: { memory: 1 GiB } }' > "$newline"
virtc compile "$newline" -o out --depfile other.d; echo "exit $?"
