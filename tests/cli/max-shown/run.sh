# Of five findings; all are counted.
virtc check --max-shown 2 five.yaml
echo "exit $?"
for most in 1 4 5 6 0; do
    echo "-- $most"
    virtc check --max-shown "$most" five.yaml 2>&1 | grep -e '^unknown-key' -e more -e errors
done
