# Threads, the locale, the time zone and the folder change nothing.
mkdir elsewhere
cp *.yaml *.toml elsewhere
virtc compile web.yaml db.toml -o a -q
LC_ALL=C TZ=Asia/Tokyo RAYON_NUM_THREADS=1 virtc compile db.toml web.yaml -o b -q
(cd elsewhere && LC_ALL=tr_TR.UTF-8 virtc compile . -o ../c -q)
diff -r a b && diff -r a c && echo same
