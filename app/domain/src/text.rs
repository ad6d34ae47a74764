//! A text in the cluster's languages. A missing language falls back to the cluster's first, then to any.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "BTreeMap<String, String>")]
pub struct Text(BTreeMap<String, String>);

/// What is blank in a file is not there: it is not written either.
impl From<BTreeMap<String, String>> for Text {
    fn from(mut texts: BTreeMap<String, String>) -> Text {
        texts.retain(|_, text| !text.trim().is_empty());
        Text(texts)
    }
}

impl Text {
    pub fn new(tag: &str, text: &str) -> Text {
        Text::default().with(tag, text)
    }

    /// The same text with one language set; an empty string takes the language away.
    pub fn with(mut self, tag: &str, text: &str) -> Text {
        if text.is_empty() {
            self.0.remove(tag);
        } else {
            self.0.insert(tag.to_owned(), text.to_owned());
        }
        self
    }

    pub fn get(&self, tag: &str) -> Option<&str> {
        self.0.get(tag).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// `languages` are the cluster's, the first one being its main language.
    pub fn in_lang(&self, lang: Lang, languages: &[String]) -> &str {
        self.get(lang.tag())
            .or_else(|| languages.iter().find_map(|tag| self.get(tag)))
            .or_else(|| self.0.values().map(String::as_str).find(|text| !text.is_empty()))
            .unwrap_or("")
    }

    pub fn is_empty(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(tag, text)| (tag.as_str(), text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_back_to_the_clusters_first_language_then_to_any() {
        let languages = ["fr".to_owned(), "en".to_owned()];
        let text = Text::new("en", "Members").with("fr", "Adhérents");
        assert_eq!(text.in_lang(Lang::En, &languages), "Members");
        assert_eq!(text.in_lang(Lang::De, &languages), "Adhérents");
        assert_eq!(Text::new("it", "Soci").in_lang(Lang::De, &languages), "Soci");
        assert_eq!(Text::default().in_lang(Lang::De, &languages), "");
    }

    #[test]
    fn what_is_blank_is_not_there() {
        let read = |json: &str| serde_json::from_str::<Text>(json).ok();
        assert_eq!(read(r#"{"en": "Members", "fr": " "}"#), Some(Text::new("en", "Members")));
        assert_eq!(serde_json::to_string(&Text::new("en", "a")).ok().as_deref(), Some(r#"{"en":"a"}"#));
    }
}
