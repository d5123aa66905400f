//! Specs made to cost more than they weigh: every answer comes in time in proportion to the text,
//! and is no panic. Each was a hang, an overflow of the stack, or a way to one.

#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

#[path = "hostile/growth.rs"]
mod growth;
#[path = "hostile/levels.rs"]
mod levels;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// How large a text is: its square is too much for the time that it has.
const SIZE: usize = 200_000;
/// How long a run may take, without optimisation and beside all other tests.
const TIME: Duration = Duration::from_secs(60);

const DOMAIN: &str = "domains:\n  a:\n    memory: 1 GiB\n";

/// A text of about `SIZE` bytes, from a pattern in which `#` is a number.
fn many(pattern: &str) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < SIZE {
        // Writing to a string does not fail.
        let _infallible = write!(text, "{}", pattern.replace('#', &number.to_string()));
        number += 1;
    }
    text
}

/// The same without numbers.
fn times(pattern: &str) -> String {
    pattern.repeat(SIZE / pattern.len())
}

/// A pattern so many times, in which `#` is a number.
fn numbered(pattern: &str, count: usize) -> String {
    (0..count).map(|number| pattern.replace('#', &number.to_string())).collect()
}

/// Names of files, and what they hold; the first is what is checked.
type Files = Vec<(&'static str, String)>;

fn yaml(text: String) -> Files {
    vec![("spec.yaml", text)]
}

fn toml(text: String) -> Files {
    vec![("spec.toml", text)]
}

fn xml(text: String) -> Files {
    vec![("spec.xml", text)]
}

#[test]
fn nesting() {
    for text in [times("["), format!("a: {}", times("{a: ")), times("- "), times("? "), times("&a [")] {
        answered(&yaml(text), 1);
    }
    for text in [format!("a={}", times("[")), format!("a={}", times("{a=")), format!("a{}=1", times(".a")), format!("[a{}]", times(".a"))] {
        answered(&toml(text), 1);
    }
    for text in [times("<a>"), format!("<domain>{}{}</domain>", "<a>".repeat(SIZE / 7), "</a>".repeat(SIZE / 7))] {
        answered(&xml(text), 1);
    }
    let deep = format!("{}{}", "<a>".repeat(SIZE / 7), "</a>".repeat(SIZE / 7));
    answered(&yaml(format!("{DOMAIN}    metadata: '{deep}'\n")), 0);
    let capabilities = ("capabilities.xml", format!("<domainCapabilities>{deep}</domainCapabilities>"));
    let spec = format!("hosts: {{ kvm1: {{ domcapabilities: capabilities.xml }} }}\n{DOMAIN}    host: kvm1\n");
    answered(&vec![("spec.yaml", spec), capabilities], 1);
}

#[test]
fn expressions() {
    let titled = |expression: String| format!("{DOMAIN}    title: \"${{{expression}}}\"\n");
    for expression in [times("1+") + "1", times("1*") + "1", times("(") + "1", times("-") + "1", times("1<") + "1", times("'")] {
        answered(&yaml(titled(expression)), 1);
    }
    answered(&yaml(format!("{DOMAIN}    title: \"{}\"\n", times("${"))), 1);
    answered(&yaml(format!("{DOMAIN}    title: \"{}\"\n", times("${x}"))), 1);
}

#[test]
fn aliases() {
    let long = times("1,");
    answered(&yaml(format!("a: &a [{long}1]\nb: [{}1]\n", times("*a,"))), 1);
    answered(&yaml(format!("b: [{}1]\n", times("*a,"))), 1);
    answered(&yaml(format!("x: {}{long}{}", "&a [".repeat(100), "]".repeat(100))), 1);
    let doubled = (1..30).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(","))).collect::<String>();
    answered(&yaml(format!("a0: &a0 x\n{doubled}")), 1);
}

#[test]
fn keys() {
    answered(&yaml(many("k#: 1\n")), 1);
    answered(&yaml(times("k: 1\n")), 1);
    answered(&yaml(format!("{DOMAIN}{}", many("    memry#: 1\n"))), 1);
    answered(&yaml(format!("{DOMAIN}    {}: 1\n", times("x"))), 1);
    answered(&toml(many("k#=1\n")), 1);
    answered(&toml(times("k=1\n")), 1);
    answered(&toml(times("[x]\n")), 1);
    answered(&toml(many("[x#]\na=1\n[x#]\n")), 1);
    answered(&toml(format!("a={{{}x=1}}", times("x=1,"))), 1);
}

/// A few bytes that stand for gigabytes.
#[test]
fn texts_of_expressions() {
    let variable = format!("vars: {{ x: '{}' }}\n", "x".repeat(SIZE / 2));
    let values = times("${x}");
    for setting in
        [format!("title: \"{values}\""), format!("title: \"{}\"", times("${x == x}")), format!("os: {{ initarg: [{}] }}", times("'${x}',"))]
    {
        answered(&yaml(format!("{variable}{DOMAIN}    {setting}\n")), 1);
    }
    // What is wrong with a long value quotes it.
    let wrong = format!("{variable}domains:\n{}", many("  d#: { memory: 1 GiB, vcpu: \"${x}\" }\n"));
    answered_with(&yaml(wrong), 1, &["--max-made", "300000"]);
    let fleet = |name: &str| format!("{variable}domains:\n  f: {{ count: 250000, memory: 1 GiB, name: \"${{n}}-{name}\" }}\n");
    for name in ["${x}", "${x == x}", &values, &times("x")] {
        answered(&yaml(fleet(name)), 1);
    }
    let cells = vec![
        ("spec.yaml", format!("domains:\n  f: {{ each: a.csv, name: '${{id}}', memory: 1 GiB, title: \"{}\" }}\n", times("${x}"))),
        ("a.csv", format!("id,x\n1,a\n2,{}\n", "x".repeat(SIZE))),
    ];
    answered(&cells, 1);
}

/// Fleets that make nothing, and members of which much is said.
#[test]
fn fleets() {
    let fleet = "domains:\n  f:\n    count: 20000\n    name: \"${n}\"\n    memory: 1 GiB\n";
    let skipping = many("  f#: { count: 10000, name: \"#-${n}\", memory: 1 GiB, members: { 1-10000: { skip: true } } }\n");
    let twice = many("  f#: { count: 10000, name: \"#-${n % 9999}\", memory: 1 GiB }\n");
    let arguments = times("a,");
    let profile = format!("profiles: {{ p: {{ os: {{ initarg: [{arguments}] }} }} }}\n");
    for text in [
        format!("domains:\n{skipping}"),
        format!("domains:\n{twice}"),
        format!("{fleet}    members: {{ 1-20000: {{ os: {{ initarg: [{arguments}] }} }} }}\n"),
        format!("{profile}{fleet}    profile: \"${{'p'}}\"\n"),
        format!("{fleet}    title: '{}'\n", times("x")),
    ] {
        // Without optimisation the bounds would take a minute.
        answered_with(&yaml(text), 1, &["--max-domains", "20000", "--max-made", "200000"]);
    }
}

#[test]
fn profiles() {
    let of = |profiles: String, profile: &str| format!("profiles:\n  p0: {{}}\n{profiles}{DOMAIN}    profile: {profile}\n");
    answered(&yaml(of(many("  p1#: {profile: p#}\n"), "p11")), 1);
    let chain = (0..8_000).map(|n| format!("  p{}: {{profile: p{n}}}\n", n + 1)).collect::<String>();
    answered(&yaml(of(chain, "p8000")), 1);
    let back = (1..6_000).map(|n| format!("  p{n}: {{profile: [p{}, p1]}}\n", n + 1)).collect::<String>();
    answered(&yaml(of(back, "p1")), 1);
    let diamonds =
        (0..2_000).map(|n| format!("  p{0}: {{profile: [p{n}, q{n}]}}\n  q{0}: {{profile: [p{n}, q{n}]}}\n", n + 1)).collect::<String>();
    answered(&yaml(of(format!("  q0: {{}}\n{diamonds}"), "p2000")), 1);
    let misspelt = many("  b#: {profile: pname#}\n");
    answered(&yaml(format!("profiles:\n{}{DOMAIN}{misspelt}", many("  pnmae#: {}\n"))), 1);
    let misspelt = many("  b#: {memory: 1 GiB, host: hname#}\n");
    answered(&yaml(format!("hosts:\n{}{DOMAIN}{misspelt}", many("  hnmae#: {}\n"))), 1);
}

#[test]
fn xml_of_many_parts() {
    answered(&xml(format!("<domain {}/>", many("a#='1' "))), 1);
    answered(&xml(format!("<domain {}/>", many("xmlns:a#='u#' "))), 1);
    answered(&xml(format!("<a{}", times("="))), 1);
    answered(&xml(times("<")), 1);
    answered(&xml(format!("<domain>{}</domain>", times("&x;"))), 1);
    answered(&xml(format!("<domain>{}</domain>", many("<x#/>"))), 1);
    let nested = (0..3_000).map(|n| format!("<a xmlns:p{n}='u'>")).collect::<String>() + &"</a>".repeat(3_000);
    answered(&xml(format!("<domain>{nested}</domain>")), 1);
    answered(&yaml(format!("{DOMAIN}    metadata: \"{nested}\"\n")), 1);
}

#[test]
fn references() {
    answered(&yaml(format!("include: [{}]\n{DOMAIN}", many("f#.yaml,"))), 1);
    answered(&yaml(format!("include: [{}]\n{DOMAIN}", times("spec.yaml,"))), 0);
    let files = (0..1_000).map(|n| format!("f{n}.yaml,")).collect::<String>();
    answered(&yaml(format!("include: [{files}]\n{DOMAIN}")), 1);
}

/// Checks a file in a folder of its own. The exit status says whether there are findings.
fn answered(files: &Files, status: i32) {
    answered_with(files, status, &[]);
}

/// The same with more arguments.
fn answered_with(files: &Files, status: i32, arguments: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut shown = files[0].1.clone();
    shown.truncate(60);
    let (exit, said) = check(folder.path(), &[&[files[0].0], arguments].concat(), &shown);
    assert_eq!(exit.code(), Some(status), "{shown}…\n{said}");
    assert!(!said.contains("panicked"), "{shown}…\n{said}");
}

fn check(folder: &Path, arguments: &[&str], shown: &str) -> (ExitStatus, String) {
    let report = folder.join("report");
    let mut command = Command::new(env!("CARGO_BIN_EXE_virtc"));
    command.args(["check", "--max-shown", "3"]).args(arguments).current_dir(folder);
    let mut child = command.stderr(fs::File::create(&report).unwrap()).stdout(Stdio::null()).spawn().unwrap();
    let start = Instant::now();
    loop {
        if let Some(exit) = child.try_wait().unwrap() {
            return (exit, String::from_utf8_lossy(&fs::read(report).unwrap()).into_owned());
        }
        if start.elapsed() > TIME {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{shown}… takes more than {TIME:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The pages of hostile input and of bounds name tests that there are.
#[test]
fn the_pages_name_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = ["docs/hostile-input.md", "docs/limits.md"].map(|page| fs::read_to_string(root.join(page)).unwrap()).concat();
    let named: Vec<&str> = page.split('`').filter(|text| text.starts_with("tests/") || text.starts_with("crates/")).collect();
    assert!(named.len() > 50, "{} tests", named.len());
    for name in named {
        assert!(root.join(name).exists(), "{name}");
    }
}
