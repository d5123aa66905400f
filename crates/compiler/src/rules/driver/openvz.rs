//! OpenVZ containers (openvz_driver.c, openvz_conf.c).

use super::{Count, Driver, Part, Words};

pub(super) const DRIVER: Driver = Driver {
    types: &["openvz"],
    name: "OpenVZ",
    grows: false,
    namespace: "",
    words: &[
        Words::new("domain", "os/type", &["exe"]),
        Words::new("filesystem", "@type", &["template", "mount"]),
        Words::new("interface", "@type", &["bridge", "ethernet"]),
        Words::new("hostdev", "@mode", &["subsystem"]),
    ],
    refused: &[],
    ignored: &[
        Part::whole("disk"),
        Part::whole("graphics"),
        Part::whole("video"),
        Part::whole("serial"),
        Part::whole("channel"),
        Part::whole("sound"),
        Part::whole("tpm"),
        Part::whole("rng"),
        Part::whole("watchdog"),
        Part::new("domain", "os/@firmware"),
        Part::new("domain", "os/kernel"),
        Part::new("domain", "os/loader"),
        Part::new("domain", "cpu/model"),
        Part::new("domain", "idmap"),
        Part::new("domain", "memoryBacking"),
    ],
    counts: &[Count::new("filesystem", 1)],
};
