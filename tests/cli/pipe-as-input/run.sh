# A named pipe has no other end here, so nothing may wait for it.
mkfifo pipe.yaml
virtc check pipe.yaml
echo "exit $?"
mkdir folder.yaml
virtc check folder.yaml
echo "exit $?"
