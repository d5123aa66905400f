//! The patterns of XML Schema that libvirt's data types use: a small matcher.
//!
//! Classes, groups, alternatives and counts; a pattern always matches the whole text.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::Chars;

/// A pattern, read.
#[derive(Debug)]
pub(crate) struct Pattern(Vec<Sequence>);

/// What stands between two `|`.
type Sequence = Vec<Piece>;

/// An atom and how often it stands.
#[derive(Debug)]
struct Piece {
    atom: Atom,
    least: usize,
    most: usize,
}

#[derive(Debug)]
enum Atom {
    Class { negated: bool, ranges: Vec<(char, char)> },
    Group(Pattern),
}

impl Pattern {
    pub(crate) fn new(source: &str) -> Result<Self, String> {
        let mut rest = source.chars().peekable();
        let pattern = alternatives(&mut rest).map_err(|error| format!("the pattern `{source}`: {error}"))?;
        match rest.next() {
            None => Ok(pattern),
            Some(left) => Err(format!("the pattern `{source}`: `{left}` is left over")),
        }
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        self.ends(&text, &BTreeSet::from([0])).contains(&text.len())
    }

    /// Where a match may end that begins at one of the places `from`.
    fn ends(&self, text: &[char], from: &BTreeSet<usize>) -> BTreeSet<usize> {
        self.0.iter().flat_map(|sequence| sequence.iter().fold(from.clone(), |from, piece| piece.ends(text, from))).collect()
    }
}

impl Piece {
    fn ends(&self, text: &[char], from: BTreeSet<usize>) -> BTreeSet<usize> {
        let mut reached = if self.least == 0 { from.clone() } else { BTreeSet::new() };
        let mut at = from;
        for times in 1..=self.most {
            at = self.atom.ends(text, &at);
            let known = reached.len();
            if times >= self.least {
                reached.extend(&at);
            }
            // Once another round reaches nothing new, no further one does.
            if at.is_empty() || (times > self.least && reached.len() == known) {
                break;
            }
        }
        reached
    }
}

impl Atom {
    fn ends(&self, text: &[char], from: &BTreeSet<usize>) -> BTreeSet<usize> {
        match self {
            Self::Group(pattern) => pattern.ends(text, from),
            Self::Class { negated, ranges } => {
                let holds = |c: char| ranges.iter().any(|(first, last)| (*first..=*last).contains(&c)) != *negated;
                from.iter().filter(|at| text.get(**at).is_some_and(|c| holds(*c))).map(|at| at + 1).collect()
            }
        }
    }
}

type Rest<'a> = Peekable<Chars<'a>>;

fn alternatives(rest: &mut Rest<'_>) -> Result<Pattern, String> {
    let mut all = vec![Sequence::new()];
    while let Some(c) = rest.next_if(|c| *c != ')') {
        if c == '|' {
            all.push(Sequence::new());
            continue;
        }
        let atom = atom(c, rest)?;
        let (least, most) = count(rest)?;
        if let Some(sequence) = all.last_mut() {
            sequence.push(Piece { atom, least, most });
        }
    }
    Ok(Pattern(all))
}

fn atom(first: char, rest: &mut Rest<'_>) -> Result<Atom, String> {
    Ok(match first {
        '(' => {
            let group = Atom::Group(alternatives(rest)?);
            rest.next_if_eq(&')').ok_or("`)` is missing")?;
            group
        }
        '[' => class(rest)?,
        '.' => Atom::Class { negated: true, ranges: vec![('\n', '\n'), ('\r', '\r')] },
        '\\' => Atom::Class { negated: false, ranges: escaped(rest)? },
        '*' | '+' | '?' | '{' => return Err(format!("`{first}` has nothing before it")),
        c => Atom::Class { negated: false, ranges: vec![(c, c)] },
    })
}

fn count(rest: &mut Rest<'_>) -> Result<(usize, usize), String> {
    Ok(match rest.peek() {
        Some('*') => rest.next().map_or((0, 0), |_| (0, usize::MAX)),
        Some('+') => rest.next().map_or((0, 0), |_| (1, usize::MAX)),
        Some('?') => rest.next().map_or((0, 0), |_| (0, 1)),
        Some('{') => {
            let bounds: String = rest.by_ref().skip(1).take_while(|c| *c != '}').collect();
            let number = |text: &str| text.parse().map_err(|_| format!("`{{{bounds}}}` is no count"));
            match bounds.split_once(',') {
                Some((least, "")) => (number(least)?, usize::MAX),
                Some((least, most)) => (number(least)?, number(most)?),
                None => (number(&bounds)?, number(&bounds)?),
            }
        }
        _ => (1, 1),
    })
}

fn class(rest: &mut Rest<'_>) -> Result<Atom, String> {
    let negated = rest.next_if_eq(&'^').is_some();
    let mut ranges = Vec::new();
    loop {
        let first = match rest.next().ok_or("`]` is missing")? {
            ']' => return Ok(Atom::Class { negated, ranges }),
            '\\' => match escaped(rest)?[..] {
                [(one, last)] if one == last => one,
                ref several => {
                    ranges.extend(several);
                    continue;
                }
            },
            c => c,
        };
        // A `-` before `]` stands for itself.
        let mut ahead = rest.clone();
        if ahead.next() == Some('-') && ahead.peek() != Some(&']') {
            rest.next();
            let last = match rest.next().ok_or("`]` is missing")? {
                '\\' => escaped(rest)?[0].0,
                c => c,
            };
            ranges.push((first, last));
        } else {
            ranges.push((first, first));
        }
    }
}

fn escaped(rest: &mut Rest<'_>) -> Result<Vec<(char, char)>, String> {
    Ok(match rest.next().ok_or("`\\` stands at the end")? {
        'n' => vec![('\n', '\n')],
        't' => vec![('\t', '\t')],
        's' => [' ', '\t', '\n', '\r'].map(|c| (c, c)).to_vec(),
        'd' => vec![('0', '9')],
        c if c.is_alphanumeric() => return Err(format!("`\\{c}` is not known to this test")),
        c => vec![(c, c)],
    })
}

#[test]
fn patterns_match_the_whole_text() {
    let cases: [(&str, &[&str], &[&str]); 8] = [
        ("[0-9]+", &["0", "123"], &["", "12a", "a12"]),
        ("(0x)?[0-9a-f]{1,4}", &["0xffff", "0", "abcd"], &["0x", "abcde", "0xg"]),
        (r"[a-zA-Z0-9_\.\-\\:/]+", &["a.b", r"a\b", "a-b:c/"], &["a b", ""]),
        (r"[^/\n]+", &["a b"], &["a/b", "a\nb", ""]),
        ("(a|bc){2}|d*", &["abc", "bca", "", "ddd"], &["a", "abca"]),
        (r#""?[!-~]+"?"#, &["\"a\"", "a"], &[" ", ""]),
        (r"(/|[a-zA-Z]:\\).+", &["/a", r"C:\a"], &["/", "a"]),
        ("[a-zA-Z0-9-]+", &["a-b"], &["a_b"]),
    ];
    for (source, good, bad) in cases {
        let pattern = Pattern::new(source).unwrap();
        for text in good {
            assert!(pattern.matches(text), "{source}: {text}");
        }
        for text in bad {
            assert!(!pattern.matches(text), "{source}: {text}");
        }
    }
    for wrong in ["(a", "a)", "[a", "*", r"\"] {
        assert!(Pattern::new(wrong).is_err(), "{wrong}");
    }
}
