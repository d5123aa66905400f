//! How long a large fleet takes, as times of the least that it could take.
//!
//! The floor is a program that only writes the same bytes to the same files, temporary file
//! and rename, in a process of its own. Both run in turn on a file system in memory where
//! there is one, and the medians are compared, so that the machine's speed cancels out.
//!
//! `cargo bench -p virtc` prints the table.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const VIRTC: &str = env!("CARGO_BIN_EXE_virtc");
const DOMAINS: usize = 10_000;
const ROUNDS: usize = 5;

/// A fleet that is many times as large, to show that time grows no faster and what memory it takes.
const TIMES: usize = 10;
const ROUNDS_OF_MANY: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, mode, from, to] = arguments.as_slice()
        && mode == "--floor"
    {
        return floor(Path::new(from), Path::new(to));
    }
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    println!("{DOMAINS} domains, whole processes, median of {ROUNDS} rounds\n");
    println!("| input | spec | XML | floor | virtc | times the floor | nothing changed | rules, of the rest |");
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    row(folder.path(), "one YAML file", |folder| fs::write(folder.join("fleet.yaml"), format!("domains:\n{}", all(yaml))).unwrap());
    row(folder.path(), "one TOML file", |folder| fs::write(folder.join("fleet.toml"), all(toml)).unwrap());
    row(folder.path(), "template with count", |folder| counted(folder, DOMAINS));
    row(folder.path(), "template with a CSV inventory", |folder| inventory(folder, DOMAINS));
    row(folder.path(), "one YAML file each", |folder| {
        for number in 0..DOMAINS {
            fs::write(folder.join(format!("vm-{number:05}.yaml")), format!("domains:\n{}", yaml(number))).unwrap();
        }
    });
    println!("\n{} domains, median of {ROUNDS_OF_MANY} rounds\n", TIMES * DOMAINS);
    println!("| input | virtc | times {TIMES} runs of {DOMAINS} | peak memory |");
    println!("| --- | --- | --- | --- |");
    large(folder.path(), "template with count", counted);
    large(folder.path(), "template with a CSV inventory", inventory);
}

fn counted(folder: &Path, domains: usize) {
    fs::write(folder.join("fleet.yaml"), template(&format!("count: {domains}"))).unwrap();
}

fn inventory(folder: &Path, domains: usize) {
    let rows: String = (0..domains).map(|number| format!("{number:05},Guest number {number}\n")).collect();
    fs::write(folder.join("guests.csv"), format!("id,title\n{rows}")).unwrap();
    fs::write(folder.join("fleet.yaml"), template("each: guests.csv")).unwrap();
}

/// A fleet beside one of a tenth: times of both in turn, and the most memory that the large one takes.
fn large(base: &Path, name: &str, write: impl Fn(&Path, usize)) {
    let folder = base.join("large");
    let (few, many, out) = (folder.join("few"), folder.join("many"), folder.join("out"));
    for (specs, domains) in [(&few, DOMAINS), (&many, TIMES * DOMAINS)] {
        fs::create_dir_all(specs).unwrap();
        write(specs, domains);
    }
    let (mut times, mut times_of_few, mut peak) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS_OF_MANY {
        times_of_few.push(compile(&few, &out));
        fs::remove_dir_all(&out).unwrap();
        times.push(timed_with_peak(&mut compiling(&many, &out), &mut peak));
        fs::remove_dir_all(&out).unwrap();
    }
    let (time, few) = (median(times), median(times_of_few));
    let ratio = time.as_secs_f64() / few.as_secs_f64() / f64::from(u32::try_from(TIMES).unwrap());
    println!("| {name} | {} ms | {ratio:.2} | {} MiB |", time.as_millis(), peak >> 10);
    fs::remove_dir_all(&folder).unwrap();
}

/// The same as [`timed`]; raises `peak` to the most memory that the process had, in KiB, where
/// the system tells.
fn timed_with_peak(command: &mut Command, peak: &mut u64) -> Duration {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    loop {
        if let Some(exit) = child.try_wait().unwrap() {
            assert!(exit.success());
            return start.elapsed();
        }
        // It only grows, so the last look is nearly the peak.
        let status = fs::read_to_string(&status).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let size = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
        *peak = size.unwrap_or(0).max(*peak);
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn row(base: &Path, name: &str, write: impl Fn(&Path)) {
    let folder = base.join(name.replace(' ', "-"));
    let (specs, out, again) = (folder.join("specs"), folder.join("out"), folder.join("again"));
    fs::create_dir_all(&specs).unwrap();
    write(&specs);
    compile(&specs, &out);
    let (mut floors, mut times, mut unchanged, mut unruled) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let _absent = fs::remove_dir_all(&again);
        fs::create_dir(&again).unwrap();
        floors.push(timed(Command::new(std::env::current_exe().unwrap()).arg("--floor").args([&out, &again])));
        fs::remove_dir_all(&out).unwrap();
        times.push(compile(&specs, &out));
        unchanged.push(compile(&specs, &out));
        fs::remove_dir_all(&out).unwrap();
        unruled.push(timed(compiling(&specs, &out).args(["--allow", "all"])));
    }
    let (floor, time, unchanged, unruled) = (median(floors), median(times), median(unchanged), median(unruled));
    let ratio = |time: Duration| time.as_secs_f64() / floor.as_secs_f64();
    println!(
        "| {name} | {} MB | {} MB | {} ms | {} ms | {:.1} | {:.1} | {:.2} |",
        size(&specs) / 1_000_000,
        size(&out) / 1_000_000,
        floor.as_millis(),
        time.as_millis(),
        ratio(time),
        ratio(unchanged),
        time.as_secs_f64() / unruled.as_secs_f64() - 1.0
    );
    fs::remove_dir_all(&folder).unwrap();
}

fn compile(specs: &Path, out: &Path) -> Duration {
    timed(&mut compiling(specs, out))
}

fn compiling(specs: &Path, out: &Path) -> Command {
    let mut command = Command::new(VIRTC);
    command.arg("compile").arg(specs).arg("-o").arg(out).arg("--quiet");
    command
}

fn timed(command: &mut Command) -> Duration {
    let start = Instant::now();
    assert!(command.stdout(Stdio::null()).status().unwrap().success());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn size(folder: &Path) -> u64 {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
}

/// Writes the files of `from` to `to`, and nothing else.
fn floor(from: &Path, to: &Path) {
    let mut files: Vec<PathBuf> = fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "xml"));
    files.sort();
    // The bytes are made up rather than read: reading them is not part of the floor.
    let bytes = vec![b'x'; usize::try_from(files[0].metadata().unwrap().len()).unwrap()];
    for file in files {
        let name = file.file_name().unwrap();
        let temporary = to.join(format!(".{}", name.to_string_lossy()));
        fs::File::create(&temporary).unwrap().write_all(&bytes).unwrap();
        fs::rename(&temporary, to.join(name)).unwrap();
    }
}

fn all(domain: fn(usize) -> String) -> String {
    (0..DOMAINS).map(domain).collect()
}

/// The same guests as one fleet. Their paths are in quotes, as YAML wants expressions inside braces.
fn template(rows: &str) -> String {
    let by_count = rows.starts_with("count");
    let (id, title) = if by_count { ("${i:05}", "Guest number ${i}") } else { ("${id}", "${title}") };
    let domain = yaml(0).replace("vm-00000", &format!("vm-{id}")).replace("Guest number 0", title);
    let (_, settings) = domain.split_once('\n').unwrap();
    format!("domains:\n  vm:\n    {rows}\n    name: vm-{id}\n{settings}")
}

/// About twenty settings and fifteen devices: two kilobytes of XML and more.
fn yaml(number: usize) -> String {
    let mut text = String::new();
    write!(
        text,
        "  vm-{number:05}:
    title: Guest number {number}
    memory: 8 GiB
    currentMemory: 4 GiB
    vcpu: 4
    os: {{ arch: x86_64, machine: pc-q35-9.2, firmware: efi }}
    features: {{ acpi: true, apic: true, vmport: false }}
    cpu: {{ mode: host-model, topology: {{ sockets: 1, cores: 4, threads: 1 }} }}
    clock:
      offset: utc
      timer:
        - {{ name: rtc, tickpolicy: catchup }}
        - {{ name: pit, tickpolicy: delay }}
        - {{ name: hpet, present: false }}
    on_crash: restart
    pm: {{ suspend-to-mem: false, suspend-to-disk: false }}
    devices:
      disk:
        root: {{ file: \"/var/lib/libvirt/images/vm-{number:05}.qcow2\", format: qcow2, boot: 1 }}
        data: {{ block: \"/dev/vg0/vm-{number:05}-data\", format: raw }}
        seed: {{ file: \"/var/lib/libvirt/images/vm-{number:05}-seed.iso\", device: cdrom, format: raw }}
      controller:
        scsi: {{ type: scsi, model: virtio-scsi }}
        ports: {{ type: virtio-serial }}
      interface:
        lan: {{ bridge: br0, model: virtio }}
        storage: {{ bridge: br1, model: virtio, mtu: 9000 }}
      serial:
        console: {{ pty: {{}}, target: {{ port: 0 }} }}
      channel:
        agent: {{ unix: {{}}, target: {{ type: virtio, name: org.qemu.guest_agent.0 }} }}
      input:
        tablet: {{ type: tablet, bus: usb }}
      graphics:
        screen: {{ vnc: {{}}, listen: 127.0.0.1 }}
      video:
        card: {{ model: {{ type: virtio }} }}
      watchdog:
        dog: {{ model: itco, action: reset }}
      rng:
        entropy: {{ model: virtio, backend: {{ model: random, value: /dev/urandom }} }}
      memballoon: {{ model: virtio }}
"
    )
    .unwrap();
    text
}

/// The same in TOML.
fn toml(number: usize) -> String {
    let mut text = String::new();
    write!(
        text,
        "[domains.vm-{number:05}]
title = \"Guest number {number}\"
memory = \"8 GiB\"
currentMemory = \"4 GiB\"
vcpu = 4
os = {{ arch = \"x86_64\", machine = \"pc-q35-9.2\", firmware = \"efi\" }}
features = {{ acpi = true, apic = true, vmport = false }}
cpu = {{ mode = \"host-model\", topology = {{ sockets = 1, cores = 4, threads = 1 }} }}
on_crash = \"restart\"
pm = {{ suspend-to-mem = false, suspend-to-disk = false }}
[domains.vm-{number:05}.clock]
offset = \"utc\"
timer = [{{ name = \"rtc\", tickpolicy = \"catchup\" }}, {{ name = \"pit\", tickpolicy = \"delay\" }}, {{ name = \"hpet\", present = false }}]
[domains.vm-{number:05}.devices]
memballoon = {{ model = \"virtio\" }}
[domains.vm-{number:05}.devices.disk]
root = {{ file = \"/var/lib/libvirt/images/vm-{number:05}.qcow2\", format = \"qcow2\", boot = 1 }}
data = {{ block = \"/dev/vg0/vm-{number:05}-data\", format = \"raw\" }}
seed = {{ file = \"/var/lib/libvirt/images/vm-{number:05}-seed.iso\", device = \"cdrom\", format = \"raw\" }}
[domains.vm-{number:05}.devices.controller]
scsi = {{ type = \"scsi\", model = \"virtio-scsi\" }}
ports = {{ type = \"virtio-serial\" }}
[domains.vm-{number:05}.devices.interface]
lan = {{ bridge = \"br0\", model = \"virtio\" }}
storage = {{ bridge = \"br1\", model = \"virtio\", mtu = 9000 }}
[domains.vm-{number:05}.devices.serial.console]
pty = {{}}
target.port = 0
[domains.vm-{number:05}.devices.channel.agent]
unix = {{}}
target = {{ type = \"virtio\", name = \"org.qemu.guest_agent.0\" }}
[domains.vm-{number:05}.devices.input]
tablet = {{ type = \"tablet\", bus = \"usb\" }}
[domains.vm-{number:05}.devices.graphics]
screen = {{ vnc = {{}}, listen = \"127.0.0.1\" }}
[domains.vm-{number:05}.devices.video]
card = {{ model = {{ type = \"virtio\" }} }}
[domains.vm-{number:05}.devices.watchdog]
dog = {{ model = \"itco\", action = \"reset\" }}
[domains.vm-{number:05}.devices.rng.entropy]
model = \"virtio\"
backend = {{ model = \"random\", value = \"/dev/urandom\" }}
"
    )
    .unwrap();
    text
}
