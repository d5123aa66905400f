# Escapes are shown as ^[: `always` colours though nobody sees it, `auto` only a terminal.
seen() { tr '\033' '^' ; }
virtc check --color always bad.yaml 2>&1 | seen
echo '-- never'
virtc check --color never bad.yaml 2>&1 | seen | grep -c '\^'
echo '-- auto, which is what there is without it'
virtc check --color auto bad.yaml 2>&1 | seen | grep -c '\^'
virtc check bad.yaml 2>&1 | seen | grep -c '\^'
echo '-- always is stronger than NO_COLOR'
NO_COLOR=1 virtc check --color always bad.yaml 2>&1 | seen | grep -c '\^'
NO_COLOR=1 virtc check bad.yaml 2>&1 | seen | grep -c '\^'
