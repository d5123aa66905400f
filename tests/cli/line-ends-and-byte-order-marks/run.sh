# As Windows writes files: the XML is the same.
printf '\357\273\277domains:\r\n  web-1:\r\n    memory: 1 GiB\r\n    title: A title\r\n' > web.yaml
printf '\357\273\277[domains.db-1]\r\nmemory = "1 GiB"\r\ntitle = "A title"\r\n' > db.toml
printf "\357\273\277<domain type='kvm'>\r\n  <name>old-1</name>\r\n  <title>A title</title>\r\n  <memory>1</memory>\r\n  <os><type>hvm</type></os>\r\n</domain>\r\n" > old.xml
virtc compile web.yaml db.toml old.xml -o build
grep title build/*.xml
tr -cd '\r\357' < build/web-1.xml | wc -c | tr -d ' '
virtc compile - --stdout < web.yaml | grep name
virtc compile - --stdout < db.toml | grep name
virtc compile - --stdout < old.xml | grep name
