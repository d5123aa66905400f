# An accent may be part of its letter or stand behind it: to some file systems these are one name.
printf 'domains: { "caf\303\251": { memory: 1 GiB }, "cafe\314\201": { memory: 1 GiB } }\n' > accents.yaml
virtc check accents.yaml; echo "exit $?"
printf 'domains: { "\317\203\316\277\317\202": { memory: 1 GiB }, "\317\203\316\277\317\203": { memory: 1 GiB } }\n' > sigma.yaml
virtc check accents.yaml --format short; virtc check sigma.yaml --format short; echo "exit $?"
