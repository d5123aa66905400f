//! Domain capabilities of libvirt's own tests, where they are: everything that they say of what
//! we know is read.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by panicking")]

use roxmltree::{Document, Node};
use std::fs;
use std::path::Path;
use virtc_model::FileId;
use virtc_model::host::{Capabilities, Section};

#[test]
fn samples_are_read_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus/domaincaps");
    let Ok(files) = fs::read_dir(folder) else { return };
    let mut count = 0;
    for file in files {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let host = Capabilities::read(&text, FileId(0)).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        let document = Document::parse(&text).unwrap();
        compare(&host, document.root_element(), &path);
        count += 1;
    }
    assert!(count >= 41, "{count} samples");
}

fn compare(host: &Capabilities, root: Node<'_, '_>, path: &Path) {
    let name = path.display();
    assert_eq!(Some(host.arch()), text(root, "arch"), "{name}");
    assert_eq!(Some(host.domain_type()), text(root, "domain"), "{name}");
    assert_eq!(Some(host.emulator()), text(root, "path"), "{name}");
    assert_eq!(host.machine(), text(root, "machine"), "{name}");
    assert_eq!(host.iothreads(), child(root, "iothreads").map(is_supported), "{name}");
    assert_eq!(host.vcpus().map(|most| most.to_string()).as_deref(), child(root, "vcpu").and_then(|vcpu| vcpu.attribute("max")), "{name}");
    for mode in child(root, "cpu").unwrap().children().filter(Node::is_element) {
        let mode_name = mode.attribute("name").unwrap();
        assert_eq!(host.cpu_mode(mode_name), Some(is_supported(mode)), "{name}");
        let models: Vec<Node<'_, '_>> = mode.children().filter(|child| child.has_tag_name("model")).collect();
        match mode_name {
            "host-model" => assert_eq!(host.host_model().map(|model| model.name()), models.first().and_then(Node::text), "{name}"),
            "custom" => {
                assert_eq!(host.cpu_models().len(), models.len(), "{name}");
                for (read, written) in host.cpu_models().iter().zip(models) {
                    assert_eq!(Some(read.name()), written.text(), "{name}");
                    assert_eq!(
                        read.is_usable(),
                        written.attribute("usable").filter(|word| *word != "unknown").map(|word| word == "yes"),
                        "{name}"
                    );
                    assert_eq!(read.is_deprecated(), written.attribute("deprecated") == Some("yes"), "{name}");
                    assert_eq!(read.vendor(), written.attribute("vendor"), "{name}");
                }
            }
            _ => {}
        }
    }
    for device in child(root, "devices").unwrap().children().filter(Node::is_element) {
        same(host.device(device.tag_name().name()), device, path);
    }
    for feature in child(root, "features").unwrap().children().filter(Node::is_element) {
        same(host.feature(feature.tag_name().name()), feature, path);
    }
    if let Some(backing) = child(root, "memoryBacking") {
        same(host.memory_backing(), backing, path);
    }
    if let Some(os) = child(root, "os") {
        assert_eq!(host.firmware().map(<[String]>::to_vec), listed(os, "firmware"), "{name}");
        same(host.loader(), child(os, "loader").unwrap(), path);
    }
}

fn same(section: Option<&Section>, written: Node<'_, '_>, path: &Path) {
    let section = section.unwrap_or_else(|| panic!("{}: `{}` is not read", path.display(), written.tag_name().name()));
    assert_eq!(section.is_supported(), is_supported(written), "{}", path.display());
    assert_eq!(section.own_values(), texts(written), "{}", path.display());
    for field in written.children().filter_map(|child| child.attribute("name")) {
        let values = listed(written, field).unwrap();
        assert_eq!(section.values(field), Some(values.as_slice()), "{}: {field}", path.display());
        assert!(values.iter().all(|value| section.allows(field, value) == Some(true)));
        assert_eq!(section.allows(field, "no such value"), Some(false));
    }
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.has_tag_name(name))
}

fn text<'a>(node: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    child(node, name)?.text()
}

fn is_supported(node: Node<'_, '_>) -> bool {
    node.attribute("supported") == Some("yes")
}

/// The values of an enumeration.
fn listed(node: Node<'_, '_>, name: &str) -> Option<Vec<String>> {
    node.children().find(|child| child.attribute("name") == Some(name)).map(texts)
}

fn texts(node: Node<'_, '_>) -> Vec<String> {
    node.children().filter(|child| child.has_tag_name("value")).filter_map(|value| Some(value.text()?.to_owned())).collect()
}

#[test]
fn hostile_files_are_refused() {
    let deep = format!("<domainCapabilities>{}{}</domainCapabilities>", "<a>".repeat(500), "</a>".repeat(500));
    let huge = format!("<domainCapabilities>{}</domainCapabilities>", " ".repeat(17 << 20));
    for text in ["", "error", "<domainCapabilities>", "<domainCapabilities/>", "<domain/>", &deep, &huge] {
        assert!(Capabilities::read(text, FileId(0)).is_err(), "{}", &text[..text.len().min(60)]);
    }
    let entities = "<!DOCTYPE a [<!ENTITY b 'c'>]><domainCapabilities><path>&b;</path></domainCapabilities>";
    assert!(Capabilities::read(entities, FileId(0)).unwrap_err().message.contains("DTD"));
}
