# .gitignore counts outside a git repository too, and .ignore as it does for search tools.
mkdir -p specs/scratch specs/kept
spec() { printf 'domains: { %s: { memory: 1 GiB } }\n' "$1" > "$2"; }
spec one specs/one.yaml
spec draft specs/draft.yaml
spec scratch specs/scratch/s.yaml
spec other specs/other.yaml
spec kept specs/kept/draft.yaml
printf '/draft.yaml\nscratch/\n' > specs/.gitignore
echo other.yaml > specs/.ignore
virtc compile specs -o build
ls build
echo '-- named on the command line, an ignored file is read'
virtc check specs/draft.yaml
