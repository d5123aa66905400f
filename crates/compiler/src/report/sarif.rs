//! SARIF 2.1.0.
//!
//! Excerpts of the specs are left out: who shows the report has the files.

use super::fingerprint::Fingerprints;
use super::fix::replacements;
use super::place::Place;
use super::{Report, encode, level, shortened};
use crate::rules::{self, page};
use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;
use std::io::{self, Write};
use virtc_model::diagnostic::{self, Label, Severity};
use virtc_model::{Code, Diagnostic};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let found: BTreeMap<&str, Code> = report.diagnostics().iter().map(|diagnostic| (diagnostic.code.id(), diagnostic.code)).collect();
    let indices = found.keys().enumerate().map(|(index, id)| (*id, index)).collect();
    let rules = found.into_values().map(Rule::new).collect();
    let driver = Driver { name: "virtc", semantic_version: env!("CARGO_PKG_VERSION"), rules };
    let run = Run {
        tool: Tool { driver },
        invocations: [Invocation::new(report)],
        column_kind: "unicodeCodePoints",
        results: Results { report, indices },
    };
    encode::json(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] }, out)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    invocations: [Invocation; 1],
    column_kind: &'static str,
    results: Results<'a>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

/// A kind of finding.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
    full_description: Text,
    help: Text,
    default_configuration: Configuration,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 1],
}

/// A text of our own, without anything that SARIF replaces in messages.
#[derive(Serialize)]
struct Text {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

impl Rule {
    fn new(code: Code) -> Self {
        let text = |text: &str| Text { text: text.to_owned(), markdown: None };
        let Some(rule) = rules::named(code.id()) else {
            let summary = code.summary();
            return Self {
                id: code.id(),
                short_description: text(summary),
                full_description: text(summary),
                help: text(summary),
                default_configuration: Configuration { level: level(Severity::Error) },
                properties: None,
            };
        };
        Self {
            id: rule.id,
            short_description: text(rule.summary),
            full_description: text(rule.why),
            help: Text { text: page::text(rule), markdown: Some(page::markdown(rule)) },
            default_configuration: Configuration { level: level(rule.level) },
            properties: Some(Properties { tags: [rule.group.id()] }),
        }
    }
}

/// Whether all could be read, what could not, and how many more findings there are.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    tool_execution_notifications: Vec<Notification>,
}

impl Invocation {
    fn new(report: &Report<'_>) -> Self {
        let notification = |failure: &crate::input::Failure| Notification {
            level: "error",
            message: Message::new(&failure.message),
            locations: failure.path.iter().map(|path| Location::of_file(path)).collect(),
        };
        let more = report.more().map(|more| Notification { level: "note", message: Message::new(&more), locations: Vec::new() });
        Self {
            execution_successful: report.failures().is_empty(),
            tool_execution_notifications: report.failures().iter().map(notification).chain(more).collect(),
        }
    }
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
    locations: Vec<Location>,
}

/// Findings become JSON one by one: there may be very many.
struct Results<'a> {
    report: &'a Report<'a>,
    indices: BTreeMap<&'a str, usize>,
}

impl Serialize for Results<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fingerprints = Fingerprints::default();
        let mut results = serializer.serialize_seq(None)?;
        for diagnostic in self.report.diagnostics() {
            results.serialize_element(&self.result(diagnostic, &mut fingerprints))?;
        }
        results.end()
    }
}

impl Results<'_> {
    fn result(&self, diagnostic: &Diagnostic, fingerprints: &mut Fingerprints) -> Finding {
        let message = shortened(&diagnostic.message);
        let path = self.report.place(diagnostic.primary.span).path;
        let fingerprint = Fingerprint { finding: fingerprints.next(diagnostic.code.id(), path, &message) };
        let text = match &diagnostic.help {
            Some(help) => format!("{message}\n{}", shortened(help)),
            None => message,
        };
        let related = diagnostic.related.iter().zip(1..).map(|(label, id)| Location { id: Some(id), ..Location::new(label, self.report) });
        Finding {
            rule_id: diagnostic.code.id(),
            rule_index: self.indices.get(diagnostic.code.id()).copied(),
            level: level(diagnostic.severity),
            message: Message::new(&text),
            locations: [Location::new(&diagnostic.primary, self.report)],
            related_locations: related.collect(),
            partial_fingerprints: fingerprint,
            fixes: diagnostic.fix.as_ref().and_then(|fix| Fix::new(fix, self.report)).map(|fix| [fix]),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    partial_fingerprints: Fingerprint,
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes: Option<[Fix; 1]>,
}

#[derive(Serialize)]
struct Fingerprint {
    #[serde(rename = "finding/v1")]
    finding: String,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

impl Message {
    /// Braces are placeholders in SARIF, and `[a](b)` is a link. There is no way to write that which every reader
    /// takes for what it is, so that an invisible character, a word joiner, stands in it.
    fn new(text: &str) -> Self {
        Self { text: text.replace('{', "{{").replace('}', "}}").replace("](", "]\u{2060}(") }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

impl Location {
    fn new(label: &Label, report: &Report<'_>) -> Self {
        let place = report.place(label.span);
        let physical_location = PhysicalLocation { artifact_location: Artifact::new(place.path), region: Some(Region::new(&place)) };
        Self { id: None, physical_location, message: (!label.text.is_empty()).then(|| Message::new(&shortened(&label.text))) }
    }

    fn of_file(path: &str) -> Self {
        Self { id: None, physical_location: PhysicalLocation { artifact_location: Artifact::new(path), region: None }, message: None }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

impl Artifact {
    /// A path that is not absolute begins in the working directory, which is to be the root of the
    /// repository.
    fn new(path: &str) -> Self {
        Self { uri: encode::uri(path), uri_base_id: (!path.starts_with('/')).then_some("%SRCROOT%") }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl Region {
    fn new(place: &Place<'_>) -> Self {
        let (start, end) = (&place.start, &place.end);
        Self { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fix {
    description: Message,
    artifact_changes: Vec<Change>,
}

/// All that a fix changes in one file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    artifact_location: Artifact,
    replacements: Vec<Replaced>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replaced {
    deleted_region: Region,
    inserted_content: Inserted,
}

#[derive(Serialize)]
struct Inserted {
    text: String,
}

impl Fix {
    fn new(fix: &diagnostic::Fix, report: &Report<'_>) -> Option<Self> {
        let mut by_file: BTreeMap<&str, Vec<Replaced>> = BTreeMap::new();
        for replacement in replacements(fix, report)? {
            let replaced =
                Replaced { deleted_region: Region::new(&replacement.place), inserted_content: Inserted { text: replacement.text } };
            by_file.entry(replacement.place.path).or_default().push(replaced);
        }
        let change = |(path, replacements)| Change { artifact_location: Artifact::new(path), replacements };
        let description = if fix.safe { "the guest stays what was meant" } else { "the guest may become another" };
        Some(Self { description: Message::new(description), artifact_changes: by_file.into_iter().map(change).collect() })
    }
}
