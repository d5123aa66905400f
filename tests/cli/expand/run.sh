# Everything resolved, as a spec that compiles to the same.
virtc expand spec.toml
virtc expand spec.toml --format toml --domain 'web-*' >web.toml
virtc compile web.toml --stdout --quiet >again.xml
virtc expand spec.toml --domain 'web-*' | virtc compile - --stdout --quiet | cmp - again.xml && echo same
echo '-- where it comes from'
virtc expand spec.toml --origin --domain web-2
virtc expand spec.toml --origin --domain web-2 --format toml
virtc expand spec.toml --origin --domain desk --quiet
echo '-- names that there are not'
virtc expand spec.toml --domain wbe-1
echo "exit $?"
virtc expand spec.toml --domain '[a'
echo "exit $?"
echo '-- mistakes'
virtc expand bad.yaml
echo "exit $?"
virtc expand nowhere.yaml
echo "exit $?"
