# 0 all is well, 1 something is wrong with the specs, 2 usage or files.
for arguments in 'check web.yaml' 'check bad.yaml' 'check nowhere.yaml' 'check bad.yaml nowhere.yaml' 'check --nonsense' \
    'nonsense' 'compile web.yaml' 'compile web.yaml -o build' 'compile web.yaml -o build --check' 'compile web.yaml -o missing --check' \
    'compile web.yaml --stdout' 'compile bad.yaml --stdout' 'compile web.yaml -o web.yaml' 'completions bash' 'completions none' \
    '--version' '--help' 'help check' ''
do
    virtc $arguments > said.txt 2>&1
    echo "$? virtc $arguments"
done
