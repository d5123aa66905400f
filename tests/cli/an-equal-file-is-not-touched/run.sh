# Make and rsync see nothing new: the file keeps its time.
virtc compile web.yaml db.toml -o build
touch -t 200001010000 build/web-1.xml build/db-1.xml
touch -t 200001020000 between
virtc compile web.yaml db.toml -o build
find build -name '*.xml' -newer between
echo '-- one is not equal'
echo >> build/db-1.xml
touch -t 200001010000 build/db-1.xml
virtc compile web.yaml db.toml -o build
find build -name '*.xml' -newer between
