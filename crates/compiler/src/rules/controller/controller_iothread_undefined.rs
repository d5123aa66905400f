use crate::rules::{Check, Findings, Group, Guest, Rule, View};
use virtc_model::Severity;

pub(super) const RULE: Rule = Rule {
    id: "controller-iothread-undefined",
    summary: "A controller is served by an I/O thread that the guest does not have.",
    why: "The threads of a guest are those that `iothreadids` lists, and as many more as `iothreads` counts. libvirt refuses a controller \
          with another: \"controller iothread not defined in iothreadid\" (formatdomain, Controllers, `driver`). Threads serve \
          virtio-scsi on PCI and CCW.",
    level: Severity::Error,
    group: Group::Refused,
    since: "0.1.0",
    bad: &[
        "os: { arch: x86_64, machine: q35 }\n\
         devices: { controller: { scsi: { type: scsi, index: 0, model: virtio-scsi, driver: { iothread: 1 } } } }",
        "iothreads: 2\nos: { arch: x86_64, machine: q35 }\n\
         devices: { controller: { scsi: { type: scsi, index: 0, model: virtio-scsi, driver: { iothread: 3 } } } }",
    ],
    good: &["iothreads: 2\nos: { arch: x86_64, machine: q35 }\n\
         devices: { controller: { scsi: { type: scsi, index: 0, model: virtio-scsi, driver: { iothread: 2 } } } }"],
    check: Check::EachQemu("devices/controller", check),
};

fn check(controller: View, guest: &Guest, findings: &mut Findings) {
    let Some(driver) = controller.find("driver").filter(|_| controller.is("@type", "scsi")) else { return };
    let single = driver.at("@iothread").map(|thread| (thread, driver.number("@iothread")));
    if let (Some((thread, _)), Some(kind)) = (single, controller.at("address/@type"))
        && !matches!(&*kind.text, "pci" | "ccw")
    {
        let report = findings.report(thread.span, "I/O threads serve controllers on PCI and CCW only");
        report.related(kind.span, "the controller's bus");
    }
    if let (Some((single, _)), Some(several)) = (single, driver.find("iothreads")) {
        findings.report(single.span, "the I/O threads are said twice").related(several.span(), "here, too").help("leave one of them out");
    }
    let several = driver.all("iothreads/iothread").filter_map(|thread| Some((thread.at("@id")?, thread.number("@id"))));
    for (thread, number) in single.into_iter().chain(several) {
        if number.is_some_and(|number| number != 0 && !guest.has_iothread(number)) {
            let report = findings.report(thread.span, format!("the guest has no I/O thread {}", thread.text));
            report.help("write `iothreads` with enough of them at the domain");
        }
    }
}
