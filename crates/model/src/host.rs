//! What a host can do: the typed reading of what `virsh domcapabilities` prints.
//!
//! A file speaks of one emulator, architecture, machine type and virtualization type. libvirt
//! adds to it from version to version, so each answer is `None` where a file says nothing.
//!
//! ```
//! use virtc_model::host::Capabilities;
//! use virtc_model::FileId;
//!
//! let text = "<domainCapabilities>
//!   <path>/usr/bin/qemu-system-x86_64</path>
//!   <domain>kvm</domain>
//!   <machine>pc-q35-9.2</machine>
//!   <arch>x86_64</arch>
//!   <vcpu max='4096'/>
//!   <cpu>
//!     <mode name='custom' supported='yes'>
//!       <model usable='no' vendor='Intel'>Broadwell</model>
//!     </mode>
//!   </cpu>
//!   <devices>
//!     <disk supported='yes'>
//!       <enum name='bus'><value>sata</value><value>virtio</value></enum>
//!     </disk>
//!   </devices>
//! </domainCapabilities>";
//! let host = Capabilities::read(text, FileId(0)).expect("it is what virsh prints");
//! assert_eq!((host.arch(), host.machine(), host.vcpus()), ("x86_64", Some("pc-q35-9.2"), Some(4096)));
//! assert_eq!(host.device("disk").and_then(|disk| disk.allows("bus", "ide")), Some(false));
//! assert_eq!(host.cpu_model("Broadwell").and_then(|model| model.is_usable()), Some(false));
//! assert_eq!(host.cpu_mode("host-passthrough"), None);
//! ```

use crate::span::{FileId, Span};
use crate::{Code, Diagnostic, xml};
use yaserde::YaDeserialize;

/// The largest file that is read; what libvirt prints has a hundredth of that.
const SIZE: usize = 16 << 20;

/// How deep a file may be nested.
const DEPTH: usize = 32;

/// What a host can do, for one emulator, architecture, machine type and virtualization type.
#[derive(Debug, Clone, Default, YaDeserialize)]
#[yaserde(rename = "domainCapabilities")]
pub struct Capabilities {
    path: String,
    domain: String,
    machine: Option<String>,
    arch: String,
    vcpu: Option<Vcpu>,
    iothreads: Option<Section>,
    os: Option<Os>,
    cpu: Option<Cpu>,
    #[yaserde(rename = "memoryBacking")]
    memory_backing: Option<Section>,
    devices: Option<Devices>,
    features: Option<Features>,
}

#[derive(Debug, Clone, Default, YaDeserialize)]
struct Vcpu {
    #[yaserde(attribute = true)]
    max: u32,
}

#[derive(Debug, Clone, Default, YaDeserialize)]
struct Os {
    #[yaserde(rename = "enum")]
    enums: Vec<Enum>,
    loader: Option<Section>,
}

#[derive(Debug, Clone, Default, YaDeserialize)]
struct Cpu {
    mode: Vec<Mode>,
}

#[derive(Debug, Clone, Default, YaDeserialize)]
struct Mode {
    #[yaserde(attribute = true)]
    name: String,
    #[yaserde(attribute = true)]
    supported: String,
    model: Vec<CpuModel>,
}

/// A CPU model that guests may ask for by name.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub struct CpuModel {
    #[yaserde(text = true)]
    name: String,
    #[yaserde(attribute = true)]
    usable: Option<String>,
    #[yaserde(attribute = true)]
    deprecated: Option<String>,
    #[yaserde(attribute = true)]
    vendor: Option<String>,
}

#[derive(Debug, Clone, Default, YaDeserialize)]
struct Devices {
    disk: Option<Section>,
    graphics: Option<Section>,
    video: Option<Section>,
    hostdev: Option<Section>,
    rng: Option<Section>,
    filesystem: Option<Section>,
    tpm: Option<Section>,
    redirdev: Option<Section>,
    channel: Option<Section>,
    crypto: Option<Section>,
    interface: Option<Section>,
    panic: Option<Section>,
    console: Option<Section>,
}

#[derive(Debug, Clone, Default, YaDeserialize)]
struct Features {
    gic: Option<Section>,
    vmcoreinfo: Option<Section>,
    genid: Option<Section>,
    #[yaserde(rename = "backingStoreInput")]
    backing_store_input: Option<Section>,
    backup: Option<Section>,
    #[yaserde(rename = "async-teardown")]
    async_teardown: Option<Section>,
    #[yaserde(rename = "s390-pv")]
    s390_pv: Option<Section>,
    ps2: Option<Section>,
    sev: Option<Section>,
    sgx: Option<Section>,
    hyperv: Option<Section>,
    #[yaserde(rename = "launchSecurity")]
    launch_security: Option<Section>,
}

/// A part of the capabilities: whether the host has it, and which values its fields may take.
#[derive(Debug, Clone, Default, YaDeserialize)]
pub struct Section {
    #[yaserde(attribute = true)]
    supported: String,
    #[yaserde(rename = "value")]
    values: Vec<String>,
    #[yaserde(rename = "enum")]
    enums: Vec<Enum>,
}

#[derive(Debug, Clone, Default, YaDeserialize)]
struct Enum {
    #[yaserde(attribute = true)]
    name: String,
    #[yaserde(rename = "value")]
    values: Vec<String>,
}

impl Capabilities {
    /// Reads a file; `file` is what its places refer to.
    ///
    /// # Errors
    /// When it is nothing that `virsh domcapabilities` prints.
    pub fn read(text: &str, file: FileId) -> Result<Self, Box<Diagnostic>> {
        let start = Span::new(file, 0, 0);
        if text.len() > SIZE {
            let message = format!("this is larger than {} MiB, so it is nothing that `virsh domcapabilities` prints", SIZE >> 20);
            return Err(Box::new(Diagnostic::error(Code::TooLarge, start, message)));
        }
        check(text, file)?;
        let capabilities: Self =
            yaserde::de::from_str(text).map_err(|error| Box::new(refuse(start, &format!("this cannot be read: {error}"))))?;
        for (name, text) in [("path", &capabilities.path), ("domain", &capabilities.domain), ("arch", &capabilities.arch)] {
            if text.is_empty() {
                return Err(Box::new(refuse(start, &format!("there is no `{name}` in these domain capabilities"))));
            }
        }
        Ok(capabilities)
    }

    /// The emulator.
    pub fn emulator(&self) -> &str {
        &self.path
    }

    /// The virtualization type: what a domain's `type` says.
    pub fn domain_type(&self) -> &str {
        &self.domain
    }

    /// The machine type, with its version.
    pub fn machine(&self) -> Option<&str> {
        self.machine.as_deref()
    }

    /// The architecture.
    pub fn arch(&self) -> &str {
        &self.arch
    }

    /// The most virtual CPUs that a guest may have.
    pub fn vcpus(&self) -> Option<u32> {
        self.vcpu.as_ref().map(|vcpu| vcpu.max)
    }

    /// Whether guests may have I/O threads.
    pub fn iothreads(&self) -> Option<bool> {
        self.iothreads.as_ref().map(Section::is_supported)
    }

    /// The values that `os/@firmware` may take.
    pub fn firmware(&self) -> Option<&[String]> {
        values(&self.os.as_ref()?.enums, "firmware")
    }

    /// Firmware by path: its files are the section's own values.
    pub fn loader(&self) -> Option<&Section> {
        self.os.as_ref()?.loader.as_ref()
    }

    /// Where the memory of guests may lie: `sourceType`.
    pub fn memory_backing(&self) -> Option<&Section> {
        self.memory_backing.as_ref()
    }

    /// Whether the host has a CPU mode: `host-passthrough`, `host-model`, `maximum`, `custom`.
    pub fn cpu_mode(&self, name: &str) -> Option<bool> {
        self.mode(name).map(|mode| mode.supported == "yes")
    }

    /// The CPU model that `host-model` stands for.
    pub fn host_model(&self) -> Option<&CpuModel> {
        self.mode("host-model")?.model.first()
    }

    /// The CPU models that guests may ask for by name.
    pub fn cpu_models(&self) -> &[CpuModel] {
        self.mode("custom").map_or(&[], |mode| &mode.model)
    }

    /// The CPU model of that name.
    pub fn cpu_model(&self, name: &str) -> Option<&CpuModel> {
        self.cpu_models().iter().find(|model| model.name == name)
    }

    /// A kind of devices, by the name of its element.
    pub fn device(&self, kind: &str) -> Option<&Section> {
        let devices = self.devices.as_ref()?;
        let section = match kind {
            "disk" => &devices.disk,
            "graphics" => &devices.graphics,
            "video" => &devices.video,
            "hostdev" => &devices.hostdev,
            "rng" => &devices.rng,
            "filesystem" => &devices.filesystem,
            "tpm" => &devices.tpm,
            "redirdev" => &devices.redirdev,
            "channel" => &devices.channel,
            "crypto" => &devices.crypto,
            "interface" => &devices.interface,
            "panic" => &devices.panic,
            "console" => &devices.console,
            _ => &None,
        };
        section.as_ref()
    }

    /// A feature, by the name that the file has for it: `gic`, `genid`, `sev`, `hyperv`, ….
    pub fn feature(&self, name: &str) -> Option<&Section> {
        let features = self.features.as_ref()?;
        let section = match name {
            "gic" => &features.gic,
            "vmcoreinfo" => &features.vmcoreinfo,
            "genid" => &features.genid,
            "backingStoreInput" => &features.backing_store_input,
            "backup" => &features.backup,
            "async-teardown" => &features.async_teardown,
            "s390-pv" => &features.s390_pv,
            "ps2" => &features.ps2,
            "sev" => &features.sev,
            "sgx" => &features.sgx,
            "hyperv" => &features.hyperv,
            "launchSecurity" => &features.launch_security,
            _ => &None,
        };
        section.as_ref()
    }

    fn mode(&self, name: &str) -> Option<&Mode> {
        self.cpu.as_ref()?.mode.iter().find(|mode| mode.name == name)
    }
}

impl Section {
    /// Whether the host has it at all.
    pub fn is_supported(&self) -> bool {
        self.supported == "yes"
    }

    /// Values of the section itself: the files of `loader`.
    pub fn own_values(&self) -> &[String] {
        &self.values
    }

    /// The values that a field may take; `None` when the file says nothing of it.
    pub fn values(&self, field: &str) -> Option<&[String]> {
        values(&self.enums, field)
    }

    /// Whether a field may take a value; `None` when the file says nothing of the field.
    pub fn allows(&self, field: &str, value: &str) -> Option<bool> {
        Some(self.values(field)?.iter().any(|known| known == value))
    }
}

impl CpuModel {
    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the host can run guests with it.
    pub fn is_usable(&self) -> Option<bool> {
        match self.usable.as_deref() {
            Some("yes") => Some(true),
            Some("no") => Some(false),
            _ => None,
        }
    }

    /// Whether QEMU means to drop it.
    pub fn is_deprecated(&self) -> bool {
        self.deprecated.as_deref() == Some("yes")
    }

    /// Who makes such CPUs.
    pub fn vendor(&self) -> Option<&str> {
        self.vendor.as_deref()
    }
}

fn values<'a>(enums: &'a [Enum], name: &str) -> Option<&'a [String]> {
    enums.iter().find(|known| known.name == name).map(|known| known.values.as_slice())
}

/// Whether the text is XML of domain capabilities, without a DTD and not nested for ever. The
/// reader that makes structs of it has no places and no bounds of its own.
fn check(text: &str, file: FileId) -> Result<(), Box<Diagnostic>> {
    let document = xml::parse(text).map_err(|broken| Box::new(broken.diagnostic(text, file)))?;
    let root = document.root_element();
    let name = root.tag_name().name();
    let start = root.range().start + 1;
    let span = Span::new(file, start, start + name.len());
    if name != "domainCapabilities" || root.tag_name().namespace().is_some() {
        return Err(Box::new(refuse(span, &format!("this is XML of a `{name}`, not of domain capabilities"))));
    }
    if is_deep(root, 0) {
        return Err(Box::new(refuse(span, "this is nested too deep")));
    }
    Ok(())
}

fn is_deep(node: roxmltree::Node<'_, '_>, depth: usize) -> bool {
    depth > DEPTH || node.children().any(|child| is_deep(child, depth + 1))
}

fn refuse(span: Span, message: &str) -> Diagnostic {
    Diagnostic::error(Code::BadCapabilities, span, message).help("save what `virsh domcapabilities` prints on the host")
}
