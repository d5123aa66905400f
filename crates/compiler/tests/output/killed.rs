//! A run is killed, again and again, at all moments that come along; every few times one comes
//! to its end. `VIRTC_KILLS` says how often.

use crate::{Version, check, files, repair, virtc};
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

const GUESTS: usize = 400;

#[test]
fn the_next_run_repairs() {
    let base = tempfile::tempdir().unwrap();
    // Some guests leave and some come whatever follows on what.
    let versions: Vec<Version> = (0..3).map(|number| Version::new(base.path(), number, number * 100..number * 100 + GUESTS)).collect();
    let out = base.path().join("out");
    let start = Instant::now();
    repair(&out, &versions[0]);
    let whole = start.elapsed();
    let kills = std::env::var("VIRTC_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(24);
    let (mut random, mut locked, mut journals) = (Random(kills), 0, 0);
    for kill in 0..kills {
        let version = &versions[random.below(3)];
        let mut child = virtc(&version.spec, &out).spawn().unwrap();
        match kill % 3 {
            0 => std::thread::sleep(whole.mul_f64(random.below(1000) as f64 / 1000.0)),
            1 => wait_for(&mut child, &out.join(".virtc-journal.json"), random.below(4000)),
            _ => wait_for(&mut child, &out.join(".virtc-lock"), random.below(60_000)),
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let left = files(&out);
        locked += usize::from(left.contains_key(".virtc-lock"));
        journals += usize::from(left.contains_key(".virtc-journal.json"));
        check(&out, &versions);
        if kill % 3 == 2 {
            repair(&out, &versions[random.below(3)]);
        }
    }
    println!("{kills} runs were killed: {locked} while they held the lock, {journals} with a journal");
}

/// Waits until there is such a file, and some microseconds more.
fn wait_for(child: &mut Child, path: &Path, more: usize) {
    while !path.exists() && child.try_wait().unwrap().is_none() {
        std::hint::spin_loop();
    }
    std::thread::sleep(Duration::from_micros(more as u64));
}

/// The same numbers in every run of the test.
struct Random(usize);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}
