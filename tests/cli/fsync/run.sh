# The same files, sooner on the disk.
virtc compile fleet.yaml -o one
virtc compile fleet.yaml -o two --fsync
diff -r one two && echo 'the same'
sed -i 's/count: 2/count: 1/' fleet.yaml
virtc compile fleet.yaml -o two --fsync
LC_ALL=C ls -A two
