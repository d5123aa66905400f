//! The Rust crate for libvirt's domain format.
//!
//! - [`vocabulary`]: what the format knows, as static tables;
//! - [`value`]: the types of its scalars, each with a check that says what is wrong;
//! - [`element`]: a domain as a tree, each node with the place where it was written;
//! - [`validate`]: a tree against the vocabulary;
//! - [`xml`]: XML in and out;
//! - [`host`]: what a host can do, as `virsh domcapabilities` prints it;
//! - [`diagnostic`], [`diagnostics`], [`span`]: findings and places, as data.
//!
//! # Read, inspect, change and write
//!
//! ```
//! use virtc_model::element::Value;
//! use virtc_model::xml::{self, Unknown};
//! use virtc_model::{Diagnostics, FileId, validate};
//!
//! let text = "<domain type='kvm'>
//!   <name>web-1</name>
//!   <memory unit='GiB'>8</memory>
//!   <os>
//!     <type arch='x86_64'>hvm</type>
//!   </os>
//!   <devices>
//!     <disk type='file'>
//!       <source file='/images/web-1.qcow2'/>
//!       <target dev='vda'/>
//!     </disk>
//!   </devices>
//! </domain>
//! ";
//! let mut diagnostics = Diagnostics::new();
//! let mut domain = xml::read(text, FileId(0), Unknown::Refuse, &mut diagnostics).expect("it is a domain").domain;
//! validate::domain(&domain, &mut diagnostics);
//! assert!(diagnostics.is_empty());
//!
//! let disks = domain.child("devices").expect("it has devices").children_of("disk");
//! let files: Vec<&str> = disks.filter_map(|disk| Some(&*disk.child_attribute("source", "file")?.text)).collect();
//! assert_eq!(files, ["/images/web-1.qcow2"]);
//!
//! let here = domain.span;
//! let vcpu = domain.child_or_new("vcpu", here).expect("the vocabulary knows it");
//! vcpu.text = Some(Value::new("4", here));
//! assert_eq!(xml::write(&domain), text.replace("  <os>", "  <vcpu>4</vcpu>\n  <os>"));
//! ```
//!
//! # What the format knows
//!
//! ```
//! use virtc_model::vocabulary::DOMAIN;
//!
//! let vcpu = DOMAIN.element.child("vcpu").expect("libvirt knows it");
//! let placement = vcpu.element.attribute("placement").expect("and this");
//! assert_eq!(placement.value.check("auto").as_deref(), Ok("auto"));
//!
//! let complaint = placement.value.check("atuo").expect_err("a word that is misspelt");
//! assert_eq!(complaint.help.as_deref(), Some("did you mean `auto`?"));
//! ```

pub mod diagnostic;
pub mod diagnostics;
pub mod element;
pub mod host;
pub mod nearest;
pub mod span;
pub mod validate;
pub mod value;
pub mod vocabulary;
pub mod xml;

pub use diagnostic::{Code, Diagnostic, Label, Severity};
pub use diagnostics::Diagnostics;
pub use element::Element;
pub use span::{FileId, Span};
