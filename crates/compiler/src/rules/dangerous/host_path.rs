//! Which paths of a host are its own business.

use std::borrow::Cow;

/// What a path means to the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Secrets, such as keys and passwords of users.
    Secrets,
    /// What the host itself runs from.
    System,
    /// A socket of a daemon that does what it is told.
    Daemon,
    /// A disk of the host.
    Disk,
    /// Its memory or its ports.
    Hardware,
}

impl Reach {
    /// What stands there, in the words of messages.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Secrets => "where the host keeps secrets",
            Self::System => "what the host itself runs from",
            Self::Daemon => "a socket of a daemon that rules the host",
            Self::Disk => "a disk of the host",
            Self::Hardware => "the memory or the ports of the host",
        }
    }
}

/// Folders of the host, the deeper ones first.
const FOLDERS: [(&str, Option<Reach>); 26] = [
    // What guests are given by right.
    ("/usr/share", None),
    ("/usr/local/share", None),
    ("/etc/libvirt/qemu/nvram", None),
    ("/etc/pki", None),
    ("/etc", Some(Reach::Secrets)),
    ("/root", Some(Reach::Secrets)),
    ("/proc", Some(Reach::Secrets)),
    ("/sys", Some(Reach::System)),
    ("/boot/grub", Some(Reach::System)),
    ("/boot/grub2", Some(Reach::System)),
    ("/boot/efi", Some(Reach::System)),
    ("/bin", Some(Reach::System)),
    ("/sbin", Some(Reach::System)),
    ("/lib", Some(Reach::System)),
    ("/lib64", Some(Reach::System)),
    ("/usr", Some(Reach::System)),
    ("/var/lib/libvirt/secrets", Some(Reach::Secrets)),
    ("/var/lib/docker", Some(Reach::System)),
    ("/var/lib/containers", Some(Reach::System)),
    ("/var/lib/containerd", Some(Reach::System)),
    ("/var/lib/kubelet", Some(Reach::Secrets)),
    ("/var/lib/dpkg", Some(Reach::System)),
    ("/var/lib/rpm", Some(Reach::System)),
    ("/var/lib/systemd", Some(Reach::System)),
    ("/var/lib/sss", Some(Reach::Secrets)),
    ("/var/spool", Some(Reach::System)),
];

/// Sockets of daemons by what their paths end with.
const SOCKETS: [&str; 14] = [
    "docker.sock",
    "containerd.sock",
    "podman.sock",
    "crio.sock",
    "libvirt-sock",
    "libvirt-sock-ro",
    "-sock",
    "system_bus_socket",
    "systemd/private",
    "systemd/notify",
    "/bus",
    "lxd/unix.socket",
    "snapd.socket",
    "monitor.sock",
];

/// Disks of the host by the beginning of their names below `/dev`.
const DISKS: [&str; 8] = ["sd", "hd", "vd", "xvd", "nvme", "mmcblk", "md", "dm-"];

/// What a path, made plain, means to the host.
pub(super) fn reach(path: &str) -> Option<Reach> {
    let path = plain(path);
    if let Some(device) = path.strip_prefix("/dev/") {
        return device_reach(device);
    }
    let has_sockets = is_run(&path) || is_below(&path, "/var/lib/libvirt/qemu");
    if has_sockets && SOCKETS.iter().any(|socket| path.ends_with(socket)) {
        return Some(Reach::Daemon);
    }
    let is_key = |folder: &str| path.split('/').any(|part| part == folder);
    if is_key(".ssh") || is_key(".gnupg") || is_key(".aws") || is_key(".kube") {
        return Some(Reach::Secrets);
    }
    let known = FOLDERS.iter().find(|(folder, _)| is_below(&path, folder));
    known.and_then(|(_, reach)| *reach)
}

fn device_reach(device: &str) -> Option<Reach> {
    if matches!(device, "mem" | "kmem" | "port" | "kmsg" | "kvm") || is_below(device, "cpu") {
        return Some(Reach::Hardware);
    }
    // Names that say what the disk is for, or whose it is, are chosen with care.
    let is_disk = !device.contains('/') && DISKS.iter().any(|prefix| device.starts_with(prefix));
    is_disk.then_some(Reach::Disk)
}

/// Whether `path` is where daemons of the host keep what they share with each other.
pub(super) fn is_run(path: &str) -> bool {
    is_below(path, "/run") || is_below(path, "/var/run")
}

/// Whether `path` is `folder` or something in it.
pub(super) fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A path without `.`, `..` and empty parts: `/srv/../etc` is `/etc`.
pub(super) fn plain(path: &str) -> Cow<'_, str> {
    if path.starts_with('/') && !path.ends_with('/') && !path.contains("//") && !path.contains("/.") {
        return Cow::Borrowed(path);
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    Cow::Owned(format!("/{}", parts.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_through() {
        assert_eq!(reach("/etc/shadow"), Some(Reach::Secrets));
        assert_eq!(reach("/var/lib/libvirt/images/../../../../etc/shadow"), Some(Reach::Secrets));
        assert_eq!(reach("//etc//./passwd"), Some(Reach::Secrets));
        assert_eq!(reach("/home/anna/.ssh/id_ed25519"), Some(Reach::Secrets));
        assert_eq!(reach("/var/run/docker.sock"), Some(Reach::Daemon));
        assert_eq!(reach("/run/libvirt/libvirt-sock"), Some(Reach::Daemon));
        assert_eq!(reach("/dev/sda1"), Some(Reach::Disk));
        assert_eq!(reach("/dev/mem"), Some(Reach::Hardware));
        for path in [
            "/dev/vg0/root",
            "/var/lib/libvirt/images/a.qcow2",
            "/etcetera/a.img",
            "/usr/share/OVMF/OVMF_CODE.fd",
            "/dev/sr0",
            "/run/vpp/a.sock",
        ] {
            assert_eq!(reach(path), None, "{path}");
        }
    }
}
