//! IP addresses and host names.

use super::Complaint;
use crate::diagnostic::Code;
use std::net::{IpAddr, Ipv4Addr};

pub(super) fn ip(text: &str) -> Result<(), Complaint> {
    match text.parse::<IpAddr>() {
        Ok(_) => Ok(()),
        Err(_) => Err(Complaint::new(Code::BadValue, format!("`{text}` is not an IP address"))),
    }
}

pub(super) fn ipv4(text: &str) -> Result<(), Complaint> {
    match text.parse::<Ipv4Addr>() {
        Ok(_) => Ok(()),
        Err(_) => Err(Complaint::new(Code::BadValue, format!("`{text}` is not an IPv4 address"))),
    }
}

pub(super) fn host(text: &str) -> Result<(), Complaint> {
    let is_name = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    if is_name || text.parse::<IpAddr>().is_ok() {
        return Ok(());
    }
    Err(Complaint::new(Code::BadValue, format!("`{text}` is not a host name or IP address")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_names() {
        assert!(ip("fe80::1").is_ok() && ip("10.0.0.1").is_ok());
        assert!(ip("10.0.0.256").is_err() && ip("10.0.0").is_err());
        assert!(ipv4("::1").is_err());
        assert!(host("ceph-1.example.com").is_ok() && host("::1").is_ok());
        assert!(host("a b").is_err() && host("").is_err());
    }
}
