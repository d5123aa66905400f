# `::` at the beginning of a line, and `##[` anywhere in it, are commands to runners of CI jobs. Names of guests may hold them,
# and so may names of files, which a shell puts on the command line.
xml() {
    printf "<domain type='kvm'>\n<name>%s</name>\n<memory unit='KiB'>1048576</memory>\n<currentMemory unit='KiB'>1048576</currentMemory>\n" "$1"
    printf "<os><type>hvm</type></os>\n<on_poweroff>destroy</on_poweroff>\n</domain>\n"
}
xml '::error::done' > a.xml
xml '##[error]##vso[x]##teamcity[y]' > b.xml
virtc import --tidy a.xml b.xml -o imported 2>&1 | od -An -c | grep -c -e '^ *: *:' -e '# *# *\['
virtc import --tidy a.xml b.xml -o imported
name=$(printf -- '-x\n::error::done')
virtc check "$name" 2>&1 | grep -c '^::'
virtc check --target "$(printf 'x\n::error::\033[31m##[error]')" 2>&1 | head -2
mkdir files
printf 'domains:\n  a:\n    memory: 1 GiB\n    vcpus: 2\n    devices: { graphics: { a: { type: vnc, prot: 5900 } } }\n' > "files/$(printf 'a\n::error::"b\\.yaml')"
virtc check --diff files 2> /dev/null | head -2
