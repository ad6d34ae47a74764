//! What stands beside a figure and its path, in sentences: captioned values of others, what a label or programme asks for
//! (never a norm, and never used for the status), where the definition changed.

use vigie_domain::kpi::{Reference, Thresholds};
use vigie_domain::{FinancialYear, Kpi, Lang, Number};

use crate::format;
use crate::locale::t;

type Say = fn(Lang, String) -> String;

/// A sentence each.
pub fn beside(lang: Lang, languages: &[String], kpi: &Kpi) -> Vec<String> {
    let said = Said { lang, languages, kpi };
    let asked = kpi.thresholds.as_ref().and_then(|thresholds| said.asked(thresholds));
    kpi.references.iter().map(|reference| said.reference(reference)).chain(asked).collect()
}

/// Since when figures cannot be compared with those before, and why; the mark in the chart has no room for it everywhere.
pub fn changed(lang: Lang, fy: FinancialYear, kpi: &Kpi) -> Vec<String> {
    let breaks = kpi.versions.iter().filter(|version| version.breaks);
    breaks.map(|version| t::trend::changed(lang, version.from.show(lang, fy), &version.reason)).collect()
}

struct Said<'a> {
    lang: Lang,
    languages: &'a [String],
    kpi: &'a Kpi,
}

impl Said<'_> {
    fn show(&self, value: &Number) -> String {
        format::with_unit(self.lang, self.languages, self.kpi, value)
    }

    fn reference(&self, reference: &Reference) -> String {
        let (lang, value) = (self.lang, self.show(&reference.value));
        let text = match reference.caption.in_lang(lang, self.languages) {
            "" => t::trend::compared_plain(lang, value),
            caption => t::trend::compared(lang, value, caption),
        };
        self.with_source(text, reference.source.as_deref())
    }

    /// In the words of who asks; else the values.
    fn asked(&self, thresholds: &Thresholds) -> Option<String> {
        let lang = self.lang;
        let words = thresholds.text.in_lang(lang, self.languages);
        let words =
            if words.is_empty() { self.values(thresholds)? } else { words.trim_end_matches('.').to_owned() };
        Some(self.with_source(t::trend::asked(lang, words), thresholds.source.as_deref()))
    }

    fn values(&self, thresholds: &Thresholds) -> Option<String> {
        let lang = self.lang;
        let (fully, partly): (Say, Say) = match thresholds.operator.as_deref() {
            Some("<=" | "<") => (t::trend::fully_to, t::trend::partly_to),
            _ => (t::trend::fully_from, t::trend::partly_from),
        };
        let green = thresholds.green.as_ref().map(|value| fully(lang, self.show(value)));
        let amber = thresholds.amber.as_ref().map(|value| partly(lang, self.show(value)));
        let parts: Vec<String> = green.into_iter().chain(amber).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }

    fn with_source(&self, text: String, source: Option<&str>) -> String {
        match source.filter(|source| !source.is_empty()) {
            Some(source) => t::trend::with_source(self.lang, text, source),
            None => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(extra: &str) -> Vec<String> {
        let kpi = format!(
            r#"{{"key": "k", "name": {{"en": "K"}}, "unit": "percent", "nature": "stock", "frequency": "year", {extra}}}"#
        );
        let kpi: Kpi = serde_json::from_str(&kpi).expect("a KPI");
        beside(Lang::En, &["en".to_owned()], &kpi)
    }

    #[test]
    fn references_name_value_caption_and_source() {
        let references = r#""references": [{"value": "65", "caption": {"en": "Denmark, 2017"}, "source": "DASTI"}, {"value": "40"}]"#;
        assert_eq!(
            said(references),
            ["For comparison: 65% (Denmark, 2017). Source: DASTI", "For comparison: 40%."]
        );
    }

    #[test]
    fn what_is_asked_is_said_in_its_words_else_by_its_values() {
        let words = r#""thresholds": {"operator": ">=", "green": "65", "text": {"en": "gold from 65 %"}, "source": "ECEI"}"#;
        assert_eq!(said(words), ["Asked for by a label or programme: gold from 65 %. Source: ECEI"]);
        let values = r#""thresholds": {"operator": "<=", "green": "10", "amber": "20"}"#;
        let expected = "Asked for by a label or programme: fully met up to 10%, partly met up to 20%.";
        assert_eq!(said(values), [expected]);
        assert_eq!(said(r#""thresholds": {"operator": ">="}"#), Vec::<String>::new());
    }
}
