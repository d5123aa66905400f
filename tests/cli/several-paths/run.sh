# Files and folders of every notation in one run; their order means nothing.
mkdir more
mv db.toml more
virtc compile web.yaml more old.xml -o a
virtc compile old.xml more web.yaml --output=b
ls a
diff -r a b && echo same
