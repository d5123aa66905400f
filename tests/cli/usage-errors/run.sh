try() { echo "-- virtc $*"; virtc "$@"; echo "exit $?"; }
try compile web.yaml
try compile web.yaml --check
try compile web.yaml --stdout --check
try compile web.yaml --stdout -o build
try compile web.yaml -o
try complie web.yaml
try check --colour never
try check --color sometimes
try check --max-shown many web.yaml
try check --max-shown=-1 web.yaml
try check ''
