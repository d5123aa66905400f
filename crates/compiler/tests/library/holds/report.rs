//! Reports: each format is what its readers take, whatever was found in whatever file, and commands nobody.

use std::fmt::Write as _;
use virtc::input::Input;
use virtc::levels::Levels;
use virtc::report::{Format, Report, terminal::Terminal};
use virtc::session::{self, Outcome};
use virtc_model::Diagnostic;
use virtc_spec::{Notation, Source};

/// The first line names the file.
pub(crate) fn report(text: &str) {
    let (name, spec) = text.split_once('\n').unwrap_or(("spec", text));
    let notation = Notation::of_text(spec);
    let mut input = Input::default();
    input.sources.push(Source { name: name.to_owned(), ..super::source(notation, spec) });
    let outcome = session::run(&mut input, Levels::default());
    super::in_bounds(&outcome.diagnostics, &input.sources);
    check_all(&input, &outcome);
    exceptions_take_out_what_they_say(notation, spec, &outcome);
    // The name of a file is no secret.
    if !name.contains(SECRET) {
        secrets_stay(spec, &input, &outcome);
    }
}

fn written(input: &Input, outcome: &Outcome, format: Format) -> String {
    let mut out = Vec::new();
    Report::new(input, outcome).write(format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn on_terminal(input: &Input, outcome: &Outcome, color: bool) -> String {
    let mut terminal = Terminal::new(&input.sources, color, 100);
    outcome.diagnostics.iter().take(20).map(|diagnostic| terminal.render(diagnostic)).collect()
}

const MACHINES: [Format; 6] = [Format::Short, Format::Json, Format::Sarif, Format::Github, Format::Gitlab, Format::Junit];

/// Every report of a run.
pub(crate) fn check_all(input: &Input, outcome: &Outcome) {
    let count = outcome.diagnostics.len();
    for format in MACHINES {
        let text = written(input, outcome, format);
        harmless(&text);
        match format {
            Format::Json | Format::Sarif | Format::Gitlab => {
                let value: serde_json::Value = serde_json::from_str(&text).unwrap();
                let findings = match format {
                    Format::Json => &value["findings"],
                    Format::Sarif => &value["runs"][0]["results"],
                    _ => &value,
                };
                assert_eq!(findings.as_array().map(Vec::len), Some(count), "{text}");
            }
            Format::Junit => assert!(roxmltree::Document::parse(&text).is_ok(), "{text}"),
            Format::Github => {
                assert_eq!(text.lines().count(), count, "{text}");
                assert!(text.lines().all(|line| ["::error ", "::warning ", "::notice "].iter().any(|command| line.starts_with(command))));
            }
            Format::Short => assert_eq!(text.lines().count(), count, "{text}"),
            Format::Terminal => {}
        }
    }
    harmless(&on_terminal(input, outcome, false));
    on_terminal(input, outcome, true);
}

/// No terminal and no runner of CI jobs finds anything to obey.
fn harmless(text: &str) {
    let is_obeyed = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(
                c,
                '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2061}'..='\u{206f}' | '\u{e0000}'..='\u{e0fff}'
            )
    };
    assert!(!text.contains(is_obeyed), "{text:?}");
    assert!(!text.contains("##[") && !text.contains("##vso["), "{text:?}");
}

/// A comment adds no finding but about itself, and changes nothing else.
fn exceptions_take_out_what_they_say(notation: Notation, text: &str, outcome: &Outcome) {
    if !text.contains("virtc:") {
        return;
    }
    let mut input = Input::default();
    input.sources.push(super::source(notation, text));
    let without = session::run(&mut input, Levels::default().without_comments(true));
    let is_about_itself = |found: &Diagnostic| ["unused-exception", "bad-exception"].contains(&found.code.id());
    for found in outcome.diagnostics.iter().filter(|found| !is_about_itself(found)) {
        // Only a domain that nothing else is wrong with is held against others.
        let is_known = without.diagnostics.iter().any(|other| other.code == found.code && other.primary.span == found.primary.span);
        assert!(is_known || without.domains.len() < outcome.domains.len(), "{found:?}");
    }
    for domain in &without.domains {
        let same = outcome.domains.iter().find(|other| other.name == domain.name);
        assert!(same.is_none_or(|same| same.xml() == domain.xml()));
    }
}

/// What a password is in the tests. What stands right behind a word for one is shown to nobody.
const SECRET: &str = "Geh31m";
const WORDS: [&str; 6] = ["passwd: ", "passwd = \"", "passwd=\"", "passwd='", "passwd: \"", "password: "];

fn secrets_stay(text: &str, input: &Input, outcome: &Outcome) {
    let is_behind_word = |(at, _): (usize, &str)| WORDS.iter().any(|word| text[..at].ends_with(word));
    if !text.contains(SECRET) || !text.match_indices(SECRET).all(is_behind_word) {
        return;
    }
    let mut all = String::new();
    for format in MACHINES {
        all += &written(input, outcome, format);
    }
    // Writing to a string does not fail.
    let _infallible = write!(all, "{}", on_terminal(input, outcome, false));
    assert!(!all.contains(SECRET), "{text}\n{all}");
}
