//! Where the vocabulary differs from the schema on purpose, each with its reason.

use crate::compare::{Finding, Kind};

pub(crate) struct Exception {
    kind: Kind,
    /// The last parts of paths; an empty one is every path.
    places: &'static [&'static str],
    /// Which words or samples it excuses.
    what: fn(&str) -> bool,
    pub(crate) why: &'static str,
}

/// No exceptions are needed for `privateData` and for the elements under `metadata`: the
/// first is `notAllowed` in the schema itself, the second is carried along as XML.
pub(crate) const EXCEPTIONS: &[Exception] = &[
    Exception {
        kind: Kind::Spares,
        places: &["domain/devices/disk/target"],
        what: |_| true,
        why: "a disk without a target is given one when it is compiled",
    },
    Exception {
        kind: Kind::InventsField,
        places: &["domain/devices/smartcard/alias"],
        what: |_| true,
        why: "libvirt writes and reads it as for every other device; the schema has forgotten it",
    },
    Exception {
        kind: Kind::Refuses,
        places: &[""],
        what: |sample| sample.strip_prefix('+').is_some_and(is_digits),
        why: "some of the schema's numbers may have a plus sign, for no reason but that XML Schema's may",
    },
    Exception {
        kind: Kind::Refuses,
        places: &["@cpus", "@cpuset", "@vcpus", "@iothreads", "@nodeset", "nodemask/text()"],
        what: |sample| is_digits(sample) && sample.parse::<u32>().is_err(),
        why: "the schema's sets have numbers of any length, libvirt's have 32 bits",
    },
    Exception {
        kind: Kind::Refuses,
        places: &["address/@base", "launchSecurity/policy/text()"],
        what: |sample| u64::from_str_radix(sample.strip_prefix("0x").unwrap_or(sample), 16).is_err(),
        why: "the schema's addresses have any length, libvirt's have 64 bits",
    },
    Exception {
        kind: Kind::Refuses,
        places: &[
            "geometry/@cyls",
            "geometry/@heads",
            "geometry/@secs",
            "blockio/@logical_block_size",
            "blockio/@physical_block_size",
            "blockio/@discard_granularity",
        ],
        what: |sample| sample.trim_start_matches('+').parse::<u32>().is_err(),
        why: "the schema's integers may be negative, and libvirt refuses what does not fit into 32 bits without a sign",
    },
    Exception {
        kind: Kind::Refuses,
        places: &["redirfilter/usbdev/@version"],
        what: |sample| !sample.contains('.'),
        why: "the dot in the schema's pattern is meant to be one, but stands for any character",
    },
    Exception {
        kind: Kind::Accepts,
        places: &["address/@controller", "address/@target", "address/@ssid"],
        what: |sample| sample.starts_with('0'),
        why: "the schema counts digits here, the vocabulary reads numbers, so that zeros may lead",
    },
    Exception {
        kind: Kind::Accepts,
        places: &["cache/line/@value", "cache/size/@value", "bandwidth/@value", "model/@ram", "@vram", "@vram64", "@vgamem"],
        what: |sample| is_digits(sample) && sample.parse::<u32>().is_err(),
        why: "all sizes of the vocabulary have 64 bits; what the schema's 32 leave out here is far beyond any real size",
    },
];

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Exception {
    fn is_at(&self, finding: &Finding) -> bool {
        let ends = |place: &&str| {
            finding.path.strip_suffix(*place).is_some_and(|front| front.is_empty() || front.ends_with('/') || place.is_empty())
        };
        self.kind == finding.kind && self.places.iter().any(ends)
    }
}

/// What is not excused, and the exceptions that excuse nothing.
pub(crate) fn without_excused(findings: Vec<Finding>) -> (Vec<Finding>, Vec<&'static Exception>) {
    let mut used = vec![false; EXCEPTIONS.len()];
    let mut left = Vec::new();
    for mut finding in findings {
        let mut excused = false;
        for (exception, used) in EXCEPTIONS.iter().zip(&mut used) {
            if !exception.is_at(&finding) {
                continue;
            }
            let before = finding.what.len();
            finding.what.retain(|what| !(exception.what)(what));
            if before == 0 || finding.what.len() < before {
                (*used, excused) = (true, true);
            }
        }
        if !(excused && finding.what.is_empty()) {
            left.push(finding);
        }
    }
    let unused = EXCEPTIONS.iter().zip(used).filter(|(_, used)| !used).map(|(exception, _)| exception);
    (left, unused.collect())
}
