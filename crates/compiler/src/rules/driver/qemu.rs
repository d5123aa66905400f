//! QEMU, run by libvirt's own driver: what it knows of the words that other drivers brought.
//! Everything else about it is said by the rules of the other subjects.

use super::{Driver, Part, Words};

pub(super) const DRIVER: Driver = Driver {
    types: &["kvm", "qemu", "kqemu", "hvf"],
    name: "QEMU",
    grows: false,
    namespace: "qemu",
    words: &[
        Words::new("domain", "os/type", &["hvm"]),
        Words::new("disk", "target/@bus", &["virtio", "scsi", "sata", "ide", "usb", "fdc", "sd"]),
        Words::new("disk", "driver/@name", &["qemu"]),
        Words::new("interface", "@type", INTERFACES),
        Words::new("console", "target/@type", CONSOLES),
        Words::new("graphics", "@type", &["vnc", "spice", "sdl", "dbus", "rdp", "egl-headless"]),
        Words::new("video", "model/@type", &["virtio", "qxl", "vga", "cirrus", "bochs", "ramfb", "vmvga", "none"]),
        Words::new("sound", "@model", &["ich9", "ich6", "ac97", "es1370", "sb16", "pcspk", "usb", "virtio"]),
        Words::new("memballoon", "@model", &["virtio", "virtio-transitional", "virtio-non-transitional", "none"]),
        Words::new("filesystem", "@type", &["mount"]),
        Words::new("filesystem", "driver/@type", &["virtiofs", "path", "handle", "mtp"]),
        Words::new("hostdev", "driver/@name", &["vfio"]).when(|hostdev, _| hostdev.is("@type", "pci")),
    ],
    refused: &[],
    ignored: &[
        Part::new("domain", "os/init"),
        Part::new("domain", "os/initarg"),
        Part::new("domain", "idmap"),
        Part::new("domain", "features/privnet"),
        Part::new("domain", "features/capabilities"),
        Part::new("domain", "features/xen"),
    ],
    counts: &[],
};

const INTERFACES: &[&str] =
    &["network", "bridge", "direct", "ethernet", "user", "vhostuser", "hostdev", "vdpa", "udp", "mcast", "server", "client"];

const CONSOLES: &[&str] = &[
    "serial",
    "virtio",
    "sclp",
    "sclplm",
    "isa-serial",
    "usb-serial",
    "pci-serial",
    "spapr-vio-serial",
    "system-serial",
    "sclp-serial",
    "isa-debug",
];
