printf 'domains: { a: { memory: 8 GB } }\n' >warn.yaml
printf 'domains: { a: { memory: 8 } }\n' >bad.yaml
virtc compile bad.yaml -o build --format short
echo "exit $?"
virtc compile warn.yaml -o build --format github
echo "exit $?"
virtc compile warn.yaml -o build --check --format short
echo '-- the XML and the report are not mixed'
virtc compile warn.yaml --stdout --format json
echo "exit $?"
virtc compile warn.yaml --stdout --format short --output-file report.txt
cat report.txt
