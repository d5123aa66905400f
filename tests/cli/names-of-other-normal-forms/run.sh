# An accent may be part of its letter or stand behind it: to some file systems these are one name.
printf 'domains: { "caf\303\251": { memory: 1 GiB }, "cafe\314\201": { memory: 1 GiB } }\n' > accents.yaml
virtc check accents.yaml; echo "exit $?"
printf 'domains: { "\317\203\316\277\317\202": { memory: 1 GiB }, "\317\203\316\277\317\203": { memory: 1 GiB } }\n' > sigma.yaml
virtc check accents.yaml --format short; virtc check sigma.yaml --format short; echo "exit $?"
echo '-- ß, the small one, the large one, and as it is written where there is none'
printf 'domains: { "stra\303\237e": { memory: 1 GiB }, "STRA\341\272\236E": { memory: 1 GiB }, "strasse": { memory: 1 GiB } }\n' > sharp.yaml
virtc check sharp.yaml --format short; echo "exit $?"
echo '-- what nobody sees, and some file systems leave out'
for character in '\315\217' '\341\205\237' '\341\240\216' '\343\205\244' '\357\270\217' '\357\276\240' '\363\240\204\200'; do
    printf "domains: { \"a${character}b\": { memory: 1 GiB } }\n" > invisible.yaml
    virtc check invisible.yaml --quiet --format short
done
