printf 'domains: { a: { memory: 8 } }\n' >bad.yaml
virtc check bad.yaml --format short -o report.txt
echo "exit $?"
cat report.txt
echo '-- for people'
virtc check bad.yaml --output-file report.txt
cat report.txt
echo '-- an unreadable file is said in both'
virtc check missing.yaml -o report.txt
echo "exit $?"
cat report.txt
virtc check missing.yaml -o report.txt --format json --quiet
grep -A 3 failures report.txt
echo '-- into what is no plain file'
virtc check bad.yaml --format short -o /dev/stdout --quiet
virtc check bad.yaml --format short -o /dev/null
test -c /dev/null && echo 'still a device'
virtc check bad.yaml --format short -o folder/new/report.txt --quiet
ls folder/new
echo '-- into what cannot be written'
virtc check bad.yaml --format short -o folder
echo "exit $?"
virtc check bad.yaml --format sarif -o bad.yaml/report
echo "exit $?"
