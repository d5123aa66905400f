# Both are one run: what they hold together is checked together.
virtc compile - db.toml -o build < web.yaml
ls build
virtc check - web.yaml < web.yaml
echo "exit $?"
