//! How much rules look at: in proportion to what there is of a kind, and never each at each other.

use super::{Checks, Watch};
use std::collections::HashSet;
use virtc_model::span::FileId;
use virtc_model::{Diagnostics, Element};
use virtc_spec::{Definition, Document, Domain, Hosts, Notation, Profiles, Scope, Source, domain, fleet};

/// Devices of a kind, in which `#` is a number: alike, different, in each other's way.
const DEVICES: &[&str] = &[
    "disk: { file: /a, format: raw }",
    "disk: { file: /a#, format: raw, target: vda, boot: 1 }",
    "disk: { file: /a#, format: raw, boot: #, serial: x, wwn: 5000c50015ea71ac }",
    "disk: { file: /a#, format: raw, bus: scsi, address: { type: drive, controller: 0, bus: 0, target: 1, unit: # } }",
    "disk: { file: /a#, format: raw, bus: sata, address: { type: drive, controller: 0, bus: 0, target: 0, unit: 1 } }",
    "disk: { file: /a#, format: raw, driver: { iothread: # }, iotune: { group_name: g#, total_iops_sec: 1 } }",
    "disk: { file: /a#, format: raw, throttlefilters: { throttlefilter: [{ group: g# }] } }",
    "disk: { file: /a#, format: qcow2, backingStore: { type: file, format: { type: qcow2 }, source: { file: /b } } }",
    "disk: { network: { protocol: rbd, name: x, host: [{ name: a }, { name: b }] }, format: raw, address: \"0000:03:00.0\" }",
    "interface: { bridge: b, mac: \"52:54:00:00:00:01\", alias: ua-x, boot: # }",
    "interface: { bridge: b, alias: ua-#, teaming: { type: transient, persistent: ua-0 }, address: \"0000:03:00.0\" }",
    "interface: { vhostuser: { type: unix, path: /a, mode: server } }",
    "interface: { bridge: b, target: { dev: tap0 }, address: \"0000:00:02.0\" }",
    "controller: { type: pci, index: #, model: pcie-root-port }",
    "controller: { type: pci, model: pci-bridge }",
    "controller: { type: pci, index: #, model: pcie-expander-bus, target: { node: # } }",
    "controller: { type: scsi, index: 0, model: virtio-scsi, driver: { iothread: # } }",
    "controller: { type: scsi, model: lsilogic }",
    "controller: { type: usb, index: #, model: ich9-uhci1 }",
    "controller: { type: virtio-serial, index: # }",
    "hostdev: { pci: \"0000:03:00.0\" }",
    "hostdev: { usb: { vendor: { id: 0x1234 }, product: { id: 0x12 } }, address: { type: usb, bus: 0, port: \"#\" } }",
    "hostdev: { mdev: 64089b7c-63f1-5577-b547-4e03797a891f, model: vfio-ap }",
    "hostdev: { mdev: 64089b7c-63f1-5577-b547-4e03797a891f, model: vfio-pci }",
    "serial: { tcp: { mode: bind, host: 0.0.0.0, service: 4000 }, target: { port: 0 } }",
    "serial: { pty: {}, target: { port: # } }",
    "parallel: { unix: { mode: bind, path: /a } }",
    "console: { pty: {}, target: { type: virtio } }",
    "channel: { unix: {}, target: { type: virtio, name: x }, address: { type: virtio-serial, controller: 0, bus: 0, port: # } }",
    "graphics: { type: vnc, port: 5900, audio: { id: # } }",
    "graphics: { type: spice, listen: [{ type: address, address: 0.0.0.0 }] }",
    "video: { model: { type: virtio, primary: true } }",
    "sound: { model: ich9, audio: { id: # } }",
    "audio: { id: #, type: none }",
    "audio: { id: 1, type: spice }",
    "input: { type: tablet, bus: usb, address: { type: usb, bus: 0, port: 1.# } }",
    "input: { evdev: /dev/input/event0 }",
    "watchdog: { model: i6300esb, action: reset }",
    "tpm: { model: tpm-crb, backend: { type: emulator, version: 2.0 } }",
    "rng: { model: virtio, backend: { model: random, value: /dev/urandom } }",
    "filesystem: { type: mount, driver: { type: virtiofs }, source: { dir: /a }, target: { dir: t } }",
    "shmem: { model: { type: ivshmem-plain }, size: 4 MiB, role: peer }",
    "memory: { model: dimm, target: { size: 1 GiB, node: # }, address: { type: dimm, slot: # } }",
    "redirdev: { spicevmc: {}, bus: usb }",
    "smartcard: { mode: host }",
    "hub: { type: usb, address: { type: usb, bus: 0, port: \"#\" } }",
    "panic: { model: isa }",
    "lease: { lockspace: a, key: b, target: { path: /a } }",
    "crypto: { model: virtio, backend: { model: builtin } }",
];

/// What there may be many of besides: before, each, and after them.
const OTHERS: &[(&str, &str, &str)] = &[
    ("cpu: { numa: { cell: [", "{ id: #, cpus: \"#\", memory: 1 MiB }, ", "] } }"),
    ("cpu: { numa: { cell: [", "{ id: 0, cpus: 0-99, memory: 1 MiB, distances: { sibling: [{ id: 0, value: 20 }] } }, ", "] } }"),
    ("cpu: { mode: custom, model: x, feature: [", "{ name: f#, policy: require }, ", "] }"),
    ("vcpu: 4\ncputune: { vcpupin: [", "{ vcpu: #, cpuset: 0-9 }, ", "] }"),
    ("iothreads: 4\ncputune: { iothreadpin: [", "{ iothread: #, cpuset: \"0\" }, ", "] }"),
    ("vcpu: 4\ncputune: { vcpusched: [", "{ vcpus: 0-5, scheduler: rr }, ", "] }"),
    ("vcpu: 4\ncputune: { cachetune: [", "{ vcpus: \"#\", cache: [{ id: #, level: 3, type: both, size: 3 MiB }] }, ", "] }"),
    ("numatune: { memnode: [", "{ cellid: #, mode: strict, nodeset: \"0\" }, ", "] }"),
    ("memoryBacking: { hugepages: { page: [", "{ size: 2048 KiB, nodeset: \"#\" }, ", "] } }"),
    ("vcpu: 4\nvcpus: { vcpu: [", "{ id: #, enabled: true, hotpluggable: false }, ", "] }"),
    ("iothreadids: { iothread: [", "{ id: # }, ", "] }"),
    ("throttlegroups: { throttlegroup: [", "{ group_name: g#, total_iops_sec: 1 }, ", "] }"),
    ("seclabel: [", "{ type: dynamic }, ", "]"),
    ("clock: { offset: utc, timer: [", "{ name: rtc, tickpolicy: delay }, ", "] }"),
    ("os: { boot: [", "{ dev: hd }, ", "] }"),
    ("sysinfo: [", "{ type: smbios, system: { entry: [{ name: serial, value: x }] } }, ", "]"),
];

/// What other things there are beside many of one kind, since a rule may look at both.
const BESIDE: &[&str] = &["os: { machine: q35 }\n", "os: { machine: pc }\nvcpu: 4\niothreads: 4\n"];

#[test]
fn no_rule_looks_at_each_beside_each() {
    const FEW: usize = 25;
    let checks = Checks::without(&HashSet::new());
    let mut wrong = Vec::new();
    for subject in subjects() {
        let (few, many) = match (domain(&subject(FEW)), domain(&subject(4 * FEW))) {
            (Ok(few), Ok(many)) => (few, many),
            (Err(said), _) | (_, Err(said)) => {
                wrong.push(said);
                continue;
            }
        };
        for (number, id) in checks.ids() {
            let (few, many) = (looks(&checks, number, &few), looks(&checks, number, &many));
            // In proportion to their number it is four times as much; of each at each it would be sixteen times.
            if many > 6 * few + 1000 {
                wrong.push(format!("{id} looks {few} times, and {many} times at four times as many:\n{}", subject(1)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The settings of a domain with so many of something.
fn subjects() -> Vec<Box<dyn Fn(usize) -> String>> {
    let numbered = |pattern: &str, number: usize| (1..=number).map(|at| pattern.replace('#', &at.to_string())).collect::<String>();
    let mut subjects: Vec<Box<dyn Fn(usize) -> String>> = Vec::new();
    for (beside, device) in BESIDE.iter().flat_map(|beside| DEVICES.iter().map(move |device| (beside, device))) {
        let (kind, device) = device.split_once(": ").unwrap_or_default();
        subjects.push(Box::new(move |number| format!("{beside}devices:\n  {kind}:\n{}", numbered(&format!("    d#: {device}\n"), number))));
    }
    for (before, each, after) in OTHERS {
        subjects.push(Box::new(move |number| format!("{before}{}{after}\n", numbered(each, number))));
    }
    subjects
}

fn domain(settings: &str) -> Result<Element, String> {
    let settings: String = settings.lines().map(|line| format!("    {line}\n")).collect();
    let text = format!("domains:\n  a:\n    memory: 1 GiB\n{settings}");
    let source = Source { id: FileId(0), name: "many.yaml".into(), notation: Notation::Yaml, text: text.into() };
    let mut found = Diagnostics::new();
    let document = Document::read(&source, &mut found);
    let Some(Definition::Spec(entry, _)) = document.domains.first() else { return Err(format!("{found:?}")) };
    let context = domain::Context {
        notation: Notation::Yaml,
        identity: &document.identity,
        profiles: &Profiles::default(),
        hosts: &Hosts::default(),
    };
    let members = fleet::members(entry, None, &Scope::default(), &mut 1, &mut found);
    let read = members.get(0).and_then(|member| Domain::read(entry, &member, &context, &mut found));
    let first = found.iter().find(|diagnostic| diagnostic.is_error());
    match (read, first) {
        (Some(Domain { mut element, .. }), None) => {
            crate::target::assign(&mut element, &mut found);
            Ok(element)
        }
        (_, first) => Err(format!("{first:?}\n{}", source.text.lines().take(8).collect::<Vec<_>>().join("\n"))),
    }
}

/// How often a rule looks for something.
fn looks(checks: &Checks, number: usize, domain: &Element) -> u64 {
    let watch = Watch::default();
    checks.attempt(domain, None, &watch, |other| other == number, &mut Diagnostics::new(), |_, _, _| {});
    watch.looks()
}
