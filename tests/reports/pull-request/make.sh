# A repository of fifty specs, and a branch that makes a mistake of another kind in each of three.
mkdir specs
for n in $(seq -w 50); do
    cat >"specs/vm-$n.yaml" <<SPEC
domains:
  vm-$n:
    memory: 4 GiB
    vcpu: 2
    devices:
      disk:
        root: { file: /var/lib/libvirt/images/vm-$n.qcow2, format: qcow2 }
      interface:
        lan: { bridge: br0, mac: "52:54:00:00:00:$n" }
SPEC
done
# It is no business of this pull request.
sed -i 's/4 GiB/4 GB/' specs/vm-30.yaml

if command -v git >/dev/null; then
    export GIT_CONFIG_GLOBAL=/dev/null
    git init -q -b main
    git add specs
    git -c user.name=a -c user.email=a@example.org commit -q -m specs
fi
sed -i 's/format/fromat/' specs/vm-07.yaml
sed -i 's/00:23"/00:11"/' specs/vm-23.yaml
sed -i 's/4 GiB/4096/' specs/vm-42.yaml
if command -v git >/dev/null; then
    git diff --name-only -z >changed
else
    printf '%s\0' specs/vm-07.yaml specs/vm-23.yaml specs/vm-42.yaml >changed
fi
