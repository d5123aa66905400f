printf 'domains: { a: { memory: 8 GB }, b: { memory: 8 GB } }\n' >warn.yaml
printf 'domains: { c: { memory: 8 GiB } }\n' >good.yaml
echo '-- warnings alone are no failure, in any format; --max-shown is for people'
for format in terminal short json sarif github gitlab junit; do
    virtc check warn.yaml --format $format --max-shown 1 --quiet >out 2>err
    echo "$format: exit $?, $(grep -c 'counts in powers' out) on standard output, $(grep -c 'counts in powers' err) on standard error"
done
echo '-- nor is nothing'
for format in short json sarif github gitlab junit; do
    virtc check good.yaml --format $format >/dev/null && echo "$format: exit 0"
done
echo '-- standard input'
virtc check - --format short <warn.yaml
virtc check - --format sarif --quiet <warn.yaml | grep -m 1 uri
echo '-- absolute paths'
virtc check "$PWD/warn.yaml" --format short --quiet
echo '-- what there is not'
virtc check --format html 2>&1 | head -n 3
