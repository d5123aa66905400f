# A spec would fill in what these lack, and they would become other guests.
virtc import no-type.xml; echo "exit $?"
virtc import no-target.xml; echo "exit $?"
