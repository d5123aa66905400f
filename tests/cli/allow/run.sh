virtc check --quiet vm.yaml; echo "exit $?"
virtc check --quiet --allow backward-range --allow no-source vm.yaml; echo "exit $?"
virtc compile --quiet --allow all vm.yaml --stdout; echo "exit $?"
virtc check --allow unknown-key vm.yaml; echo "exit $?"
