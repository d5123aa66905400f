//! Hyper-V (hyperv_driver.c). Cloud Hypervisor on a Microsoft host has this type of domain, too
//! (ch_domain.c): only what neither of them has is a mistake.

use super::{Driver, Part, Words};

pub(super) const DRIVER: Driver = Driver {
    types: &["hyperv"],
    name: "Hyper-V",
    grows: false,
    namespace: "",
    words: &[
        Words::new("domain", "os/type", &["hvm"]),
        Words::new("disk", "target/@bus", &["scsi", "ide", "fdc", "virtio"]),
        Words::new("disk", "@device", &["disk", "cdrom", "floppy"]),
        Words::new("disk", "@type", &["file", "block"]),
        Words::new("interface", "@type", &["bridge", "network", "ethernet"]),
    ],
    refused: &[],
    ignored: &[
        Part::whole("filesystem"),
        Part::whole("tpm"),
        Part::whole("watchdog"),
        Part::whole("sound"),
        Part::whole("smartcard"),
        Part::whole("redirdev"),
        Part::whole("shmem"),
        Part::whole("iommu"),
        Part::whole("panic"),
        Part::whole("crypto"),
        Part::new("domain", "features/kvm"),
        Part::new("domain", "os/init"),
        Part::new("domain", "idmap"),
    ],
    counts: &[],
};
