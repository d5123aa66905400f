//! A hundred thousand levels, and as many keys, in every notation.

use super::{DOMAIN, Files, answered, numbered, toml, xml, yaml};

const MANY: usize = 100_000;

/// `open` so often, and `close` as often.
fn nested(open: &str, inside: &str, close: &str) -> String {
    format!("{}{inside}{}", open.repeat(MANY), close.repeat(MANY))
}

/// A fleet with such an inventory.
fn inventory(name: &'static str, text: String) -> Files {
    let spec = format!("domains: {{ f: {{ each: {name}, name: 'vm-${{a}}', memory: 1 GiB }} }}\n");
    vec![("spec.yaml", spec), (name, text)]
}

/// A domain on a host with such capabilities.
fn capabilities(text: &str) -> Files {
    let spec = format!("hosts: {{ kvm1: {{ domcapabilities: kvm1.xml }} }}\n{DOMAIN}    host: kvm1\n");
    vec![("spec.yaml", spec), ("kvm1.xml", format!("<domainCapabilities{text}</domainCapabilities>"))]
}

fn settings(text: String) -> Files {
    vec![("spec.yaml", DOMAIN.to_owned()), ("virtc.toml", text)]
}

#[test]
fn levels() {
    let dots = ".a".repeat(MANY);
    for text in [nested("[", "", "]"), nested("{a: ", "1", "}"), nested("- ", "1", ""), nested("? ", "1", "")] {
        answered(&yaml(text), 1);
    }
    for text in [nested("[", "", "]"), nested("{\"a\":", "1", "}")] {
        answered(&vec![("spec.json", text.clone())], 1);
        answered(&inventory("rows.json", text), 1);
    }
    for text in [format!("a{dots}=1"), format!("[a{dots}]"), format!("[[a{dots}]]"), format!("a={{a{dots}=1}}")] {
        answered(&toml(text.clone()), 1);
        answered(&inventory("rows.toml", text.clone()), 1);
        answered(&settings(text), 1);
    }
    for text in [format!("a={}", nested("[", "", "]")), format!("a={}", nested("{a=", "1", "}"))] {
        answered(&toml(text), 1);
    }
    let elements = nested("<a>", "", "</a>");
    answered(&xml(format!("<domain>{elements}</domain>")), 1);
    answered(&xml(format!("<domain><devices><disk>{}</disk></devices></domain>", nested("<backingStore>", "", "</backingStore>"))), 1);
    answered(&capabilities(&format!(">{elements}")), 1);
    answered(&yaml(format!("{DOMAIN}    xml: '{elements}' # virtc: allow(raw-xml)\n")), 0);
    answered(&inventory("rows.yaml", nested("- ", "1", "")), 1);
    answered(&inventory("rows.csv", format!("a{dots},a\n1,2\n")), 0);
    answered(&yaml(format!("{DOMAIN}    title: \"${{a{dots}}}\"\n")), 1);
}

#[test]
fn keys() {
    answered(&yaml(numbered("k#: 1\n", MANY)), 1);
    answered(&vec![("spec.json", format!("{{{}\"k\":1}}", numbered("\"k#\":1,", MANY)))], 1);
    for pattern in ["k#=1\n", "a.k#=1\n", "[k#]\n"] {
        answered(&toml(numbered(pattern, MANY)), 1);
    }
    answered(&xml(format!("<domain {}/>", numbered("k#='1' ", MANY))), 1);
    answered(&xml(format!("<domain>{}</domain>", numbered("<k#/>", MANY))), 1);
    answered(&inventory("rows.csv", format!("a{}\n1{}\n", numbered(",k#", MANY), ",".repeat(MANY))), 0);
    answered(&inventory("rows.json", format!("[{{{}\"a\":1}}]", numbered("\"k#\":1,", MANY))), 0);
    answered(&settings(numbered("k#=1\n", MANY)), 1);
}
