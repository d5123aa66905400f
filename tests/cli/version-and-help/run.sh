virtc --version | sed 's/[0-9][0-9.]*/VERSION/'
virtc -V | sed 's/[0-9][0-9.]*/VERSION/'
echo '-- in short'
virtc -h | sed -n '1,/^Commands/p'
virtc -h | grep -c -e '^  compile ' -e '^  check ' -e '^  completions '
virtc -h | tail -n 2
echo '-- at length'
virtc --help | head -n 4
echo '-- of a command'
virtc compile --help | sed -n '1,4p'
virtc help check | sed -n '1,4p'
virtc check --help | sed -n '/^Examples/,$p'
