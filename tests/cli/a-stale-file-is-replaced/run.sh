# Whole, whatever it was; other files stay, and nothing is left over.
virtc compile web.yaml -o build
echo 'half a fi' > build/web-1.xml
echo mine > build/notes.txt
echo '<domain/>' > build/gone-1.xml
virtc compile web.yaml -o build
head -n 2 build/web-1.xml
ls -A build
