virtc profile --help
virtc profile show --help | sed -n '/^Examples/,$p'
