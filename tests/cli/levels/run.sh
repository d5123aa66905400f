# The last of --allow, --warn and --deny counts, as it does with rustc.
say() { echo "-- $*"; virtc check --quiet vm.yaml "$@" 2>&1 | grep -E '^(decimal-unit|backward-range|  [×⚠])'; }
say
say --deny decimal-unit
say --deny regret --allow decimal-unit
say --allow decimal-unit --deny regret
say --allow refused
say --allow all --warn backward-range
say --deny warnings
virtc check vm.yaml --deny decimal-units; echo "exit $?"
virtc check vm.yaml --allow bad-number; echo "exit $?"
