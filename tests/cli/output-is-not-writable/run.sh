# Who may write everywhere sees what the others see.
mkdir build
chmod 555 build
if [ -w build ]; then cat denied.txt; exit; fi
virtc compile web.yaml -o build > said.txt 2>&1
echo "exit $?"
cat said.txt
find build -type f
