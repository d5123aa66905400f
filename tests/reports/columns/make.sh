# A byte order mark, characters of two to four bytes, line ends of Windows, a tab.
printf '\357\273\277domains: { \303\244\360\235\204\236: { memory: 8 } }\r\n---\r\ndomains:\r\n  b:\r\n    memory:\t4\r\n    vcpus: 1\r\n' >web.yaml
printf '[domains.c]\nmemory = """8\n """\n' >lines.toml
