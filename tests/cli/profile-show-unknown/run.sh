for name in linux-sever linux-server@2 mainframe ''; do
    virtc profile show "$name"
    echo "exit $?"
done
virtc profile show
echo "exit $?"
