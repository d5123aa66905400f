# A profile that comes with virtc is no file that has changed.
printf 'domains: { web-1: { profile: linux-server@1, memory: 1 GiB, unset: devices.rng.urandom.backend } }\n' > web.yaml
printf 'domains: { db-1: { profile: linux-server@1, memory: 1 GiB, unset: devices.rng.urandom.backend } }\n' > db.yaml
echo web.yaml > changed
virtc check --changed-files changed --format short
echo "exit $?"
# A profile of the project that comes before the newest version of a shipped one is.
printf 'profiles: { microvm@1: { memory: 1 GiB, os: { machine: pc-q35-9.2 }, devices: { rng: { r: { model: virtio } } } } }\n' > own.yaml
printf 'domains: { ci-1: { profile: microvm } }\n' > ci.yaml
echo own.yaml > changed
virtc check --changed-files changed --format short
echo "exit $?"
