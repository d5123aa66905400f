//! What libvirt adds to the XML of a guest while it runs, and what is not the guest's own.

use virtc_model::element::Element;
use virtc_model::{Code, Diagnostic};

/// A thing of a running guest: an attribute, or a child, of an element.
enum Trace {
    Attribute(&'static str),
    Child(&'static str),
}

/// Reports what shows that this is the XML of a running guest. Without an `id` it is not.
pub fn found(domain: &Element) -> Option<Diagnostic> {
    let id = domain.attribute("id")?;
    let message = "this is the XML of a running guest";
    let mut diagnostic = Diagnostic::error(Code::LiveXml, id.span, message).label("the number of the run");
    walk(domain, &mut |element, trace| {
        let (span, what) = match trace {
            Trace::Attribute(name) => (element.attribute(name).map_or(element.span, |value| value.span), *name),
            Trace::Child(name) => (element.child(name).map_or(element.span, |child| child.span), *name),
        };
        if what != "id" && diagnostic.related.len() < 8 {
            diagnostic = diagnostic.clone().related(span, "made for this run");
        }
    });
    Some(diagnostic.help("take `virsh dumpxml --inactive`, or drop what belongs to the run with `--live`, or keep it with `--keep-live`"))
}

/// Drops what belongs to the run.
pub fn drop(domain: &mut Element) {
    if domain.attribute("id").is_none() {
        return;
    }
    remove(domain);
}

fn walk(element: &Element, found: &mut impl FnMut(&Element, &Trace)) {
    for trace in traces(element) {
        found(element, &trace);
    }
    for child in element.children() {
        walk(child, found);
    }
}

fn remove(element: &mut Element) {
    for trace in traces(element) {
        match trace {
            Trace::Attribute(name) => element.remove_attribute(name),
            Trace::Child(name) => element.remove_children(name),
        }
    }
    for child in element.children_mut() {
        remove(child);
    }
}

/// What of an element belongs to the run.
fn traces(element: &Element) -> Vec<Trace> {
    let mut traces = Vec::new();
    let has = |name: &str| element.attribute(name).is_some();
    match element.place.name {
        "domain" if has("id") => traces.push(Trace::Attribute("id")),
        "interface" if element.child_attribute("target", "dev").is_some_and(|dev| is_generated_tap(&dev.text)) => {
            traces.push(Trace::Child("target"))
        }
        "console" if has("tty") => traces.push(Trace::Attribute("tty")),
        "seclabel" if element.attribute("type").is_some_and(|kind| &*kind.text == "dynamic") => {
            traces.extend(["label", "imagelabel"].into_iter().filter(|name| element.child(name).is_some()).map(Trace::Child));
        }
        "source" | "backingStore" if has("index") => traces.push(Trace::Attribute("index")),
        _ => {}
    }
    let alias = element.child_attribute("alias", "name");
    if alias.is_some_and(|alias| !alias.text.starts_with("ua-")) {
        traces.push(Trace::Child("alias"));
    }
    traces
}

/// `vnet0` and the like: libvirt picks them for a run.
fn is_generated_tap(name: &str) -> bool {
    ["vnet", "vif", "macvtap", "macvlan"].iter().any(|prefix| {
        let number = name.strip_prefix(prefix);
        number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}
