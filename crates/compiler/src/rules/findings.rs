//! What rules say.

use super::Rule;
use virtc_model::diagnostic::{Change, Fix};
use virtc_model::span::Span;
use virtc_model::{Code, Diagnostic, Diagnostics, Severity};

/// Takes what one rule finds.
pub struct Findings<'a> {
    rule: &'static Rule,
    found: &'a mut Diagnostics,
}

/// A finding that is being put together, and is one when that is over.
pub struct Report<'a> {
    diagnostic: Option<Diagnostic>,
    found: &'a mut Diagnostics,
}

impl<'a> Findings<'a> {
    /// Findings of `rule`, added to `found`.
    pub fn new(rule: &'static Rule, found: &'a mut Diagnostics) -> Self {
        Self { rule, found }
    }

    /// Something is wrong at `span`: a sentence without a full stop.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> Report<'_> {
        let diagnostic = Diagnostic::error(Code::Rule(self.rule.id), span, message);
        Report { diagnostic: Some(Diagnostic { severity: self.rule.level, ..diagnostic }), found: self.found }
    }
}

impl Drop for Report<'_> {
    fn drop(&mut self) {
        self.found.extend(self.diagnostic.take());
    }
}

impl Report<'_> {
    fn with(mut self, change: impl FnOnce(Diagnostic) -> Diagnostic) -> Self {
        self.diagnostic = self.diagnostic.take().map(change);
        self
    }

    /// A few words at the place.
    pub fn label(self, text: impl Into<String>) -> Self {
        self.with(|found| found.label(text))
    }

    /// It is a warning here, whatever the rule says elsewhere.
    pub fn warning(self) -> Self {
        self.with(|found| Diagnostic { severity: Severity::Warning, ..found })
    }

    /// Another place that has to do with it.
    pub fn related(self, span: Span, text: impl Into<String>) -> Self {
        // Two values may come from one place: of a short form, or of a fleet's template.
        self.with(|found| if span == found.primary.span { found } else { found.related(span, text) })
    }

    /// What to write instead.
    pub fn help(self, text: impl Into<String>) -> Self {
        self.with(|found| found.help(text))
    }

    /// The text that mends it, in the place of the value at `span`; the guest stays what was meant.
    pub fn fix(self, span: Span, text: impl Into<String>) -> Self {
        self.mended_by(Fix::safe(span, Change::Value(text.into())))
    }

    /// The same, where the guest may become another: people decide.
    pub fn offer(self, span: Span, text: impl Into<String>) -> Self {
        self.mended_by(Fix::offer(span, Change::Value(text.into())))
    }

    /// What the finding is at does nothing that is not done without it: it can go.
    pub fn needless(self) -> Self {
        self.with(|found| Diagnostic { fix: Some(Fix::safe(found.primary.span, Change::Removal)), ..found })
    }

    /// The same about what stands at `span`.
    pub fn needless_at(self, span: Span) -> Self {
        self.mended_by(Fix::safe(span, Change::Removal))
    }

    /// What the finding is at cannot stay; whether something else was meant, people decide.
    pub fn may_go(self) -> Self {
        self.with(|found| Diagnostic { fix: Some(Fix::offer(found.primary.span, Change::Removal)), ..found })
    }

    /// The same about what stands at `span`.
    pub fn may_go_at(self, span: Span) -> Self {
        self.mended_by(Fix::offer(span, Change::Removal))
    }

    fn mended_by(self, fix: Fix) -> Self {
        self.with(|found| Diagnostic { fix: Some(fix), ..found })
    }
}
