# Secrets in what is text to libvirt: their files are for their owner, and `expand` masks them. So is a file that is as it
# should be, but may be read by others, as after a checkout.
umask 022
virtc expand guest.yaml box.yaml --quiet
virtc compile guest.yaml box.yaml -o out --quiet 2> /dev/null
ls -l out | cut -c1-10
chmod 644 out/*.xml
virtc compile guest.yaml box.yaml -o out --quiet 2> /dev/null
ls -l out | cut -c1-10
virtc import guest.xml -o imported.yaml --quiet
ls -l imported.yaml | cut -c1-10
chmod 644 imported.yaml
virtc import guest.xml -o imported.yaml --quiet
ls -l imported.yaml | cut -c1-10
