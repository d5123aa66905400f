# Non-empty, and they know the commands.
for shell in bash elvish fish powershell zsh; do
    virtc completions $shell > script
    echo "$shell: exit $?, commands: $(grep -o -e compile -e check -e completions script | LC_ALL=C sort -u | tr '\n' ' ')"
done
virtc completions bash | head -n 1
virtc completions zsh | head -n 1
virtc completions tcsh
echo "exit $?"
