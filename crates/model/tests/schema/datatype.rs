//! The data types of libvirt's schema: which texts does one accept?

use crate::pattern::Pattern;

/// A `<data>` of the schema, or `<text/>`.
#[derive(Debug)]
pub(crate) struct DataType {
    /// How the schema writes it; two types are the same when this is.
    pub(crate) source: String,
    kind: Kind,
    pattern: Option<Pattern>,
    most_characters: Option<usize>,
    except: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Text,
    NcName,
    DateTime,
    Integer { least: i128, most: i128 },
}

impl DataType {
    /// `<text/>`.
    pub(crate) fn text() -> Self {
        Self { source: "text".to_owned(), kind: Kind::Text, pattern: None, most_characters: None, except: Vec::new() }
    }

    /// `<data type="name">` with its `<param>`s and the values of its `<except>`.
    pub(crate) fn new(name: &str, parameters: &[(&str, &str)], except: Vec<String>) -> Result<Self, String> {
        let mut data = Self { source: name.to_owned(), kind: kind(name)?, except, ..Self::text() };
        for (parameter, value) in parameters {
            data.restrict(parameter, value)?;
            data.source.push_str(&format!(" {parameter}={value}"));
        }
        for value in &data.except {
            data.source.push_str(&format!(" except {value}"));
        }
        Ok(data)
    }

    fn restrict(&mut self, parameter: &str, value: &str) -> Result<(), String> {
        let number = || value.parse::<i128>().map_err(|_| format!("`{value}` is no number"));
        match (parameter, &mut self.kind) {
            ("pattern", _) if self.pattern.is_none() => self.pattern = Some(Pattern::new(value)?),
            ("minInclusive", Kind::Integer { least, .. }) => *least = number()?,
            ("maxInclusive", Kind::Integer { most, .. }) => *most = number()?,
            ("maxLength", Kind::Text) => self.most_characters = Some(value.parse().map_err(|_| format!("`{value}` is no number"))?),
            _ => return Err(format!("the parameter `{parameter}` of `{}` is not known to this test", self.source)),
        }
        Ok(())
    }

    pub(crate) fn accepts(&self, text: &str) -> bool {
        self.kind.accepts(text)
            && self.pattern.as_ref().is_none_or(|pattern| pattern.matches(text))
            && self.most_characters.is_none_or(|most| text.chars().count() <= most)
            && !self.except.iter().any(|value| value == text)
    }

    /// Whether every text is of it.
    pub(crate) fn is_free_text(&self) -> bool {
        matches!(self.kind, Kind::Text) && self.pattern.is_none() && self.most_characters.is_none() && self.except.is_empty()
    }

    /// The numbers at its bounds and just beyond.
    pub(crate) fn bounds(&self) -> Vec<String> {
        match self.kind {
            Kind::Integer { least, most } => {
                let near = [least.checked_sub(1), Some(least), Some(most), most.checked_add(1)];
                near.into_iter().flatten().map(|number| number.to_string()).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Kind {
    fn accepts(self, text: &str) -> bool {
        match self {
            Self::Text => true,
            Self::NcName => {
                let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
                text.starts_with(|c: char| c.is_alphabetic() || c == '_') && text.chars().all(allowed)
            }
            // Close enough to tell a time from what is none.
            Self::DateTime => Pattern::new(
                r"-?[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[+\-][01][0-9]:[0-5][0-9])?",
            )
            .is_ok_and(|pattern| pattern.matches(text)),
            Self::Integer { least, most } => {
                let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
                let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
                plain && text.parse::<i128>().is_ok_and(|number| (least..=most).contains(&number))
            }
        }
    }
}

fn kind(name: &str) -> Result<Kind, String> {
    let integer = |least: i128, most: i128| Kind::Integer { least, most };
    Ok(match name {
        "string" => Kind::Text,
        "NCName" => Kind::NcName,
        "dateTime" => Kind::DateTime,
        "integer" => integer(i128::MIN, i128::MAX),
        "positiveInteger" => integer(1, i128::MAX),
        "unsignedLong" => integer(0, u64::MAX.into()),
        "unsignedInt" => integer(0, u32::MAX.into()),
        "unsignedShort" => integer(0, u16::MAX.into()),
        "long" => integer(i64::MIN.into(), i64::MAX.into()),
        "int" => integer(i32::MIN.into(), i32::MAX.into()),
        "short" => integer(i16::MIN.into(), i16::MAX.into()),
        other => return Err(format!("the data type `{other}` is not known to this test")),
    })
}
