//! What rules say.

use super::Rule;
use virtc_model::diagnostic::{Edit, Fix, Label};
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Severity};

/// Takes what one rule finds.
pub struct Findings<'a> {
    rule: &'static Rule,
    found: &'a mut Vec<Diagnostic>,
}

/// A finding that is being put together.
pub struct Report<'a>(&'a mut Diagnostic);

impl<'a> Findings<'a> {
    /// Findings of `rule`, added to `found`.
    pub fn new(rule: &'static Rule, found: &'a mut Vec<Diagnostic>) -> Self {
        Self { rule, found }
    }

    /// Something is wrong at `span`: a sentence without a full stop.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> Report<'_> {
        let diagnostic = Diagnostic::error(Code::Rule(self.rule.id), span, message);
        let at = self.found.len();
        self.found.push(Diagnostic { severity: self.rule.level, ..diagnostic });
        Report(&mut self.found[at])
    }
}

impl Report<'_> {
    /// A few words at the place.
    pub fn label(self, text: impl Into<String>) -> Self {
        self.0.primary.text = text.into();
        self
    }

    /// It is a warning here, whatever the rule says elsewhere.
    pub fn warning(self) -> Self {
        self.0.severity = Severity::Warning;
        self
    }

    /// Another place that has to do with it.
    pub fn related(self, span: Span, text: impl Into<String>) -> Self {
        // Two values may come from one place: of a short form, or of a fleet's template.
        if span != self.0.primary.span {
            self.0.related.push(Label { span, text: text.into() });
        }
        self
    }

    /// What to write instead.
    pub fn help(self, text: impl Into<String>) -> Self {
        self.0.help = Some(text.into());
        self
    }

    /// The text that mends it, in the place of the value at `span`; the guest stays what was meant.
    pub fn fix(self, span: Span, text: impl Into<String>) -> Self {
        self.0.fix = Some(Fix { edits: vec![Edit { span, text: text.into() }], safe: true });
        self
    }
}
