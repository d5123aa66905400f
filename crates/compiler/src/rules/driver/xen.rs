//! Xen, by way of libxl (libxl_domain.c, libxl_conf.c): fully virtualized guests (`hvm`), and
//! paravirtual ones with (`xenpvh`) and without (`xen`, formerly `linux`) help of the hardware.

use super::{Count, Driver, Part, Words};
use crate::rules::{Guest, View};

pub(super) const DRIVER: Driver = Driver {
    types: &["xen"],
    name: "Xen",
    grows: false,
    namespace: "xen",
    words: &[
        Words::new("domain", "os/type", &["hvm", "xenpvh", "xen", "linux"]),
        Words::new("domain", "os/loader/@format", &["raw"]),
        Words::new("domain", "clock/@offset", &["utc", "localtime", "variable"]),
        // libxl knows disks by names that begin with hd, sd and xvd. libvirt hands it floppies and
        // whole SCSI devices as it hands it any other disk.
        Words::new("disk", "target/@bus", &["xen", "ide", "scsi", "sata", "usb", "fdc"]),
        Words::new("disk", "@type", &["file", "block", "network", "volume"]),
        Words::new("disk", "source/@protocol", &["rbd"]),
        Words::new("disk", "driver/@name", &["qemu"]).when(|disk, _| disk.is("@type", "network")),
        Words::new("disk", "driver/@name", &["qemu", "phy", "file", "tap", "tap2"]),
        Words::new("disk", "driver/@type", &["raw", "aio"]).when(|disk, _| disk.is_any("driver/@name", &["phy", "file"])),
        Words::new("disk", "driver/@type", &["raw", "aio", "qcow2", "qcow", "qed", "vhd"]).when(|disk, _| disk.has("driver/@name")),
        Words::new("interface", "@type", &["bridge", "network", "ethernet", "hostdev"]),
        Words::new("interface", "model/@type", &["netfront"]).when(is_paravirtual),
        Words::new("serial", "@type", &["pty", "unix", "tcp", "udp", "file", "dev", "pipe", "stdio", "vc", "null"]).when(is_hvm),
        Words::new("channel", "target/@type", &["xen"]),
        Words::new("channel", "@type", &["unix", "pty"]),
        Words::new("console", "target/@type", &["xen", "serial", "virtio"]),
        Words::new("graphics", "@type", &["vnc", "spice", "sdl"]),
        Words::new("video", "model/@type", &["vga", "cirrus", "qxl", "xen"]).when(is_hvm),
        Words::new("input", "@type", &["tablet", "mouse"]).when(|input, guest| input.is("@bus", "usb") && is_hvm(input, guest)),
        Words::new("memballoon", "@model", &["xen"]),
        Words::new("hostdev", "@type", &["pci", "usb"]),
        Words::new("hostdev", "driver/@name", &["xen"]).when(|hostdev, _| hostdev.is("@type", "pci")),
        Words::new("controller", "@model", &["qusb2", "qusb1"]).when(|controller, _| controller.is("@type", "usb")),
        Words::new("timer", "@name", &["tsc", "hpet"]).when(is_hvm),
        Words::new("timer", "@name", &["tsc"]),
    ],
    refused: &[
        Part::whole("parallel").when(is_hvm),
        Part::new("disk", "transient"),
        Part::new("disk", "source/@name").when(|disk, _| disk.is("source/@protocol", "rbd") && disk.text("source/@name").contains(':')),
        Part::new("interface", "script").when(|card, _| !card.is_any("@type", &["bridge", "ethernet"])),
        Part::new("domain", "os/loader/@secure").when(|domain, _| domain.is_on("os/loader/@secure")),
    ],
    ignored: &[
        Part::whole("filesystem"),
        Part::whole("tpm"),
        Part::whole("rng"),
        Part::whole("watchdog"),
        Part::whole("smartcard"),
        Part::whole("redirdev"),
        Part::whole("shmem"),
        Part::whole("vsock"),
        Part::whole("iommu"),
        Part::whole("panic"),
        Part::whole("crypto"),
        Part::whole("pstore"),
        Part::new("domain", "os/nvram"),
        Part::new("domain", "os/init"),
        Part::new("domain", "idmap"),
        Part::new("domain", "features/kvm"),
        Part::new("domain", "features/privnet"),
        Part::new("domain", "features/capabilities"),
        Part::new("domain", "iothreads"),
        Part::new("domain", "iothreadids"),
        Part::new("domain", "blkiotune"),
        Part::new("domain", "memtune"),
        Part::new("domain", "memoryBacking"),
        Part::new("domain", "numatune"),
        Part::new("domain", "launchSecurity"),
        // An image without a driver's name is read as raw, whatever format is written.
        Part::new("disk", "driver/@type").when(|disk, _| !disk.has("driver/@name") && !disk.is_any("driver/@type", &["raw", "aio"])),
        Part::new("domain", "cpu/@mode").when(|domain, _| !domain.is_any("cpu/@mode", &["host-passthrough", "custom"])),
        Part::new("domain", "cpu/model").when(|domain, _| !domain.is("cpu/@mode", "host-passthrough")),
    ],
    counts: &[Count::new("sound", 1).when(is_hvm)],
};

fn is_hvm(_: View, guest: &Guest) -> bool {
    guest.domain().is("os/type", "hvm")
}

fn is_paravirtual(_: View, guest: &Guest) -> bool {
    guest.domain().is_any("os/type", &["xen", "linux", "xenpvh"])
}
