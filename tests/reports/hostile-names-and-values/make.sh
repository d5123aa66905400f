# What a pull request may hold to fool a log, a terminal or a reader of reports.
bidi=$(printf '\342\200\256')
spec() {
    printf 'domains:\n  a%s:\n    %s: 1\n    memory: "%s"\n' "$1" "$2" "$3"
}
spec 1 '"x]\x1b[31m\n::error file=x::y\u202e"' 'x ::warning::a ]]> <b> & %0A ${n} {0} [a](https://example.org)' >'::error title=a,b::c.yaml'
spec 2 '"<a b=''c''>\x00\x85"' '##[error] ##vso[task.setvariable] \r\n::stop-commands::x' >"new
::error::line.yaml"
spec 3 'x' 'a\tb {0} [a](https://example.org)' >"a b%$bidi,#?'<\"&.yaml"
