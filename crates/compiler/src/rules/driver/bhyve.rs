//! bhyve of FreeBSD (bhyve_domain.c, bhyve_command.c). libvirt defines nearly every guest, asks
//! bhyve what it can do, and refuses the rest when the guest starts.

use super::{Count, Driver, Part, Words};

pub(super) const DRIVER: Driver = Driver {
    types: &["bhyve"],
    name: "bhyve",
    grows: true,
    namespace: "bhyve",
    words: &[
        Words::new("domain", "os/type", &["hvm"]),
        Words::new("domain", "clock/@offset", &["utc", "localtime"]),
        Words::new("disk", "target/@bus", &["virtio", "sata"]),
        Words::new("disk", "@device", &["disk", "cdrom"]),
        Words::new("disk", "@type", &["file", "volume", "block"]),
        Words::new("interface", "@type", &["bridge", "network", "user"]),
        Words::new("interface", "model/@type", &["virtio", "e1000"]),
        Words::new("serial", "@type", &["nmdm", "tcp"]),
        Words::new("graphics", "@type", &["vnc"]),
        Words::new("video", "model/@type", &["gop"]),
        Words::new("sound", "@model", &["ich7"]),
        Words::new("audio", "@type", &["oss"]),
        Words::new("filesystem", "@type", &["mount"]),
        Words::new("filesystem", "@accessmode", &["passthrough"]),
        Words::new("hostdev", "@type", &["pci"]),
        Words::new("controller", "@type", &["sata", "usb", "isa", "pci", "virtio-serial"]),
        Words::new("controller", "@model", &["pci-root"]).when(|controller, _| controller.is("@type", "pci")),
        Words::new("rng", "@model", &["virtio"]),
        Words::new("rng", "backend/@model", &["random"]),
        Words::new("rng", "backend", &["/dev/random"]).when(|rng, _| rng.is("backend/@model", "random")),
        Words::new("input", "@type", &["tablet"]).when(|input, _| input.is("@bus", "usb")),
    ],
    refused: &[
        Part::new("filesystem", "driver/@type"),
        Part::new("domain", "memtune/soft_limit"),
        Part::new("domain", "memtune/swap_hard_limit"),
        Part::new("domain", "memtune/min_guarantee"),
        Part::whole("graphics").when(|_, guest| {
            let domain = guest.domain();
            let has_firmware = domain.has("os/loader") || domain.is("os/@firmware", "efi");
            guest.devices("video").count() > 0 && (domain.has("bootloader") || !has_firmware)
        }),
        Part::whole("hostdev").when(|_, guest| !guest.domain().has("memoryBacking/locked")),
        Part::new("graphics", "@passwd").when(|display, _| display.text("@passwd").contains(',')),
        Part::new("domain", "cpu/topology").when(|domain, guest| {
            let paths = ["cpu/topology/@sockets", "cpu/topology/@cores", "cpu/topology/@threads"];
            paths.iter().filter_map(|path| domain.number(path)).fold(1, u64::saturating_mul) != guest.vcpus()
        }),
        Part::new("domain", "cpu/topology/@dies").when(|domain, _| domain.number("cpu/topology/@dies") != Some(1)),
    ],
    ignored: &[
        Part::whole("smartcard"),
        Part::whole("redirdev"),
        Part::whole("watchdog"),
        Part::whole("shmem"),
        Part::whole("vsock"),
        Part::whole("iommu"),
        Part::whole("panic"),
        Part::whole("crypto"),
        Part::whole("pstore"),
        Part::whole("parallel"),
        Part::new("domain", "os/kernel"),
        Part::new("domain", "os/initrd"),
        Part::new("domain", "os/init"),
        Part::new("domain", "idmap"),
        Part::new("domain", "features/kvm"),
        Part::new("domain", "features/hyperv"),
        Part::new("domain", "features/privnet"),
        Part::new("domain", "features/capabilities"),
        Part::new("domain", "iothreads"),
        Part::new("domain", "cpu/model"),
        Part::new("domain", "launchSecurity"),
        Part::new("domain", "numatune"),
        Part::new("disk", "driver/@cache"),
    ],
    counts: &[
        Count::new("graphics", 1),
        Count::new("video", 1),
        Count::new("controller", 1).when(|controller, _| controller.is("@type", "usb")),
        Count::new("controller", 1).when(|controller, _| controller.is("@type", "isa")),
        Count::new("input", 1).when(|input, _| input.is("@bus", "usb")),
    ],
};
