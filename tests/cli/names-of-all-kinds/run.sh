# A domain's name is its file's: dots, blanks and letters of any language stay.
mkdir 'my specs.v2'
mv names.yaml 'my specs.v2/the specs: one.yaml'
virtc compile 'my specs.v2/the specs: one.yaml' -o 'the output' && LC_ALL=C ls 'the output'
