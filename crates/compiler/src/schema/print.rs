//! JSON that a person can read: what fits on a line stands on one.

use serde_json::Value;

const WIDTH: usize = 120;

/// The document, with a line break at its end.
pub(super) fn pretty(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, 0, &mut out);
    out.push('\n');
    out
}

/// Writes a value that begins `used` columns into a line of that depth.
fn write(value: &Value, depth: usize, used: usize, out: &mut String) {
    let line = compact(value);
    if used + line.chars().count() < WIDTH {
        out.push_str(&line);
        return;
    }
    match value {
        Value::Object(members) => {
            out.push('{');
            for (at, (key, value)) in members.iter().enumerate() {
                begin(at, depth + 1, out);
                let key = format!("{}: ", Value::from(key.as_str()));
                out.push_str(&key);
                write(value, depth + 1, 2 * (depth + 1) + key.chars().count(), out);
            }
            end(depth, '}', out);
        }
        Value::Array(items) if items.iter().any(|item| item.is_object() || item.is_array()) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                begin(at, depth + 1, out);
                write(item, depth + 1, 2 * (depth + 1), out);
            }
            end(depth, ']', out);
        }
        Value::Array(items) => words(items, depth, out),
        _ => out.push_str(&line),
    }
}

/// Scalars, as many on a line as it holds.
fn words(items: &[Value], depth: usize, out: &mut String) {
    out.push('[');
    let mut column = WIDTH;
    for (at, item) in items.iter().enumerate() {
        let word = item.to_string();
        let length = word.chars().count() + 2;
        if column + length > WIDTH {
            begin(at, depth + 1, out);
            column = 2 * (depth + 1);
        } else {
            out.push_str(", ");
        }
        out.push_str(&word);
        column += length;
    }
    end(depth, ']', out);
}

fn begin(at: usize, depth: usize, out: &mut String) {
    out.push_str(if at == 0 { "\n" } else { ",\n" });
    out.push_str(&"  ".repeat(depth));
}

fn end(depth: usize, bracket: char, out: &mut String) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
    out.push(bracket);
}

/// The value on one line, with blanks where a person puts them.
fn compact(value: &Value) -> String {
    match value {
        Value::Object(members) if members.is_empty() => "{}".to_owned(),
        Value::Object(members) => {
            let members: Vec<String> =
                members.iter().map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), compact(value))).collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(compact).collect::<Vec<_>>().join(", ")),
        scalar => scalar.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_printed_is_what_was_meant() {
        let long = "word ".repeat(20);
        let words = vec!["word"; 60];
        let value = json!({ "a": { "b": [1, true, null], "c": {} }, "d": [{ "e": long, "f": words }, []], "g": "\"\n" });
        let text = pretty(&value);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
        assert!(text.starts_with("{\n  \"a\": { \"b\": [1, true, null], \"c\": {} },\n"), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= WIDTH + 1), "{text}");
    }
}
