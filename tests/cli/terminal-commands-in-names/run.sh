# What a terminal or the runner of a CI job would obey, in a path and in the name of a domain.
esc=$(printf '\033'); rlo=$(printf '\342\200\256')
mkdir "a${esc}[31m"
printf 'domains: { "x\\e[2J": { memory: 1 GiB }, "y\342\200\256": { memory: 1 GiB }, "::error::z": { memory: 1 Gi } }\n' > "a${esc}[31m/::warning::b${rlo}.yaml"
for format in terminal short github; do virtc check "a${esc}[31m" --format $format > report 2>&1; cat report
    grep -c -e "$esc" -e "$rlo" report; grep -c '^::error::z' report; done
virtc check "missing${esc}[31m.yaml"
virtc check 'missing
::error::c.yaml'
