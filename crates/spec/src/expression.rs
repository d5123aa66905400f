//! `${…}` in texts: names, whole numbers, comparison. No loops, no effects.
//!
//! ```text
//! expression = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=") sum ]
//! sum        = product { ("+" | "-") product }
//! product    = factor { ("*" | "/" | "%") factor }
//! factor     = number | "'" text "'" | "true" | "false" | name | "-" factor | "(" expression ")"
//! name       = word { "." word }
//! ```
//!
//! `${n:02}` pads a number with zeros; `$${` stands for the text `${`. Division rounds down.

mod parser;

use crate::scope::Scope;
use parser::Parser;
use std::fmt;
use std::ops::Range;

/// A text with expressions in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    /// An expression, how wide its number is, and where it stands in the text.
    Expression(Expression, usize, Range<usize>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Expression {
    Literal(Value),
    Name(String),
    Negative(Box<Expression>),
    Binary(Box<Expression>, &'static str, Box<Expression>),
}

/// What an expression stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// True or false.
    Boolean(bool),
}

/// Why a text cannot be evaluated, and where in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// What is wrong.
    pub message: String,
    /// The bytes of the text that it is about.
    pub place: Range<usize>,
    /// The name that is not known, when that is what is wrong.
    pub unknown: Option<String>,
}

/// How many mistakes of one text are told.
const MISTAKES: usize = 100;

impl Value {
    /// The value that a scalar in a spec stands for: a canonical number, a boolean, else text.
    pub fn of_scalar(text: &str) -> Self {
        match text {
            "true" => Self::Boolean(true),
            "false" => Self::Boolean(false),
            _ => text
                .parse::<i64>()
                .ok()
                .filter(|number| number.to_string() == text)
                .map_or_else(|| Self::Text(text.to_owned()), Self::Number),
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::Boolean(_) => "true or false",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(out, "{number}"),
            Self::Text(text) => out.write_str(text),
            Self::Boolean(boolean) => write!(out, "{boolean}"),
        }
    }
}

impl Template {
    /// Reads a text. `None` when there is no expression in it.
    ///
    /// # Errors
    /// When expressions are not well-formed: what is wrong with each.
    pub fn read(text: &str) -> Result<Option<Self>, Vec<Mistake>> {
        if !text.contains("${") {
            return Ok(None);
        }
        let (mut parts, mut plain, mut at, mut mistakes) = (Vec::new(), String::new(), 0, Vec::new());
        while let Some(found) = text[at..].find("${") {
            let start = at + found;
            if text[..start].ends_with('$') {
                plain.push_str(&text[at..start]);
                plain.push('{');
                at = start + 2;
                continue;
            }
            plain.push_str(&text[at..start]);
            let Some(end) = closing(text, start + 2) else {
                mistakes.push(Mistake::new("there is no `}` to this `${`", start..start + 2));
                return Err(mistakes);
            };
            if !plain.is_empty() {
                parts.push(Part::Text(std::mem::take(&mut plain)));
            }
            match Parser::read(text, start + 2..end) {
                Ok((expression, width)) => parts.push(Part::Expression(expression, width, start..end + 1)),
                Err(mistake) => mistakes.push(mistake),
            }
            if mistakes.len() == MISTAKES {
                return Err(mistakes);
            }
            at = end + 1;
        }
        plain.push_str(&text[at..]);
        if !plain.is_empty() {
            parts.push(Part::Text(plain));
        }
        if mistakes.is_empty() { Ok(Some(Self { parts })) } else { Err(mistakes) }
    }

    /// How many expressions it holds.
    pub(crate) fn expressions(&self) -> usize {
        self.parts.iter().filter(|part| matches!(part, Part::Expression(..))).count()
    }

    /// The names that it uses.
    pub fn names(&self) -> Vec<&str> {
        fn collect<'a>(expression: &'a Expression, names: &mut Vec<&'a str>) {
            match expression {
                Expression::Literal(_) => {}
                Expression::Name(name) => names.push(name),
                Expression::Negative(inner) => collect(inner, names),
                Expression::Binary(left, _, right) => {
                    collect(left, names);
                    collect(right, names);
                }
            }
        }
        let mut names = Vec::new();
        for part in &self.parts {
            if let Part::Expression(expression, ..) = part {
                collect(expression, &mut names);
            }
        }
        names
    }

    /// The text, with every expression replaced by what it stands for.
    ///
    /// # Errors
    /// When names are not known, types do not fit, or a number overflows: what is wrong with each expression.
    pub fn evaluate(&self, scope: &Scope) -> Result<String, Vec<Mistake>> {
        let (mut text, mut mistakes) = (String::new(), Vec::new());
        for part in &self.parts {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Expression(expression, width, place) => match written(expression, *width, place, scope) {
                    Ok(value) => text.push_str(&value),
                    Err(mistake) => mistakes.push(mistake),
                },
            }
            if mistakes.len() == MISTAKES {
                break;
            }
        }
        if mistakes.is_empty() { Ok(text) } else { Err(mistakes) }
    }
}

/// What stands in the place of an expression.
fn written(expression: &Expression, width: usize, place: &Range<usize>, scope: &Scope) -> Result<String, Mistake> {
    match (expression.evaluate(scope).map_err(|failure| failure.at(place.clone()))?, width) {
        (Value::Number(number), width) => Ok(format!("{number:0width$}")),
        (value, 0) => Ok(value.to_string()),
        (value, _) => Err(Mistake::new(format!("only a number has a width, and this is {}", value.kind()), place.clone())),
    }
}

/// Where the `}` of an expression stands: not inside quotes.
fn closing(text: &str, from: usize) -> Option<usize> {
    let mut quoted = false;
    for (at, c) in text[from..].char_indices() {
        match c {
            '\'' => quoted = !quoted,
            '}' if !quoted => return Some(from + at),
            _ => {}
        }
    }
    None
}

/// What cannot be evaluated, before its place is known.
struct Failure {
    message: String,
    unknown: Option<String>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), unknown: None }
    }

    fn at(self, place: Range<usize>) -> Mistake {
        Mistake { message: self.message, place, unknown: self.unknown }
    }
}

impl Mistake {
    fn new(message: impl Into<String>, place: Range<usize>) -> Self {
        Self { message: message.into(), place, unknown: None }
    }
}

impl Expression {
    fn evaluate(&self, scope: &Scope) -> Result<Value, Failure> {
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Name(name) => {
                scope.get(name).ok_or_else(|| Failure { message: format!("there is no `{name}` here"), unknown: Some(name.clone()) })
            }
            Self::Negative(inner) => match inner.evaluate(scope)? {
                Value::Number(number) => number.checked_neg().map(Value::Number).ok_or_else(overflow),
                other => Err(Failure::new(format!("`-` takes a number, not {}", other.kind()))),
            },
            Self::Binary(left, operator, right) => binary(&left.evaluate(scope)?, operator, &right.evaluate(scope)?),
        }
    }
}

fn binary(left: &Value, operator: &str, right: &Value) -> Result<Value, Failure> {
    match (operator, left, right) {
        ("==", _, _) => return Ok(Value::Boolean(left.to_string() == right.to_string())),
        ("!=", _, _) => return Ok(Value::Boolean(left.to_string() != right.to_string())),
        _ => {}
    }
    let (Value::Number(left), Value::Number(right)) = (left, right) else {
        let other = if matches!(left, Value::Number(_)) { right } else { left };
        return Err(Failure::new(format!("`{operator}` takes numbers, and `{other}` is {}", other.kind())));
    };
    let (left, right) = (*left, *right);
    let number = match operator {
        "<" => return Ok(Value::Boolean(left < right)),
        "<=" => return Ok(Value::Boolean(left <= right)),
        ">" => return Ok(Value::Boolean(left > right)),
        ">=" => return Ok(Value::Boolean(left >= right)),
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "*" => left.checked_mul(right),
        _ if right == 0 => return Err(Failure::new("this divides by zero")),
        // Rounded down, so that `%` is never negative for a positive divisor.
        "/" => left.checked_div(right).map(|quotient| if left % right != 0 && (left < 0) != (right < 0) { quotient - 1 } else { quotient }),
        _ => left.checked_rem(right).map(|rest| if rest != 0 && (rest < 0) != (right < 0) { rest + right } else { rest }),
    };
    number.map(Value::Number).ok_or_else(overflow)
}

fn overflow() -> Failure {
    Failure::new("the number is out of range: 64 bits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evaluated(text: &str) -> Result<String, Vec<Mistake>> {
        let variables = [("site.name".to_owned(), Value::Text("wien".to_owned())), ("storage".to_owned(), Value::Boolean(true))];
        let scope = Scope::new(variables.into()).row(6, Vec::new());
        Template::read(text)?.expect("there is an expression").evaluate(&scope)
    }

    #[test]
    fn values() {
        for (text, wanted) in [
            ("worker-${n:02}", "worker-07"),
            ("kvm${ (n - 1) % 5 + 1 }", "kvm2"),
            ("${-n / 2} ${-n % 2} ${7 / 2}", "-4 1 3"),
            ("${site.name}-${n}", "wien-7"),
            ("${n > 5}${n == 7}${site.name != 'wien'}${storage}", "truetruefalsetrue"),
            ("$${n} is ${n}", "${n} is 7"),
            ("${1 + 2 * 3}", "7"),
            ("${'a}b'}", "a}b"),
        ] {
            assert_eq!(evaluated(text).as_deref(), Ok(wanted), "{text}");
        }
        assert_eq!(Template::read("plain"), Ok(None));
    }

    #[test]
    fn mistakes_have_places() {
        for (text, place) in [
            ("a${b", 1..3),
            ("a${}", 3..4),
            ("${n n}", 4..5),
            ("${n:2}", 4..5),
            ("${n:099}", 4..7),
            ("${x}", 0..4),
            ("${9223372036854775807 + n}", 0..26),
            ("${n / 0}", 0..8),
            ("${n + site.name}", 0..16),
            ("${99999999999999999999}", 2..22),
            ("${(n}", 4..5),
        ] {
            let places: Vec<_> = evaluated(text).unwrap_err().into_iter().map(|mistake| mistake.place).collect();
            assert_eq!(places, [place], "{text}");
        }
        let deep = format!("${{{}n{}}}", "(".repeat(1000), ")".repeat(1000));
        assert!(evaluated(&deep).is_err());
        assert!(evaluated(&format!("${{{}n}}", "-".repeat(100_000))).is_err());
        assert_eq!(evaluated("${x}").unwrap_err()[0].unknown.as_deref(), Some("x"));
        assert_eq!(evaluated("${x} ${n} ${y}").unwrap_err().len(), 2);
        assert_eq!(evaluated("${n n} ${} ${n").unwrap_err().len(), 3);
        for wrong in ["${x}", "${n n}"] {
            assert_eq!(evaluated(&wrong.repeat(MISTAKES + 1)).unwrap_err().len(), MISTAKES);
        }
    }
}
