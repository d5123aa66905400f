# Whatever the umask lets others read, a password is not theirs to see.
umask 022
virtc compile spec.yaml -o build
virtc import build/*.xml -o specs
virtc import build/*.xml -o all.toml
stat -c '%a %n' build/*.xml specs/* all.toml
