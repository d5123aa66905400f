//! Disks that are full or may not be written to: a file system in memory, where one can be
//! mounted; elsewhere the tests say that they are skipped.

use crate::{Files, Version, check, compile, files, repair};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system of its own.
struct Disk(PathBuf);

impl Disk {
    fn new(at: &Path) -> Option<Self> {
        std::fs::create_dir_all(at).unwrap();
        let disk = mount(at, "size=16m").then(|| Self(at.to_owned()));
        if disk.is_none() {
            println!("skipped: nothing can be mounted here");
        }
        disk
    }

    fn remount(&self, options: &str) {
        assert!(mount(&self.0, &format!("remount,{options}")));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _stays = Command::new("umount").arg(&self.0).status();
    }
}

fn mount(at: &Path, options: &str) -> bool {
    let mut command = Command::new("mount");
    command.args(["-t", "tmpfs", "-o", options, "virtc"]).arg(at);
    command.stderr(std::process::Stdio::null()).status().is_ok_and(|status| status.success())
}

#[test]
fn a_full_disk() {
    let base = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::new(&base.path().join("disk")) else { return };
    // Nothing is replaced, so that nothing makes room.
    let versions = [Version::new(base.path(), 0, 0..60), Version::new(base.path(), 1, 60..120)];
    let out = disk.0.join("out");
    let (mut failed, mut with_journal, mut done) = (0, 0, 0);
    for kib in (200..300).step_by(4) {
        repair(&out, &versions[0]);
        let before = files(&out);
        disk.remount(&format!("size={}k", used(&before) + kib));
        let output = compile(&versions[1].spec, &out);
        check(&out, &versions);
        if output.status.success() {
            done += 1;
        } else {
            failed += 1;
            with_journal += usize::from(out.join(".virtc-journal.json").exists());
            assert_eq!(output.status.code(), Some(2));
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(said.contains("No space left on device"), "{said}");
        }
        disk.remount("size=16m");
        repair(&out, &versions[1]);
    }
    println!("{failed} runs failed, {with_journal} of them with a journal, {done} did not");
    assert!(failed > with_journal && with_journal > 0 && done > 0);
}

/// In KiB, by pages.
fn used(files: &Files) -> usize {
    files.values().map(|bytes| bytes.len().div_ceil(4096) * 4).sum()
}

#[test]
fn a_disk_that_is_read_only() {
    let base = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::new(&base.path().join("disk")) else { return };
    let versions = [Version::new(base.path(), 0, 0..4), Version::new(base.path(), 1, 2..6)];
    let out = disk.0.join("out");
    repair(&out, &versions[0]);
    let before = files(&out);
    disk.remount("ro");
    let output = compile(&versions[1].spec, &out);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("Read-only file system"), "{said}");
    assert!(files(&out) == before);
    disk.remount("rw");
    repair(&out, &versions[1]);
}
