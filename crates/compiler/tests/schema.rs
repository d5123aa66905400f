//! The JSON Schema against specs that are right and wrong, and the pages that are made.
//!
//! `VIRTC_BLESS=1 cargo test -p virtc --test schema` writes the schema and the pages anew.
#![allow(missing_docs, clippy::unwrap_used)]

use jsonschema::Validator;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use toml::de::{DeTable, DeValue};
use virtc_model::value::ValueType;
use virtc_model::vocabulary::{Attribute, DOMAIN, Element};
use virtc_model::{Diagnostics, FileId};
use virtc_spec::{Definition, Document, Domain, Hosts, Notation, Profiles, Source, domain, fleet};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn validator() -> Validator {
    jsonschema::validator_for(&virtc::schema::document()).unwrap()
}

/// Compares a file of the repository with what it should hold, or writes it when asked to.
fn compare(path: &Path, text: &str) {
    if env::var_os("VIRTC_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        return fs::write(path, text).unwrap();
    }
    let is_current = fs::read_to_string(path).is_ok_and(|file| file == text);
    assert!(is_current, "{} is stale: run VIRTC_BLESS=1 cargo test -p virtc --test schema", path.display());
}

#[test]
fn the_file_is_what_the_command_prints() {
    let output = Command::new(env!("CARGO_BIN_EXE_virtc")).arg("schema").output().unwrap();
    assert!(output.status.success());
    compare(&root().join("schemas/virtc.schema.json"), &String::from_utf8(output.stdout).unwrap());
}

#[test]
fn the_pages_are_what_the_command_writes() {
    let written = tempfile::tempdir().unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_virtc")).args(["reference", "--quiet", "-o"]).arg(written.path()).status().unwrap();
    assert!(status.success());
    let docs = root().join("docs/reference");
    let wanted = files(written.path(), "md");
    for path in &wanted {
        compare(&docs.join(path.strip_prefix(written.path()).unwrap()), &fs::read_to_string(path).unwrap());
    }
    for path in files(&docs, "md") {
        let is_wanted = written.path().join(path.strip_prefix(&docs).unwrap()).exists();
        assert!(is_wanted, "{} belongs to nothing: delete it", path.display());
    }
}

#[test]
fn the_links_of_the_pages_lead_somewhere() {
    let pages = virtc::reference::pages();
    let anchors: BTreeSet<String> = pages.iter().flat_map(|(page, text)| anchors(page, text)).collect();
    let mut links = 0;
    for (page, text) in &pages {
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = Path::new(page).parent().unwrap();
            let target = if file.is_empty() { page.clone() } else { plain(&folder.join(file)) };
            let is_page = pages.contains_key(&target) && (anchor.is_empty() || anchors.contains(&format!("{target}#{anchor}")));
            assert!(is_page || root().join("docs/reference").join(folder).join(file).exists(), "{page}: {link}");
            links += 1;
        }
    }
    assert!(links > 500, "{links} links");
}

/// Where the headings of a page are, as GitHub names them.
fn anchors(page: &str, text: &str) -> Vec<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim()));
    let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_');
    let slug = |heading: &str| heading.to_lowercase().chars().filter(is_kept).collect::<String>().replace(' ', "-");
    let anchors: Vec<String> = headings.map(|heading| format!("{page}#{}", slug(heading))).collect();
    let different: BTreeSet<&String> = anchors.iter().collect();
    assert_eq!(different.len(), anchors.len(), "{page} has two headings alike");
    anchors
}

/// The path without `folder/..`.
fn plain(path: &Path) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.iter().filter_map(|part| part.to_str()) {
        if part == ".." && parts.last().is_some_and(|last| *last != "..") {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn the_schema_is_one() {
    let schema = virtc::schema::document();
    jsonschema::meta::validate(&schema).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&virtc::schema::text()).unwrap(), schema);
}

/// Every mapping names its keys, so that an editor sees a misspelt one.
#[test]
fn no_mapping_takes_any_key() {
    fn check(value: &Value) {
        let Value::Object(members) = value else {
            return value.as_array().into_iter().flatten().for_each(check);
        };
        if members.get("properties").is_some_and(Value::is_object) && members.get("type") == Some(&json!("object")) {
            assert_eq!(members.get("additionalProperties"), Some(&json!(false)), "{value}");
        }
        members.values().for_each(check);
    }
    check(&virtc::schema::document());
}

#[test]
fn specs_that_are_right_are_valid() {
    let files: Vec<PathBuf> = ["specs", "tests/golden", "tests/seed"].into_iter().flat_map(|folder| specs(&root().join(folder))).collect();
    assert!(files.len() > 100, "{} files", files.len());
    valid(&files);
}

/// What is imported from XML is right too, where there is a collection of it.
#[test]
fn specs_that_are_imported_are_valid() {
    let corpus = root().join("../shared/corpus");
    let folder = tempfile::tempdir().unwrap();
    if !corpus.exists() {
        return;
    }
    let mut import = Command::new(env!("CARGO_BIN_EXE_virtc"));
    import.args(["import", "--name-by", "file", "--quiet"]).arg(&corpus).arg("-o").arg(folder.path()).output().unwrap();
    let files = specs(folder.path());
    assert!(files.len() > 500, "{} files", files.len());
    valid(&files);
}

fn valid(files: &[PathBuf]) {
    let validator = validator();
    for path in files {
        for document in documents(path) {
            let errors: Vec<String> = validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{}:\n{}", path.display(), errors.join("\n"));
        }
    }
}

#[test]
fn what_is_wrong_is_not_valid() {
    let validator = validator();
    let domain = |settings: &str| format!("domains: {{ a: {{ memory: 1 GiB, {settings} }} }}");
    let device = |devices: &str| domain(&format!("devices: {{ {devices} }}"));
    let right = [domain("vcpu: 2"), device("disk: { root: { file: /a, format: qcow2, bus: virtio } }")];
    let wrong = [
        "domain: { a: { memory: 1 GiB } }".to_owned(),
        "domains: [{ memory: 1 GiB }]".to_owned(),
        "domains: { a: }".to_owned(),
        "{ identity: derived, domains: {} }".to_owned(),
        domain("vcpus_: 2"),
        domain("vcpu: two"),
        domain("vcpu: 70000"),
        domain("vcpu: [2]"),
        domain("currentMemory: 512"),
        domain("currentMemory: { value: 512 }"),
        domain("currentMemory: 512 Gigs"),
        domain("uuid: 64089b7c"),
        domain("os: [hvm]"),
        domain("on_crash: explode"),
        domain("features: { acpi: 1 }"),
        domain("cpu: { topology: { sockets: 1, core: 2 } }"),
        domain("clock: { timer: [{ name: hpet, presnt: false }] }"),
        domain("identity: { form: b }"),
        domain("xml: { attribute: { a: b } }"),
        device("disk: { file: /a }"),
        device("disk: { root: /a }"),
        device("disk: { root: { file: a.qcow2 } }"),
        device("disk: { root: { file: /a, fromat: qcow2 } }"),
        device("disk: { root: { file: /a, format: qcow3 } }"),
        device("disk: { root: { file: [/a, /b] } }"),
        device("disk: { root: { network: a } }"),
        device("disk: { root: { volume: { pool: a, volum: b } } }"),
        device("disk: { \"a b\": { file: /a } }"),
        device("interface: { lan: { bridge: br0, mac: \"53:54:00:10:20:30\" } }"),
        device("hostdev: { gpu: { pci: 03.00:0 } }"),
        device("graphics: { vnc: { vnc: { port: 5900 } } }"),
        device("memballoon: { virtio: { model: virtio } }"),
    ];
    for spec in &right {
        assert!(validator.is_valid(&yaml(spec)[0]), "{spec}");
    }
    for spec in &wrong {
        assert!(!validator.is_valid(&yaml(spec)[0]), "{spec}");
    }
}

/// Values of many kinds in the place of every key there is: what virtc takes, the schema takes.
#[test]
fn the_schema_is_never_stricter_of_domains() {
    let validator = validator();
    let mut probes =
        Probes { seen: BTreeSet::from([std::ptr::from_ref(devices())]), validator: &validator, accepted: 0, stricter: Vec::new() };
    probes.element(DOMAIN.element, &mut Vec::new());
    probes.finish();
}

/// Apart, so that the two halves run at the same time.
#[test]
fn the_schema_is_never_stricter_of_devices() {
    let validator = validator();
    let mut probes = Probes { seen: BTreeSet::new(), validator: &validator, accepted: 0, stricter: Vec::new() };
    probes.element(devices(), &mut vec!["devices".to_owned()]);
    probes.finish();
}

fn devices() -> &'static Element {
    DOMAIN.element.child("devices").unwrap().element
}

struct Probes<'a> {
    seen: BTreeSet<*const Element>,
    validator: &'a Validator,
    accepted: usize,
    stricter: Vec<String>,
}

/// What people and machines write, between bars.
const VALUES: &str = r#"true|false|null|{}|[]|[{}]|[true]|[text]|[[]]|0|1|7|-1|255|70000|1.5|2.0|1e3|0x1f|0640|18446744073709551615|
12345678901234567890|+60|text|"a b"|""|"0"|"12"|"0x1f"|/a|"/a b"|a.img|8 GiB|8gib|"8"|512 B|0000:03:00.0|52:54:00:12:34:56|
64089b7c-63f1-5577-b547-4e03797a891f|0-3,8|"0-7,^2"|vda|naa.5123456789abcde0|5000c50015ea71ab|10.0.0.1|"fe80::1"|1.2.3|
2031-12-31T23:59:59|"[store] a.vmdk"|C:\a.vhd|KVMKVMKVM___|{ value: 8 }|{ value: true }|{ value: text }|{ xml: <new/> }|<new/>"#;

/// What goes under `xml`, and under a key that nothing knows.
const FRAGMENTS: [&str; 4] = ["text", "{}", "<new/>", "{ attributes: { new: 1 }, children: <new/> }"];

impl Probes<'_> {
    fn finish(&self) {
        assert!(self.stricter.is_empty(), "{} stricter:\n{}", self.stricter.len(), self.stricter.join("\n"));
        assert!(self.accepted > 1_000, "{} accepted", self.accepted);
    }

    /// Tries every key of an element that stands under those keys.
    fn element(&mut self, element: &'static Element, path: &mut Vec<String>) {
        if !self.seen.insert(element) {
            return;
        }
        let is_device = path.len() == 3 && path[0] == "devices";
        let types = element.attribute("type").filter(|_| is_device).map_or(&[][..], |types| types.value.words);
        let keys: BTreeSet<&str> = element.keys().chain(types.iter().map(|word| word.text)).collect();
        // A unit that is converted is read with its size, and means nothing alone.
        let size = element.text.iter().chain(element.attributes.iter().map(|attribute| &attribute.value)).find_map(ValueType::size);
        let unit = size.filter(|size| size.fixed).and_then(|size| size.attribute);
        let own = ["name", "identity"].into_iter().filter(|_| path.is_empty());
        let others: Vec<&str> = own.chain(unit).collect();
        for key in keys.into_iter().filter(|key| !others.contains(key)) {
            let values = VALUES.split(['|', '\n']).filter(|value| !value.is_empty()).map(str::to_owned);
            self.key(path, key, values.chain(words(element, key)));
        }
        for key in ["xml", "unknown"] {
            self.key(path, key, FRAGMENTS.map(str::to_owned).into_iter());
        }
        let depth = path.len();
        for child in element.children {
            path.push(child.name.to_owned());
            if virtc_spec::device::is_device(child) && child.repeats() {
                path.push("device".to_owned());
            }
            self.element(child.element, path);
            path.truncate(depth);
        }
    }

    fn key(&mut self, path: &[String], key: &str, values: impl Iterator<Item = String>) {
        let wrapped = |value: &str| {
            let before: String = path.iter().map(|key| format!("{{ \"{key}\": ")).collect();
            format!("{before}{{ \"{key}\": {value} }}{}", " }".repeat(path.len()))
        };
        // All values are tried in CI, every third at a desk: the keys differ more than the values do.
        let step = if std::env::var_os("CI").is_some() { 1 } else { 3 };
        let domains: String = values.step_by(step).enumerate().map(|(at, value)| format!("  d{at}: {}\n", wrapped(&value))).collect();
        let text = format!("domains:\n{domains}");
        let theirs = yaml(&text).remove(0);
        let source = Source { id: FileId(0), name: String::new(), notation: Notation::Yaml, text: text.into() };
        let mut found = Diagnostics::new();
        let document = Document::read(&source, &mut found);
        assert!(found.is_empty(), "{found:?}\n{}", source.text);
        for (definition, line) in document.domains.iter().zip(source.text.lines().skip(1)) {
            let Definition::Spec(entry, _) = definition else { continue };
            let mut found = Diagnostics::new();
            let context = domain::Context {
                notation: Notation::Yaml,
                identity: &document.identity,
                profiles: &Profiles::default(),
                hosts: &Hosts::default(),
            };
            for member in fleet::members(entry, None, &virtc_spec::Scope::default(), &mut 1000, &mut found).iter() {
                Domain::read(entry, &member, &context, &mut found);
            }
            let ours = !found.has_errors();
            let domain = &theirs["domains"][&*entry.key.text];
            match (ours, self.validator.is_valid(&json!({ "domains": { "d": domain } }))) {
                (true, true) => self.accepted += 1,
                (true, false) => self.stricter.push(line.to_owned()),
                (false, _) => {}
            }
        }
    }
}

/// The words that a key may hold, as they are and in quotes.
fn words(element: &'static Element, key: &str) -> Vec<String> {
    let attribute = element.attribute(key).map(|attribute| &attribute.value);
    let child = element.child(key).map(|child| child.element);
    let inner =
        child.into_iter().flat_map(|child| child.attributes.iter().map(|attribute: &Attribute| &attribute.value).chain(&child.text));
    let own = element.text.as_ref().filter(|_| key == "value");
    let all = attribute.into_iter().chain(own).chain(inner).flat_map(|value| value.words.iter());
    all.flat_map(|word| [word.text.to_owned(), format!("\"{}\"", word.text)]).collect()
}

/// Every spec below a folder.
fn specs(folder: &Path) -> Vec<PathBuf> {
    files(folder, "yaml").into_iter().chain(files(folder, "toml")).collect()
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Inventories of fleets, which are no specs, lie in folders of their own.
        if path.is_dir() && path.file_name().is_some_and(|name| name != "rows") {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|other| other == extension) {
            found.push(path);
        }
    }
    found
}

/// The documents of a file, as an editor sees them.
fn documents(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    if path.extension().is_some_and(|extension| extension == "toml") {
        vec![table(&DeTable::parse(&text).unwrap().into_inner())]
    } else {
        yaml(&text)
    }
}

fn yaml(text: &str) -> Vec<Value> {
    let documents = serde_yaml::Deserializer::from_str(text).map(|document| serde_yaml::Value::deserialize(document).unwrap());
    documents.filter(|document| !document.is_null()).map(|document| of_yaml(&document)).collect()
}

fn of_yaml(value: &serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Mapping(entries) => {
            let key =
                |key: &serde_yaml::Value| key.as_str().map_or_else(|| serde_yaml::to_string(key).unwrap().trim().to_owned(), str::to_owned);
            entries.iter().map(|(name, value)| (key(name), of_yaml(value))).collect::<Map<_, _>>().into()
        }
        serde_yaml::Value::Sequence(items) => items.iter().map(of_yaml).collect(),
        scalar => serde_json::to_value(scalar).unwrap(),
    }
}

fn table(table: &DeTable<'_>) -> Value {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), of_toml(value.get_ref()))).collect::<Map<_, _>>().into()
}

fn of_toml(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::from(&**text),
        DeValue::Integer(integer) => {
            let number = i128::from_str_radix(integer.as_str(), integer.radix()).unwrap();
            i64::try_from(number).map_or_else(|_| Value::from(u64::try_from(number).unwrap()), Value::from)
        }
        DeValue::Float(float) => Value::from(float.as_str().parse::<f64>().unwrap()),
        DeValue::Boolean(boolean) => Value::from(*boolean),
        DeValue::Datetime(datetime) => Value::from(datetime.to_string()),
        DeValue::Array(items) => items.iter().map(|item| of_toml(item.get_ref())).collect(),
        DeValue::Table(inner) => table(inner),
    }
}
