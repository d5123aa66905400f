//! Identity that changes: a domain's file has another UUID or MAC than the domain is about to get.
//!
//! libvirt tells guests apart by their UUIDs, and guests their interfaces by the MACs. Both are
//! derived from names, so that a new name makes a new guest, which hardly anyone wants.

use ::uuid::Uuid;
use std::fs;
use std::path::Path;
use virtc_model::element::Element;
use virtc_model::span::{FileId, Span};
use virtc_model::value::mac::Mac;
use virtc_model::value::uuid;
use virtc_model::xml::{self, Unknown};
use virtc_model::{Code, Diagnostic, Diagnostics};
use virtc_spec::Limits;

/// What of a domain's identity is another one in the file that it replaces.
pub fn changes(folder: &Path, name: &str, span: Span, domain: &Element, text: &str) -> Vec<Diagnostic> {
    // No larger one is written, unless that is asked for.
    let most = (Limits::default().xml_size as u64).max(text.len() as u64);
    let file = folder.join(format!("{name}.xml"));
    // Pipes are not waited for, and links are not followed.
    let is_file = fs::symlink_metadata(&file).is_ok_and(|metadata| metadata.is_file() && metadata.len() <= most);
    let there = is_file.then(|| fs::read(&file).ok()).flatten().filter(|there| there != text.as_bytes());
    let there = there.and_then(|there| String::from_utf8(there).ok());
    // A file that is no domain has no identity.
    let there = there.and_then(|there| xml::read(&there, FileId(u32::MAX), Unknown::Keep, &mut Diagnostics::new()));
    there.map_or_else(Vec::new, |there| differences(&there.domain, domain, span))
}

fn differences(there: &Element, domain: &Element, span: Span) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if let (Some(before), Some(now)) = (uuid_of(there), uuid_of(domain))
        && before != now
    {
        let message = "the domain gets another UUID than its file has";
        let help = format!(
            "libvirt takes it for another guest; to keep it, write `uuid: {before}`, or `identity: {{ from: … }}` with the name that it had"
        );
        found.push(Diagnostic::warning(Code::IdentityChanged, span, message).help(help));
    }
    for (device, before, now) in other_macs(there, domain) {
        let message = format!("the interface `{device}` gets another MAC address than the file has");
        let help = format!(
            "the guest takes it for another one, it was {before} and becomes {now}; to keep it, write `mac: \"{before}\"`, or \
             `identity: {{ from: … }}` with the name that the domain had"
        );
        found.push(Diagnostic::warning(Code::IdentityChanged, span, message).help(help));
    }
    found
}

fn uuid_of(domain: &Element) -> Option<Uuid> {
    Uuid::parse_str(&uuid::canonical(&domain.child("uuid")?.text.as_ref()?.text)?).ok()
}

/// Interfaces with their MACs, in their order.
fn interfaces(domain: &Element) -> Vec<(&Element, Option<Mac>)> {
    let interfaces = domain.child("devices").into_iter().flat_map(|devices| devices.children_of("interface"));
    interfaces.map(|interface| (interface, interface.child_attribute("mac", "address").and_then(|mac| Mac::parse(&mac.text)))).collect()
}

/// The interfaces that have another MAC than before. XML has no names of devices: those whose MAC
/// has gone are taken for those whose MAC is new, by their sources, or by their numbers as long as
/// there are as many.
fn other_macs<'a>(there: &Element, domain: &'a Element) -> Vec<(&'a str, Mac, Mac)> {
    let (before, now) = (interfaces(there), interfaces(domain));
    let is_in = |mac: Mac, interfaces: &[(&Element, Option<Mac>)]| interfaces.iter().any(|(_, other)| *other == Some(mac));
    let gone = before.iter().enumerate().filter_map(|(at, (interface, mac))| Some((at, *interface, mac.filter(|mac| !is_in(*mac, &now))?)));
    let mut gone: Vec<(usize, &Element, Mac)> = gone.collect();
    let mut found = Vec::new();
    for (at, (interface, mac)) in now.iter().enumerate() {
        let Some(mac) = mac.filter(|mac| !is_in(*mac, &before)) else { continue };
        let by_source = gone.iter().position(|(_, other, _)| source(other) == source(interface));
        let by_number = || gone.iter().position(|(number, ..)| *number == at && before.len() == now.len());
        if let Some(index) = by_source.or_else(by_number) {
            let (_, _, earlier) = gone.remove(index);
            found.push((interface.name.as_deref().unwrap_or("interface"), earlier, mac));
        }
    }
    found
}

/// What an interface is connected to.
fn source(interface: &Element) -> Vec<(&str, &str)> {
    let source = interface.child("source").into_iter().flat_map(Element::attributes);
    let kind = interface.attribute("type").map(|kind| ("type", &*kind.text));
    kind.into_iter().chain(source.map(|attribute| (attribute.place.name, &*attribute.value.text))).collect()
}
