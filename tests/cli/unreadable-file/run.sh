# Who may read everything sees what the others see.
chmod 000 secret.yaml
if [ -r secret.yaml ]; then cat denied.txt; exit; fi
virtc check secret.yaml web.yaml
echo "exit $?"
