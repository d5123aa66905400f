//! A rule as a text for people: for a terminal, and as a page of the documentation.

use super::{Rule, SUBJECTS};
use std::fmt::Write;
use textwrap::{Options, WordSeparator, WordSplitter, fill};
use virtc_model::Severity;

/// What `virtc explain` prints.
pub fn text(rule: &Rule) -> String {
    let mut text = format!("{} ({}, {})\n\n{}\n\n{}\n", rule.id, level(rule.level), rule.group.id(), rule.summary, wrapped(rule.why));
    for (title, examples) in [("Found:", rule.bad), ("In order:", rule.good)] {
        for example in examples {
            let _infallible = write!(text, "\n{title}\n{}", indented(example));
        }
    }
    let _infallible = write!(text, "\nSince {}. Allow it with `--allow {}`.\n", rule.since, rule.id);
    text
}

/// An example as a whole spec: what stands under a domain's name gets a name, and memory.
pub fn whole(example: &str) -> String {
    if ["domains:", "hosts:"].iter().any(|key| example.starts_with(key)) {
        return example.to_owned();
    }
    let memory = if example.lines().any(|line| line.starts_with("memory:")) { "" } else { "    memory: 1 GiB\n" };
    let settings = example.lines().fold(String::new(), |text, line| text + "    " + line + "\n");
    format!("domains:\n  guest:\n{memory}{settings}")
}

/// The page of a rule, in Markdown.
pub fn markdown(rule: &Rule) -> String {
    let mut page = format!("# {}\n\n{}\n\n{}\n\n", rule.id, rule.summary, rule.why);
    let _infallible = writeln!(page, "Level: {}; group: `{}`; since {}.", level(rule.level), rule.group.id(), rule.since);
    for (title, examples) in [("Found", rule.bad), ("In order", rule.good)] {
        for example in examples {
            let _infallible = write!(page, "\n{title}:\n\n```yaml\n{}\n```\n", example.trim_end());
        }
    }
    page
}

/// The list of all pages, in Markdown.
pub fn index() -> String {
    let mut page =
        "# Rules\n\nAn example is what stands under a domain's name, or a whole spec. `virtc explain RULE` prints a page.\n".to_owned();
    for (subject, rules) in SUBJECTS {
        let _infallible = write!(page, "\n## {subject}\n\n| rule | level | what |\n| --- | --- | --- |\n");
        for rule in *rules {
            let _infallible = writeln!(page, "| [{0}]({0}.md) | {1} | {2} |", rule.id, level(rule.level), rule.summary);
        }
    }
    page
}

/// A level's name.
pub fn level(level: Severity) -> &'static str {
    match level {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn indented(example: &str) -> String {
    example.lines().fold(String::new(), |text, line| text + "    " + line + "\n")
}

/// Lines of at most 100 columns.
fn wrapped(text: &str) -> String {
    let options = Options::new(100).word_separator(WordSeparator::AsciiSpace).word_splitter(WordSplitter::NoHyphenation).break_words(false);
    fill(text, options)
}
