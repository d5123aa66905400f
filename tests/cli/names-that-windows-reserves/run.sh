# They are names like any other to libvirt and where it runs, so they are to virtc; see docs/hostile-input.md.
printf 'domains: { CON: { memory: 1 GiB }, nul: { memory: 1 GiB }, aux.x: { memory: 1 GiB }, "a:b": { memory: 1 GiB }, dot.: { memory: 1 GiB } }\n' > names.yaml
virtc compile names.yaml -o build && LC_ALL=C ls build
