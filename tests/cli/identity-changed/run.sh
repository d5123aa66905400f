# A file is replaced by one with another UUID or MAC: libvirt and the guest would see others.
spec() { echo "$1" > vm.yaml; }
compile() { virtc compile vm.yaml -o build "$@"; echo "exit $?"; }
echo '-- the project gets a name: everything changes'
spec 'domains: { vm: { memory: 1 GiB, devices: { interface: { lan: { bridge: br0 }, dmz: { network: dmz } } } } }'
compile
spec '{ project: acme, domains: { vm: { memory: 1 GiB, devices: { interface: { lan: { bridge: br0 }, dmz: { network: dmz } } } } } }'
compile --check
compile
echo '-- once is enough'
compile
echo '-- an interface is called otherwise; one comes, one goes, and their order is another'
spec '{ project: acme, domains: { vm: { memory: 1 GiB, devices: { interface: { dmz: { network: dmz }, wan: { bridge: br0 } } } } } }'
compile
spec '{ project: acme, domains: { vm: { memory: 1 GiB, devices: { interface: { wan: { bridge: br0 }, new: { bridge: br7 }, dmz: { network: dmz } } } } } }'
compile
spec '{ project: acme, domains: { vm: { memory: 1 GiB, devices: { interface: { wan: { bridge: br0 } } } } } }'
compile
echo '-- denied, nothing is written; allowed, nothing is said'
spec '{ project: acme, domains: { vm: { memory: 1 GiB, devices: { interface: { lan: { bridge: br0 } } } } } }'
compile --deny identity-changed 2>&1 | tail -n 2
compile --allow identity-changed
echo '-- a fleet says it once'
spec '{ domains: { w: { count: 3, name: "w-${n}", memory: 1 GiB } } }'
compile
spec '{ project: acme, domains: { w: { count: 3, name: "w-${n}", memory: 1 GiB } } }'
compile
echo '-- what is no domain has no identity'
for text in 'no XML' '<domain/>' '<other/>' '<domain><uuid>none</uuid></domain>'; do
    echo "$text" > build/w-1.xml; compile
done
