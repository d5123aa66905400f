//! Sets of CPUs and nodes: `0-3,8,^2`.

use super::Complaint;
use crate::diagnostic::Code;
use std::collections::BTreeMap;

/// The largest number of a CPU.
const LAST: u64 = u32::MAX as u64;

/// A set of CPUs, as ranges with gaps between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CpuSet {
    /// The first CPU of each, and its last.
    ranges: BTreeMap<u64, u64>,
}

impl CpuSet {
    /// Reads a set, or a number of CPUs, which counts from 0.
    ///
    /// # Errors
    /// When it is neither.
    pub fn read(text: &str) -> Result<Self, Complaint> {
        if let Some(count) = number(text).filter(|count| *count <= LAST) {
            return Ok(Self { ranges: count.checked_sub(1).map(|last| (0, last)).into_iter().collect() });
        }
        Self::parse(text)
    }

    /// Reads a set.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, Complaint> {
        check(text)?;
        let parts = || text.split(',').filter_map(|part| Some((part.starts_with('^'), bounds(part)?)));
        if let Some(complaint) = backwards(text) {
            return Err(complaint);
        }
        if let Some((_, (_, last))) = parts().find(|(_, (_, last))| *last > LAST) {
            return Err(Complaint::new(Code::NumberRange, format!("`{last}` is out of range: CPUs are counted up to {LAST}")));
        }
        let mut set = Self::default();
        for (is_out, (first, last)) in parts() {
            if is_out { set.remove(first) } else { set.add(first, last) }
        }
        Ok(set)
    }

    /// How many CPUs are in it.
    pub fn count(&self) -> u64 {
        self.ranges.iter().map(|(first, last)| last - first + 1).sum()
    }

    /// The CPUs, in their order.
    pub fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.ranges.iter().flat_map(|(first, last)| *first..=*last)
    }

    /// The last CPU.
    pub fn last(&self) -> Option<u64> {
        self.ranges.last_key_value().map(|(_, last)| *last)
    }

    /// Whether a CPU is in it.
    pub fn contains(&self, cpu: u64) -> bool {
        self.ranges.range(..=cpu).next_back().is_some_and(|(_, last)| *last >= cpu)
    }

    fn add(&mut self, first: u64, last: u64) {
        let (mut first, mut last) = (first, last);
        // Ranges that touch become one.
        while let Some((&low, &high)) = self.ranges.range(..=last + 1).next_back().filter(|(_, high)| **high + 1 >= first) {
            (first, last) = (first.min(low), last.max(high));
            self.ranges.remove(&low);
        }
        self.ranges.insert(first, last);
    }

    fn remove(&mut self, cpu: u64) {
        let Some((&first, &last)) = self.ranges.range(..=cpu).next_back().filter(|(_, last)| **last >= cpu) else { return };
        self.ranges.remove(&first);
        if first < cpu {
            self.ranges.insert(first, cpu - 1);
        }
        if cpu < last {
            self.ranges.insert(cpu + 1, last);
        }
    }
}

pub(super) fn check(text: &str) -> Result<(), Complaint> {
    if text.split(',').all(|part| bounds(part).is_some()) {
        return Ok(());
    }
    Err(Complaint::new(Code::BadCpuset, format!("`{text}` is not a set of CPUs"))
        .help("write numbers and ranges with commas between, without blanks; `^` takes one out: `0-3,8,^2`"))
}

/// What libvirt refuses in a set that is written well: a range that goes backwards.
pub fn backwards(text: &str) -> Option<Complaint> {
    let part = text.split(',').find(|part| bounds(part).is_some_and(|(first, last)| first > last))?;
    let (first, last) = bounds(part)?;
    Some(Complaint::new(Code::BackwardRange, format!("the range `{part}` goes backwards")).help(format!("write `{last}-{first}`")))
}

/// The set with every range going forwards.
pub fn forwards(text: &str) -> String {
    let parts = text.split(',').map(|part| match bounds(part) {
        Some((first, last)) if first > last => format!("{last}-{first}"),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join(",")
}

/// The ends of a range, a number, or an exception.
fn bounds(part: &str) -> Option<(u64, u64)> {
    let single = part.strip_prefix('^').unwrap_or(part);
    match single.split_once('-') {
        Some((first, last)) if single.len() == part.len() => Some((number(first)?, number(last)?)),
        Some(_) => None,
        None => Some((number(single)?, number(single)?)),
    }
}

fn number(text: &str) -> Option<u64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_single_numbers_and_exceptions() {
        for good in ["0", "0-3", "0-3,8", "0-7,^2", "^3,0-7"] {
            assert!(check(good).is_ok(), "{good}");
        }
        for bad in ["", "0-", "-3", "0,,1", "0 - 3", "^0-3", "a", "0-3;8", "999999999999999999999"] {
            assert_eq!(check(bad).unwrap_err().code, Code::BadCpuset, "{bad}");
        }
        assert_eq!(CpuSet::read("64").unwrap(), CpuSet::read("32-63,0-31").unwrap());
        let set = CpuSet::read("0-7,^2,12").unwrap();
        assert!(set.count() == 8 && set.contains(12) && !set.contains(2) && !set.contains(8));
        assert_eq!(CpuSet::read("0").unwrap().count(), 0);
        assert!(CpuSet::read("3-0").is_err() && CpuSet::read("0-99999999999").is_err());
        assert!(check("3-0").is_ok() && backwards("3-0").is_some() && backwards("0-3,^2").is_none());
        assert_eq!(forwards("3-0,5,9-8,^8"), "0-3,5,8-9,^8");
    }
}
