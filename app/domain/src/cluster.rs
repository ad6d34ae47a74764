//! What is measured: one cluster and its settings.

use serde::{Deserialize, Serialize};

use crate::key::Key;
use crate::logo::Logo;
use crate::period::FinancialYear;
use crate::problem::{Problem, ProblemCode};

/// Pages of the workspace beside the clusters' own, at the same place of the address: no slug of a new cluster.
pub fn is_reserved(slug: &str) -> bool {
    ["portfolio", "start", "styleguide", "unsent"].contains(&slug)
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cluster {
    pub slug: Key,
    pub name: String,
    /// ISO 3166-1 alpha-2.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub country: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// ISO 4217.
    #[serde(default = "euro", skip_serializing_if = "is_euro")]
    pub currency: String,
    #[serde(default, skip_serializing_if = "is_civil")]
    pub financial_year_starts: FinancialYear,
    /// Language tags; the first is the cluster's main language.
    #[serde(default = "english", skip_serializing_if = "is_english")]
    pub languages: Vec<String>,
    /// IANA name.
    #[serde(default = "utc", skip_serializing_if = "is_utc")]
    pub time_zone: String,
    /// Of the cluster's colour, in degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hue: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
}

fn euro() -> String {
    "EUR".to_owned()
}

fn is_euro(currency: &String) -> bool {
    currency == "EUR"
}

fn is_civil(fy: &FinancialYear) -> bool {
    fy.is_civil()
}

fn english() -> Vec<String> {
    vec!["en".to_owned()]
}

fn is_english(languages: &[String]) -> bool {
    languages == ["en"]
}

fn utc() -> String {
    "UTC".to_owned()
}

fn is_utc(zone: &String) -> bool {
    zone == "UTC"
}

impl Cluster {
    pub fn new(slug: Key, name: &str) -> Cluster {
        Cluster {
            slug,
            name: name.to_owned(),
            country: String::new(),
            region: None,
            currency: euro(),
            financial_year_starts: FinancialYear::CIVIL,
            languages: english(),
            time_zone: utc(),
            hue: None,
            logo: None,
        }
    }

    pub fn check(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut refuse = |wrong: bool, place: &str, code: ProblemCode| {
            if wrong {
                problems.push(Problem::new(code).at(place));
            }
        };
        let upper =
            |text: &str, len: usize| text.len() == len && text.bytes().all(|b| b.is_ascii_uppercase());
        refuse(self.name.trim().is_empty(), "name", ProblemCode::FieldMissing);
        refuse(self.name.len() > 200, "name", ProblemCode::FieldTooLong);
        refuse(!self.country.is_empty() && !upper(&self.country, 2), "country", ProblemCode::FieldMalformed);
        refuse(!upper(&self.currency, 3), "currency", ProblemCode::FieldMalformed);
        refuse(self.languages.is_empty(), "languages", ProblemCode::LanguageMissing);
        let tag = |tag: &String| {
            (2..=12).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        refuse(!self.languages.iter().all(tag), "languages", ProblemCode::FieldMalformed);
        refuse(
            self.time_zone.is_empty() || self.time_zone.len() > 64,
            "time_zone",
            ProblemCode::FieldMalformed,
        );
        refuse(self.hue.is_some_and(|hue| hue >= 360), "hue", ProblemCode::FieldOutOfRange);
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_is_checked() {
        let mut cluster = Cluster::new(Key::parse("alpes").expect("a key"), "Alpes");
        assert!(cluster.check().is_empty());
        cluster.currency = "euro".to_owned();
        cluster.hue = Some(360);
        cluster.languages.clear();
        let places: Vec<_> = cluster.check().into_iter().map(|problem| problem.place).collect();
        assert_eq!(places, ["currency", "languages", "hue"]);
    }
}
