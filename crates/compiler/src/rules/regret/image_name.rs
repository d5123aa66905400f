//! What the name of an image says of its format.

/// Suffixes of file names, and the formats that such files have.
const SUFFIXES: [(&str, &[&str]); 9] = [
    (".qcow2", &["qcow2"]),
    (".qcow", &["qcow", "qcow2"]),
    (".raw", &["raw"]),
    (".iso", &["raw", "iso"]),
    (".vmdk", &["vmdk"]),
    (".vdi", &["vdi"]),
    (".vhd", &["vpc", "vhd"]),
    (".qed", &["qed"]),
    (".luks", &["luks", "raw"]),
];

/// The formats that an image of that name has, the usual one first.
pub(super) fn formats(name: &str) -> Option<&'static [&'static str]> {
    SUFFIXES.iter().find(|(suffix, _)| name.ends_with(suffix)).map(|(_, formats)| *formats)
}
