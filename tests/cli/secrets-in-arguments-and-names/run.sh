# Secrets that no field of libvirt's holds: in arguments of QEMU, behind the name of a variable, in elements with
# a prefix. A secret that stands elsewhere, too, is no less one.
umask 022
virtc expand guest.yaml --quiet
virtc compile guest.yaml -o out --quiet 2> /dev/null
ls -l out | cut -c1-10
cat > elsewhere.yaml <<'YAML'
vars: { pw: hunter2secret }
domains:
  a:
    memory: 8
    title: "it has hunter2secret in it"
    devices:
      graphics:
        v: { type: vnc, passwd: "${pw}", port: hunter2secret }
        w: { type: spice, passwd: "x${pw}y", port: xhunter2secrety }
    "qemu:commandline": { arg: [{ value: "secret,id=s,data=anotherSecret" }], nope: anotherSecret }
YAML
cat > elsewhere.xml <<'XML'
<domain type='kvm'><name>a</name><memory>1048576</memory><os><type>hvm</type></os>
  <metadata><x:y xmlns:x='u'><x:passwd>hunter2secret</x:passwd></x:y></metadata>
  <qemu:commandline xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'><qemu:env name='PASSWORD' value='anotherSecret'/></qemu:commandline>
  <devices><graphics type='vnc' passwd='hunter2secret' port='hunter2secret'/></devices></domain>
XML
printf 'domains: { a: { each: rows.csv, name: "a-${host}", memory: "${mem}", devices: { graphics: { v: { type: vnc, passwd: "${pw}" } } } } }\n' > rows.yaml
printf 'host,mem,pw\nh1,hunter2secret,hunter2secret\nh2,8,anotherSecret\n' > rows.csv
for file in elsewhere.yaml elsewhere.xml rows.yaml; do
    for format in terminal short json sarif github gitlab junit; do
        virtc check "$file" --format $format > said 2>&1
        echo "$file $format $(grep -c -e hunter2secret -e anotherSecret said)"
    done
    virtc check "$file" --diff 2>&1 | grep -c -e hunter2secret -e anotherSecret
    virtc expand "$file" 2>&1 | grep -c -e hunter2secret -e anotherSecret
done
