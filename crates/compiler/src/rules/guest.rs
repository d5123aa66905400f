//! A guest, as rules see it.

use super::View;
use super::driver::Driver;
use super::iothreads::Iothreads;
use super::watch::{Answer, Watch};
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use virtc_model::element::Element;
use virtc_spec::host::Host;

/// What the PCI devices of a machine hang on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PciRoot {
    /// Conventional PCI.
    Pci,
    /// PCI Express.
    Pcie,
    /// The machine has no PCI.
    None,
}

/// A finished domain.
pub struct Guest<'a> {
    domain: View<'a>,
    host: Option<&'a Host>,
    watch: &'a Watch,
    found: Found<'a>,
}

/// What rules ask for at every device, found once: a guest may have thousands of them.
#[derive(Default)]
struct Found<'a> {
    devices: OnceCell<HashMap<&'static str, Vec<View<'a>>>>,
    iothreads: OnceCell<Answer<Iothreads>>,
    numa_cells: OnceCell<Answer<u64>>,
    has_shared_memory: OnceCell<Answer<bool>>,
}

impl<'a> Guest<'a> {
    /// A view of a domain, and of the host that it is for; `watch` notes what is looked at.
    pub fn new(domain: &'a Element, host: Option<&'a Host>, watch: &'a Watch) -> Self {
        Self { domain: View::new(domain, watch), host, watch, found: Found::default() }
    }

    /// The `domain` element.
    pub fn domain(&self) -> View<'a> {
        self.domain
    }

    /// The host that it is for, when that is said.
    pub fn host(&self) -> Option<&'a Host> {
        self.host
    }

    /// Its name.
    pub fn name(&self) -> &'a str {
        self.domain.text("name")
    }

    /// Whether libvirt's QEMU driver runs it.
    pub fn is_qemu(&self) -> bool {
        self.domain.is_any("@type", &["kvm", "qemu", "kqemu", "hvf"])
    }

    /// The driver that runs it, where that has limits of its own.
    pub fn driver(&self) -> Option<&'static Driver> {
        Driver::of(self.domain.text("@type"))
    }

    /// Every device of a kind.
    pub fn devices(&self, kind: &'static str) -> impl Iterator<Item = View<'a>> {
        let devices = self.domain.find("devices");
        // There may have been more of them.
        devices.into_iter().for_each(|devices| devices.note_children(kind));
        let by_kind = self.found.devices.get_or_init(|| {
            let mut by_kind: HashMap<&'static str, Vec<View<'a>>> = HashMap::new();
            self.all_devices().for_each(|device| by_kind.entry(device.kind()).or_default().push(device));
            by_kind
        });
        by_kind.get(kind).map(Vec::as_slice).unwrap_or_default().iter().copied()
    }

    /// Every device of every kind, in the order of the XML.
    pub fn all_devices(&self) -> impl Iterator<Item = View<'a>> {
        self.domain.find("devices").into_iter().flat_map(View::contents)
    }

    /// The machine type as written, such as `pc-q35-9.2`.
    pub fn machine(&self) -> Option<&'a str> {
        self.domain.at("os/type/@machine").map(|machine| &*machine.text)
    }

    /// The architecture: what is written, else what the machine type belongs to.
    pub fn arch(&self) -> Option<&'a str> {
        if let Some(arch) = self.domain.at("os/type/@arch") {
            return Some(&arch.text);
        }
        let machine = self.machine()?;
        let known =
            [("pc", "x86_64"), ("q35", "x86_64"), ("microvm", "x86_64"), ("isapc", "x86_64"), ("s390", "s390x"), ("pseries", "ppc64")];
        known.iter().find(|(prefix, _)| machine.starts_with(prefix)).map(|(_, arch)| *arch)
    }

    /// Looks for something once; whoever asks has looked at all that it took.
    fn once<'s, T>(&self, answer: &'s OnceCell<Answer<T>>, look: impl FnOnce() -> T) -> &'s T {
        let answer = answer.get_or_init(|| self.watch.aside(look));
        self.watch.repeat(answer);
        &answer.found
    }

    /// Whether it is known to be an x86 guest.
    pub fn is_x86(&self) -> bool {
        self.arch().is_some_and(|arch| matches!(arch, "x86_64" | "i686"))
    }

    /// Whether it is known to be no x86 guest.
    pub fn is_not_x86(&self) -> bool {
        self.arch().is_some() && !self.is_x86()
    }

    /// Whether it is known to be no PowerPC guest.
    pub fn is_not_ppc(&self) -> bool {
        self.arch().is_some() && !self.is_ppc()
    }

    /// Whether it is known to be an Arm guest.
    pub fn is_arm(&self) -> bool {
        self.arch().is_some_and(|arch| matches!(arch, "aarch64" | "armv7l" | "armv6l"))
    }

    /// Whether it is known to be an s390 guest.
    pub fn is_s390(&self) -> bool {
        self.arch().is_some_and(|arch| matches!(arch, "s390x" | "s390"))
    }

    /// Whether it is known to be a 64-bit or 32-bit PowerPC guest.
    pub fn is_ppc(&self) -> bool {
        self.arch().is_some_and(|arch| arch.starts_with("ppc"))
    }

    /// Whether it is known to be a RISC-V guest.
    pub fn is_riscv(&self) -> bool {
        self.arch().is_some_and(|arch| arch.starts_with("riscv"))
    }

    /// Whether its machine is a q35.
    pub fn is_q35(&self) -> bool {
        self.machine().is_some_and(|machine| machine == "q35" || machine.starts_with("pc-q35"))
    }

    /// Whether its machine is an i440fx: written as `pc`, or what QEMU takes for an x86 guest that
    /// names none.
    pub fn is_i440fx(&self) -> bool {
        match self.machine() {
            Some(machine) => {
                // The machines of Red Hat Enterprise Linux 6 are called after it.
                machine == "pc" || ["pc-i440fx", "pc-0", "pc-1", "rhel"].iter().any(|family| machine.starts_with(family))
            }
            None => self.is_x86(),
        }
    }

    /// Whether its machine is a PowerPC pseries.
    pub fn is_pseries(&self) -> bool {
        match self.machine() {
            Some(machine) => machine == "pseries" || machine.starts_with("pseries-"),
            None => self.arch().is_some_and(|arch| matches!(arch, "ppc64" | "ppc64le")),
        }
    }

    /// Whether its machine is the `virt` of Arm, RISC-V or LoongArch.
    pub fn is_virt(&self) -> bool {
        self.machine().is_some_and(|machine| machine == "virt" || machine.starts_with("virt-"))
    }

    /// How many vCPUs it can have: one when nothing is said.
    pub fn vcpus(&self) -> u64 {
        self.domain.number("vcpu").unwrap_or(1)
    }

    /// Whether it has an I/O thread of that number.
    pub fn has_iothread(&self, number: u64) -> bool {
        self.once(&self.found.iothreads, || Iothreads::of(self)).has(number)
    }

    /// How many NUMA cells it has.
    pub fn numa_cells(&self) -> u64 {
        *self.once(&self.found.numa_cells, || self.domain.all("cpu/numa/cell").count() as u64)
    }

    /// Whether all of its memory is shared with other processes, as vhost-user servers want it.
    pub fn has_shared_memory(&self) -> bool {
        *self.once(&self.found.has_shared_memory, || self.shares_memory())
    }

    fn shares_memory(&self) -> bool {
        let is_shared = self.domain.is("memoryBacking/access/@mode", "shared");
        let Some(numa) = self.domain.find("cpu/numa").filter(|numa| numa.has("cell")) else { return is_shared };
        numa.all("cell").all(|cell| cell.at("@memAccess").map_or(is_shared, |access| &*access.text == "shared"))
    }

    /// Whether its machine is the `virt` of Arm.
    pub fn is_arm_virt(&self) -> bool {
        self.is_virt() && self.is_arm()
    }

    /// The root bus that libvirt gives its machine, where that is known.
    pub fn pci_root(&self) -> Option<PciRoot> {
        let machine = self.machine();
        match self.arch()? {
            "x86_64" | "i686" if self.is_q35() => Some(PciRoot::Pcie),
            "x86_64" | "i686" if self.is_i440fx() => Some(PciRoot::Pci),
            "x86_64" | "i686" => matches!(machine?, "isapc" | "microvm").then_some(PciRoot::None),
            "aarch64" | "armv7l" | "armv6l" if self.is_virt() => Some(PciRoot::Pcie),
            "aarch64" | "armv7l" | "armv6l" if machine? == "versatilepb" || machine?.starts_with("realview-eb") => Some(PciRoot::Pci),
            "riscv32" | "riscv64" if self.is_virt() => Some(PciRoot::Pcie),
            "aarch64" | "armv7l" | "armv6l" | "riscv32" | "riscv64" => machine.map(|_| PciRoot::None),
            "loongarch64" => Some(PciRoot::Pcie),
            "ppc64" | "ppc64le" | "ppc" | "alpha" | "sh4" | "sh4eb" | "sparc64" | "s390x" => Some(PciRoot::Pci),
            _ => None,
        }
    }

    /// Whether it has USB, where that is known: a controller is written, or libvirt adds one.
    pub fn has_usb(&self) -> Option<bool> {
        let mut written = self.devices("controller").filter(|controller| controller.is("@type", "usb")).peekable();
        if written.peek().is_some() {
            return Some(!written.any(|controller| controller.is("@model", "none")));
        }
        match self.arch()? {
            "x86_64" | "i686" => Some(!self.machine().is_some_and(|machine| matches!(machine, "isapc" | "microvm"))),
            "aarch64" | "armv7l" | "armv6l" => self.machine().map(|machine| machine == "versatilepb" || machine.starts_with("realview-eb")),
            "ppc64" | "ppc64le" | "ppc" | "alpha" | "sh4" | "sh4eb" | "sparc64" => Some(true),
            "s390x" | "riscv32" | "riscv64" | "loongarch64" => Some(false),
            _ => None,
        }
    }

    /// Every device with an address of that type, and the address. The first serial port, which
    /// libvirt shows as a console, too, is not told twice.
    pub fn addresses(&self, kind: &'static str) -> impl Iterator<Item = (View<'a>, View<'a>)> {
        self.all_devices().filter_map(move |device| {
            device.known().child("address")?;
            if device.kind() == "console" && !device.is("target/@type", "virtio") {
                return None;
            }
            let address = device.find("address").filter(|address| address.is("@type", kind))?;
            Some((device, address))
        })
    }

    /// The controllers of a type with their indices: what is written, else the lowest that is free.
    pub fn controllers(&self, kind: &str) -> Vec<(u64, View<'a>)> {
        let written: Vec<_> = self.devices("controller").filter(|controller| controller.is("@type", kind)).collect();
        let taken: BTreeSet<u64> = written.iter().filter_map(|controller| controller.number("@index")).collect();
        let mut free = (0..).filter(|index| !taken.contains(index));
        let mut indexed: Vec<(u64, View)> = Vec::new();
        for controller in written {
            let index = controller.number("@index").or_else(|| companion(&indexed, controller)).or_else(|| free.next());
            indexed.extend(index.map(|index| (index, controller)));
        }
        indexed
    }
}

/// The index that a part of an ICH9 USB controller shares with the part before it.
fn companion(before: &[(u64, View)], controller: View) -> Option<u64> {
    let model = controller.at("@model").filter(|model| model.text.starts_with("ich9-"))?;
    let (index, _) = before.last().filter(|(_, previous)| previous.text("@model").starts_with("ich9-"))?;
    let is_there = before.iter().rev().take(4).any(|(other, part)| other == index && part.is("@model", &model.text));
    (!is_there).then_some(*index)
}
