# A patch shows no secret, and the file keeps it.
virtc check a.yaml --quiet --diff 2> said.txt
virtc check a.yaml --quiet --fix 2> said.txt
cat a.yaml
