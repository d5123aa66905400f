//! Reads the inside of one `${…}`, by the grammar of the parent module.

use super::{Expression, Mistake, Value};
use std::ops::Range;

/// The widest that a number is padded to.
const WIDEST: usize = 20;

/// How deep expressions may be nested.
const DEPTH: usize = 32;

/// How many names, numbers and texts one expression may hold. Each operator makes the tree of a
/// chain one deeper.
const OPERANDS: usize = 256;

pub(super) struct Parser<'a> {
    text: &'a str,
    at: usize,
    end: usize,
    depth: usize,
    operands: usize,
}

impl<'a> Parser<'a> {
    /// An expression and the width of its number.
    pub(super) fn read(text: &'a str, range: Range<usize>) -> Result<(Expression, usize), Mistake> {
        let mut parser = Self { text, at: range.start, end: range.end, depth: 0, operands: 0 };
        let expression = parser.comparison()?;
        let mut width = 0;
        if parser.takes(":") {
            let start = parser.at;
            let digits = parser.text[start..parser.end].trim();
            let is_padding = digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
            width = digits.parse().ok().filter(|width| is_padding && *width <= WIDEST).ok_or_else(|| {
                Mistake::new(format!("`{digits}` is no width: write `0` and a number up to {WIDEST}, such as `02`"), start..parser.end)
            })?;
            parser.at = parser.end;
        }
        parser.blanks();
        if parser.at < parser.end {
            return Err(parser.wrong("this does not belong here"));
        }
        Ok((expression, width))
    }

    fn comparison(&mut self) -> Result<Expression, Mistake> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.wrong("this is nested too deep"));
        }
        let left = self.chain(&["+", "-"], |parser| parser.chain(&["*", "/", "%"], Self::factor))?;
        let operator = ["==", "!=", "<=", ">=", "<", ">"].into_iter().find(|operator| self.takes(operator));
        let whole = match operator {
            Some(operator) => {
                let right = self.chain(&["+", "-"], |parser| parser.chain(&["*", "/", "%"], Self::factor))?;
                Expression::Binary(Box::new(left), operator, Box::new(right))
            }
            None => left,
        };
        self.depth -= 1;
        Ok(whole)
    }

    /// Operands with operators of one rank between them, from the left.
    fn chain(
        &mut self,
        operators: &[&'static str],
        operand: impl Fn(&mut Self) -> Result<Expression, Mistake>,
    ) -> Result<Expression, Mistake> {
        let mut left = operand(self)?;
        while let Some(operator) = operators.iter().copied().find(|operator| self.takes(operator)) {
            left = Expression::Binary(Box::new(left), operator, Box::new(operand(self)?));
        }
        Ok(left)
    }

    fn factor(&mut self) -> Result<Expression, Mistake> {
        self.blanks();
        let rest = &self.text[self.at..self.end];
        let Some(first) = rest.chars().next() else { return Err(self.wrong("a name or a number is missing here")) };
        self.operands += 1;
        if self.operands > OPERANDS {
            return Err(self.wrong("this expression is too long"));
        }
        if self.takes("(") {
            let inner = self.comparison()?;
            return if self.takes(")") { Ok(inner) } else { Err(self.wrong("a `)` is missing here")) };
        }
        if self.takes("-") {
            self.depth += 1;
            let inner = if self.depth > DEPTH { Err(self.wrong("this is nested too deep")) } else { self.factor() };
            self.depth -= 1;
            return Ok(Expression::Negative(Box::new(inner?)));
        }
        if self.takes("'") {
            let start = self.at;
            let length = self.text[start..self.end].find('\'').ok_or_else(|| self.wrong("there is no second `'`"))?;
            self.at = start + length + 1;
            return Ok(Expression::Literal(Value::Text(self.text[start..start + length].to_owned())));
        }
        let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
        let word = &rest[..length];
        if first.is_ascii_digit() {
            let number =
                word.parse().map_err(|_| Mistake::new(format!("`{word}` is no whole number of 64 bits"), self.at..self.at + length))?;
            self.at += length;
            return Ok(Expression::Literal(Value::Number(number)));
        }
        if word.is_empty() || first == '.' || word.ends_with('.') || word.contains("..") {
            return Err(self.wrong("a name or a number is missing here"));
        }
        self.at += length;
        Ok(match word {
            "true" => Expression::Literal(Value::Boolean(true)),
            "false" => Expression::Literal(Value::Boolean(false)),
            name => Expression::Name(name.to_owned()),
        })
    }

    fn takes(&mut self, sign: &str) -> bool {
        self.blanks();
        let is_there = self.text[self.at..self.end].starts_with(sign);
        if is_there {
            self.at += sign.len();
        }
        is_there
    }

    fn blanks(&mut self) {
        let rest = &self.text[self.at..self.end];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn wrong(&self, message: &str) -> Mistake {
        let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        Mistake::new(message, self.at..self.at + length)
    }
}
