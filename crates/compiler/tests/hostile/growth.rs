//! What once took the square of its size, or as much memory as its parts multiplied.

use super::{DOMAIN, Files, SIZE, answered, many, times, toml, xml, yaml};

/// How many devices there are of a kind.
const MANY: usize = 20_000;

/// Text that is looked at again for every mistake in it.
#[test]
fn mistakes() {
    let comments = times("#\n");
    answered(&yaml(format!("{comments}{}", "---\nk: @\n".repeat(SIZE / 9))), 1);
    answered(&toml(format!("{comments}{}", "k: 1\n\n".repeat(SIZE / 6))), 1);
    answered(&yaml(format!("- &{} |{}\n- x\n", times("|"), times(" "))), 1);
}

/// Keys at the top of a file that is read in parts.
#[test]
fn tables() {
    let tables: String = (0..60_000).map(|number| format!("[t{number}]\n")).collect();
    answered(&toml(format!("[domains.a]\nmemory = '1 GiB'\n{tables}")), 1);
}

/// Sets with many gaps, and exceptions with many names.
#[test]
fn lists_in_texts() {
    let odd: String = (0..60_000).map(|number| format!("{},", 2 * number)).collect();
    answered(&yaml(format!("{DOMAIN}    numatune: {{ memory: {{ mode: strict, nodeset: '{odd}0' }} }}\n")), 1);
    answered(&yaml(format!("{DOMAIN}    foo: 1 # virtc: allow({}a)\n", many("rule-number-#,"))), 1);
}

/// An alias of a long text is as long as the text.
#[test]
fn aliases_of_long_texts() {
    answered(&yaml(format!("a: &a {}\nb: [{}1]\n", times("x"), times("*a,"))), 1);
    answered(&yaml(format!("a: {}{}{}\n", "&a [".repeat(100), "x".repeat(5 * SIZE), "]".repeat(100))), 1);
}

/// Devices of two kinds in the order in which they do not stand in the XML.
#[test]
fn kinds_in_another_order() {
    let (interfaces, disks) = ("{},".repeat(MANY), "{},".repeat(MANY));
    answered(&yaml(format!("{DOMAIN}    devices: {{ interface: [{interfaces}], disk: [{disks}] }}\n")), 1);
    let profile = format!("profiles: {{ p: {{ devices: {{ interface: [{interfaces}] }} }} }}\n");
    answered(&yaml(format!("{profile}{DOMAIN}    profile: p\n    devices: {{ disk: [{disks}] }}\n")), 1);
    answered(&xml(format!("<domain><devices>{}{}</devices></domain>", "<interface/>".repeat(MANY), "<disk/>".repeat(MANY))), 1);
}

/// Layers that speak of the same things.
#[test]
fn layers() {
    let disks = many("d#: {file: /a#, format: raw},\n");
    let features = many("{name: f#, policy: require},\n");
    let settings =
        format!("cpu: {{ mode: host-model, feature: [{features}] }}\n    devices: {{ disk: {{ '*': {{ cache: none }}, {disks} }} }}\n");
    let profile = format!("profiles:\n  p:\n    {settings}");
    answered(&yaml(format!("{profile}{DOMAIN}    profile: p\n    {settings}")), 1);
    for path in ["devices.disk.d#,", "cpu.feature.f#,", "cpu.feature.x#,", "devices.x#,", "devices.disk.d1.x#,"] {
        answered(&yaml(format!("{profile}{DOMAIN}    profile: p\n    unset: [{}]\n", many(path))), 1);
    }
    answered(&yaml(format!("{profile}{DOMAIN}    profile: p\n    unset: devices.disk{}\n", times(".a"))), 1);
}

/// Many devices, of which each gets much from `*`.
#[test]
fn defaults() {
    let cookies = many("{name: c#, value: x},");
    let every = format!("'*': {{ source: {{ cookies: {{ cookie: [{cookies}] }} }} }}");
    let text = format!("'*': {{ serial: {} }}", times("x"));
    for every in [every, text] {
        let disks = many("d#: {file: /a, format: raw},");
        answered(&yaml(format!("{DOMAIN}    devices: {{ disk: {{ {every}, {disks} }} }}\n")), 1);
    }
}

/// Secrets that repeat themselves, and tables that are looked through for them.
#[test]
fn secrets() {
    let secret = |text: &str| format!("{DOMAIN}    x: 1\n    devices: {{ graphics: [{{ type: vnc, passwd: {text} }}] }}\n");
    answered(&yaml(secret(&times("a"))), 1);
    answered(&yaml(secret(&format!("{}b", times("ab")))), 1);
    let table = |text: String| -> Files {
        vec![("spec.yaml", "domains: { f: { each: a.csv, name: 'vm-${a}', memory: 1 GiB } }\n".to_owned()), ("a.csv", text)]
    };
    answered(&table(times(",")), 1);
    answered(&table(format!("a,passwd\n{}", times("\"x\",\""))), 1);
}
