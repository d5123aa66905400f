virtc profile list
echo "exit $?"
# Each of them can be shown, and holds the profile of its name.
for name in $(virtc profile list | cut -d ' ' -f 1); do
    virtc profile show "$name" | grep -c "^  $name:$"
done
