//! Identity: the UUID and the MACs that nobody wrote.
//!
//! They come from the project and the names and from nothing else, so a guest keeps them
//! whoever compiles it, when, and beside which others.

use sha2::{Digest, Sha256};
use uuid::Uuid;
use virtc_model::element::{Element, Value};
use virtc_model::value::mac::Mac;
use virtc_spec::Identity;

/// UUIDv5 of `virtc` in the DNS namespace.
const NAMESPACE: Uuid = Uuid::from_u128(0xcf0d_47cc_5c16_5f72_9f70_f53f_76f9_537e);

/// Adds the UUID and the MACs that are derived where none is written.
pub fn derive(domain: &mut Element, project: &str, name: &str, identity: &Identity) {
    let name = match identity {
        Identity::Derived => name,
        Identity::From(earlier) => earlier,
        Identity::Written => return,
    };
    let span = domain.span;
    if let Some(uuid) = domain.child_or_new("uuid", span).filter(|uuid| uuid.text.is_none() && !uuid.damaged) {
        uuid.text = Some(Value::derived(domain_uuid(project, name).to_string(), span));
    }
    let Some(devices) = domain.child_mut("devices") else { return };
    for interface in devices.children_mut().iter_mut().filter(|device| device.place.name == "interface") {
        let (span, device) = (interface.span, interface.name.clone());
        if let Some(device) = device.filter(|_| lacks_address(interface))
            && let Some(mac) = interface.child_or_new("mac", span)
        {
            mac.set_if_absent("address", Value::derived(interface_mac(project, name, &device).to_string(), span));
        }
    }
}

fn lacks_address(interface: &Element) -> bool {
    interface.child("mac").is_none_or(|mac| mac.attribute("address").is_none() && !mac.damaged)
}

fn domain_uuid(project: &str, domain: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{project}/{domain}").as_bytes())
}

fn interface_mac(project: &str, domain: &str, device: &str) -> Mac {
    let digest = Sha256::digest(format!("{project}/{domain}/{device}"));
    let mut bytes = [0x52; 6];
    bytes[1..].copy_from_slice(&digest[..5]);
    Mac(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_namespace_is_derived_itself() {
        assert_eq!(NAMESPACE, Uuid::new_v5(&Uuid::NAMESPACE_DNS, b"virtc"));
    }

    /// Guests in the field have these; they never change.
    #[test]
    fn vectors() {
        for (project, domain, device, uuid, mac) in [
            ("", "web-1", "lan", "64089b7c-63f1-5577-b547-4e03797a891f", "52:44:d2:70:53:30"),
            ("acme-prod", "web-1", "lan", "67dec304-c26b-5d21-bee2-e374511d7266", "52:ea:79:cf:65:9c"),
            ("acme-prod", "worker-07", "interface0", "76a90c7e-0fe8-5286-b8bf-b37e8acaaaa5", "52:d6:7f:b3:84:4c"),
        ] {
            assert_eq!(domain_uuid(project, domain).to_string(), uuid);
            assert_eq!(interface_mac(project, domain, device).to_string(), mac);
        }
    }
}
