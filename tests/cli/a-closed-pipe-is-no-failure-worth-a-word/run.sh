# More than a pipe holds, of which one line is read.
{ echo domains:; i=0; while [ $i -lt 2000 ]; do echo "  d$i: { memory: 1 GiB }"; i=$((i + 1)); done; } > many.yaml
virtc compile many.yaml --stdout | head -n 1
