//! The settings of a cluster as they are typed.

use leptos::prelude::*;
use vigie_domain::{Cluster, FinancialYear, Lang};

use super::countries;

#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub country: RwSignal<String>,
    pub region: RwSignal<String>,
    pub currency: RwSignal<String>,
    /// First month of the financial year, 1 to 12.
    pub month: RwSignal<String>,
    pub language: RwSignal<String>,
    pub further: RwSignal<Vec<String>>,
    pub time_zone: RwSignal<String>,
}

impl Draft {
    /// With what follows from where this device is.
    pub fn new(lang: Lang) -> Self {
        let draft = Self {
            name: RwSignal::default(),
            country: RwSignal::default(),
            region: RwSignal::default(),
            currency: RwSignal::new("EUR".to_owned()),
            month: RwSignal::new("1".to_owned()),
            language: RwSignal::new(lang.tag().to_owned()),
            further: RwSignal::default(),
            time_zone: RwSignal::new(countries::zone_of_this_device().unwrap_or_else(|| "UTC".to_owned())),
        };
        if let Some(country) = countries::of_this_device() {
            draft.settle_in(country.code, lang);
        }
        draft
    }

    pub fn of(cluster: &Cluster) -> Self {
        let (first, further) = match cluster.languages.split_first() {
            Some((first, further)) => (first.clone(), further.to_vec()),
            None => (String::new(), Vec::new()),
        };
        Self {
            name: RwSignal::new(cluster.name.clone()),
            country: RwSignal::new(cluster.country.clone()),
            region: RwSignal::new(cluster.region.clone().unwrap_or_default()),
            currency: RwSignal::new(cluster.currency.clone()),
            month: RwSignal::new(cluster.financial_year_starts.first_month().to_string()),
            language: RwSignal::new(first),
            further: RwSignal::new(further),
            time_zone: RwSignal::new(cluster.time_zone.clone()),
        }
    }

    /// Currency, time zone and language follow; the reader's language is offered beside.
    pub fn settle_in(self, code: &str, lang: Lang) {
        let Some(country) = countries::by_code(code) else { return };
        self.country.set(code.to_owned());
        self.currency.set(country.currency.to_owned());
        self.time_zone.set(country.zone.to_owned());
        let language = if country.lang.is_empty() { lang.tag() } else { country.lang };
        self.language.set(language.to_owned());
        self.further.set(if language == lang.tag() { Vec::new() } else { vec![lang.tag().to_owned()] });
    }

    /// The main language first.
    pub fn languages(self) -> Vec<String> {
        let main = self.language.get_untracked();
        let further = self.further.get_untracked().into_iter().filter(|tag| *tag != main);
        std::iter::once(main.clone()).chain(further).collect()
    }

    pub fn first_month(self) -> u8 {
        self.month.with_untracked(|month| month.parse().unwrap_or(1))
    }

    /// Laid over the cluster as it is.
    pub fn read(self, cluster: Cluster) -> Cluster {
        let text = |signal: RwSignal<String>| signal.with_untracked(|text| text.trim().to_owned());
        Cluster {
            name: text(self.name),
            country: text(self.country),
            region: Some(text(self.region)).filter(|region| !region.is_empty()),
            currency: text(self.currency),
            financial_year_starts: FinancialYear::starting(self.first_month())
                .unwrap_or(cluster.financial_year_starts),
            languages: self.languages(),
            time_zone: text(self.time_zone),
            ..cluster
        }
    }
}
