# A folder may be elsewhere.
mkdir elsewhere
ln -s elsewhere build
virtc compile web.yaml -o build
ls elsewhere
test -h build && echo 'still a link'
