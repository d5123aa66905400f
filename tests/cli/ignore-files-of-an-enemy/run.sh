# Ignore files that never end, or are too much: the folder is not searched, and nothing is waited for.
mkdir -p specs/deep other
for folder in . specs specs/deep other; do
    printf 'domains: { %s: { memory: 1 GiB } }\n' "d$(echo "$folder" | tr -dc a-z)" > "$folder/guest.yaml"
done
echo '-- a link to a device, a pipe'
ln -s /dev/zero specs/deep/.gitignore
mkfifo other/.ignore
virtc check .
echo "exit $?"
virtc check specs/deep
echo "exit $?"
echo '-- above the folder'
rm specs/deep/.gitignore other/.ignore
ln -s /dev/zero specs/.gitignore
virtc check specs/deep
echo "exit $?"
echo '-- too large, in one or in all'
rm specs/.gitignore
i=0
while [ $i -lt 10000 ]; do echo '*a*b*c*d*e*f*g*h*i*j*k*l*m*n*o*p*q*r*s*t*u*v*w*x*y*z*'; i=$((i + 1)); done > many
cat many many > specs/.gitignore
virtc check .
echo "exit $?"
head -c 300000 many > specs/.gitignore
cp specs/.gitignore specs/deep/.ignore
virtc check specs
echo "exit $?"
echo '-- a folder of that name is none'
rm specs/.gitignore specs/deep/.ignore
mkdir specs/.gitignore
virtc check .
echo "exit $?"
