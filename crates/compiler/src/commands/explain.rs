//! `virtc explain` and `virtc rules`

use super::{Context, FINDINGS};
use crate::cli::ListFormat;
use crate::rules::{self, Rule, page};
use serde_json::json;
use std::io::{self, Write};
use virtc_model::Code;
use virtc_model::nearest::nearest;

/// Prints what a finding is about.
pub(super) fn explain(id: &str, context: &Context) -> io::Result<u8> {
    let mut out = io::stdout().lock();
    if let Some(rule) = rules::named(id) {
        write!(out, "{}", page::text(rule))?;
        return Ok(0);
    }
    if let Some(code) = Code::ALL.iter().find(|code| code.id() == id) {
        writeln!(out, "{id} (error)\n\n{}\n\nIt is about how a spec is written, and cannot be allowed.", code.summary())?;
        return Ok(0);
    }
    let ids = rules::all().map(|rule| rule.id).chain(Code::ALL.iter().map(|code| code.id()));
    let help = match nearest(id, ids) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`virtc rules` lists the rules".to_owned(),
    };
    context.fail(&format!("nothing is called `{id}`; {help}"))?;
    Ok(FINDINGS)
}

/// Lists the rules.
pub(super) fn list(format: ListFormat) -> io::Result<u8> {
    let mut out = io::stdout().lock();
    match format {
        ListFormat::Text => {
            let width = rules::all().map(|rule| rule.id.len()).max().unwrap_or_default();
            for rule in rules::all() {
                writeln!(out, "{:width$}  {:7}  {}", rule.id, page::level(rule.level), rule.summary)?;
            }
        }
        ListFormat::Json => {
            writeln!(out, "{:#}", json!({ "version": 1, "rules": rules::SUBJECTS.iter().flat_map(of_subject).collect::<Vec<_>>() }))?
        }
    }
    Ok(0)
}

fn of_subject((subject, of_subject): &(&'static str, &'static [&'static Rule])) -> Vec<serde_json::Value> {
    let rules = of_subject.iter().map(|rule| {
        json!({
            "id": rule.id,
            "subject": subject,
            "group": rule.group.id(),
            "level": page::level(rule.level),
            "since": rule.since,
            "summary": rule.summary,
            "why": rule.why,
            "bad": rule.bad,
            "good": rule.good,
        })
    });
    rules.collect()
}
