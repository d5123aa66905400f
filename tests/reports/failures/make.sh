mkfifo 'pipe,a.yaml'
mkdir empty
