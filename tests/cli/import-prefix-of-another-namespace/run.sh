# A prefix says nothing: what counts is the namespace that it stands for.
virtc import guest.xml -o guest.yaml; echo "exit $?"
cat guest.yaml
virtc compile guest.yaml --stdout; echo "exit $?"
