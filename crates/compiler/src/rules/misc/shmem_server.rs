use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "shmem-server",
    summary: "A shared memory has a server or interrupts, and its model does not have them, or lacks them.",
    why: "`ivshmem-doorbell` gets memory and interrupts from a server, which knows the size; `ivshmem-plain` has neither; \
          interrupts without a server are refused for every model (qemu_domain.c, domain_conf.c).",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-plain, msi: {} } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-plain, server: /run/shm0.sock } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-doorbell } } }",
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-doorbell, size: 4 MiB, server: /run/shm0.sock } } }",
    ],
    good: &[
        "os: { arch: x86_64, machine: pc }\ndevices: { shmem: { a: { name: shm0, model: ivshmem-doorbell, server: /run/shm0.sock, msi: { vectors: 8 } } } }",
    ],
    check: Check::Each("devices/shmem", check),
};

fn check(memory: View, guest: &Guest, findings: &mut Findings) {
    let has_server = memory.has("server");
    if !has_server && memory.has("msi") {
        let report = findings.report(memory.place("msi"), format!("{} has interrupts, and no server that passes them on", memory.label()));
        report.help("leave `msi` out, or write `model: ivshmem-doorbell` and `server`");
        return;
    }
    if !guest.is_qemu() {
        return;
    }
    let model = memory.place("model/@type");
    if memory.is("model/@type", "ivshmem-plain") && has_server {
        let report = findings.report(memory.place("server"), format!("{} is an `ivshmem-plain`, which has no server", memory.label()));
        report.related(model, "the model").help("leave `server` out, or write `ivshmem-doorbell`");
    }
    if !memory.is("model/@type", "ivshmem-doorbell") {
        return;
    }
    if !has_server {
        let report = findings.report(model, format!("{} is an `ivshmem-doorbell`, and has no server", memory.label()));
        report.help("write `server` with the path of its socket, or `ivshmem-plain`");
    } else if memory.has("size") {
        let report = findings.report(memory.place("size"), format!("{} has a size, which its server knows", memory.label()));
        report.related(memory.place("server"), "the server").help("leave `size` out").needless();
    }
}
