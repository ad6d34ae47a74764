//! What a cell shows and in which state it is. Pure: from the facts, the queue of this device and what was typed.

use std::collections::{BTreeMap, BTreeSet};

use vigie_domain::outbox::Standing;
use vigie_domain::period_state::{PeriodState, PeriodStates};
use vigie_domain::plausibility::doubts;
use vigie_domain::{Book, Figure, FinancialYear, Kpi, Lang, Nature, Period, Problem, Readings};

use crate::locale::{problem_text, t};

/// What was typed and cannot be read: kept as it is until it is corrected or taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub text: String,
    pub problem: Problem,
}

/// Why a cell takes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// A formula computes it.
    Computed,
    Frozen,
    /// Validated: only managers change it.
    Validated,
    /// Somebody else's KPI.
    NotYours,
}

/// What a person may do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
    pub may_record: bool,
    pub manages: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub text: String,
    /// Class names: the state and its marks.
    pub class: String,
    /// The state in words, for whoever does not see the marks.
    pub said: Vec<String>,
    pub comment: Option<String>,
    pub wrong: bool,
    pub locked: bool,
    /// Recorded here and not with the server yet.
    pub waits: bool,
}

/// `state`: of the cell's period.
pub fn lock(kpi: &Kpi, state: PeriodState, rights: Rights) -> Option<Lock> {
    if kpi.nature == Nature::Formula {
        return Some(Lock::Computed);
    }
    match state {
        PeriodState::Frozen => Some(Lock::Frozen),
        PeriodState::Validated if !rights.manages => Some(Lock::Validated),
        _ => (!rights.may_record).then_some(Lock::NotYours),
    }
}

pub fn lock_words(lang: Lang, lock: Lock) -> &'static str {
    match lock {
        Lock::Computed => t::grid::locked_computed(lang),
        Lock::Frozen => t::grid::locked_frozen(lang),
        Lock::Validated => t::grid::locked_validated(lang),
        Lock::NotYours => t::grid::locked_not_yours(lang),
    }
}

/// The figure of a formula, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computed {
    pub text: String,
    /// Something that it is computed from is not there yet.
    pub provisional: bool,
}

/// All that the looks of one KPI's cells depend on: while it is equal, none of them has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    pub kpi: Kpi,
    /// Those of this KPI.
    pub readings: Readings,
    pub states: PeriodStates,
    pub fy: FinancialYear,
    pub unsent: BTreeMap<Period, Standing>,
    pub wrongs: BTreeMap<Period, Wrong>,
    pub computed: BTreeMap<Period, Computed>,
    /// How much evidence each cell has.
    pub proofs: BTreeMap<Period, usize>,
    /// Entered here, below the path, and not explained yet.
    pub unexplained: BTreeSet<Period>,
    pub rights: Rights,
    pub lang: Lang,
}

impl Sight {
    /// Of what is recorded, with nothing that waits, was typed or is to be explained.
    pub fn new(book: &Book, kpi: &Kpi, rights: Rights, lang: Lang) -> Sight {
        let mut readings = Readings::default();
        if let Some(of_kpi) = book.readings.shared(&kpi.key) {
            readings.share(kpi.key.clone(), of_kpi.clone());
        }
        Sight {
            kpi: kpi.clone(),
            readings,
            states: book.period_states.clone(),
            fy: book.fy(),
            unsent: BTreeMap::new(),
            wrongs: BTreeMap::new(),
            computed: BTreeMap::new(),
            proofs: BTreeMap::new(),
            unexplained: BTreeSet::new(),
            rights,
            lang,
        }
    }

    pub fn look(&self, period: Period) -> Look {
        if let Some(wrong) = self.wrongs.get(&period) {
            return Look {
                text: wrong.text.clone(),
                class: "refused".to_owned(),
                said: vec![problem_text(self.lang, &wrong.problem)],
                wrong: true,
                ..Look::default()
            };
        }
        let mut look = self.recorded(period);
        match self.unsent.get(&period) {
            Some(Standing::Unsent) => {
                look.mark("waiting", t::readings::entry_waiting(self.lang).to_owned());
                look.waits = true;
            }
            Some(Standing::Refused(problem)) => {
                look.mark("refused", problem_text(self.lang, problem));
                look.wrong = true;
            }
            Some(Standing::InConflict) => {
                look.mark("conflict", t::grid::in_conflict(self.lang).to_owned());
                look.wrong = true;
            }
            None => {}
        }
        if let Some(lock) = lock(&self.kpi, self.states.of(period, self.fy), self.rights) {
            look.locked = true;
            look.mark(
                if lock == Lock::Computed { "derived" } else { "locked" },
                lock_words(self.lang, lock).to_owned(),
            );
        }
        look
    }

    fn recorded(&self, period: Period) -> Look {
        let kpi = &self.kpi;
        if kpi.nature == Nature::Formula {
            let Some(computed) = self.computed.get(&period) else {
                return Look { text: "–".to_owned(), ..Look::default() };
            };
            let mut look = Look { text: computed.text.clone(), ..Look::default() };
            if computed.provisional {
                look.mark("provisional", t::marks::provisional(self.lang).to_owned());
            }
            return look;
        }
        let Some(reading) = self.readings.get(&kpi.key, period) else {
            let mut look = Look { text: "·".to_owned(), class: "missing".to_owned(), ..Look::default() };
            self.proved(period, &mut look);
            return look;
        };
        let mut look = Look { text: reading.figure.show(self.lang), ..Look::default() };
        match &reading.figure {
            Figure::NotApplicable => {
                look.mark("not_applicable", t::readings::state_not_applicable(self.lang).to_owned())
            }
            Figure::NotAvailable { reason } => {
                let words = t::readings::state_not_available(self.lang).to_owned();
                look.mark("not_available", reason.clone().unwrap_or(words));
            }
            figure if !doubts(kpi, &self.readings, period, figure).is_empty() => {
                look.mark("unlikely", t::grid::unlikely(self.lang).to_owned());
            }
            _ => {}
        }
        if let Some(comment) = &reading.comment {
            look.comment = Some(t::grid::commented(self.lang, comment));
            look.class("commented");
        } else if self.unexplained.contains(&period) {
            look.mark("asks", t::marks::asks(self.lang).to_owned());
        }
        self.proved(period, &mut look);
        look
    }

    fn proved(&self, period: Period, look: &mut Look) {
        if let Some(n) = self.proofs.get(&period) {
            look.mark("proved", t::marks::proved(self.lang, i64::try_from(*n).unwrap_or(i64::MAX)));
        }
    }
}

impl Look {
    fn mark(&mut self, class: &str, words: String) {
        self.class(class);
        self.said.push(words);
    }

    fn class(&mut self, class: &str) {
        if !self.class.is_empty() {
            self.class.push(' ');
        }
        self.class.push_str(class);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vigie_domain::cluster::Cluster;
    use vigie_domain::{Key, Number, ProblemCode, Reading};

    const MANAGER: Rights = Rights { may_record: true, manages: true };

    fn book() -> Book {
        let mut book = Book::new(Cluster::new(Key::parse("c").expect("a key"), "C"));
        let kpi = r#"{"key": "k", "name": {"en": "K"}, "nature": "stock", "frequency": "month", "plausible": {"max": "9999"}}"#;
        book.kpis.push(serde_json::from_str(kpi).expect("a KPI"));
        for (period, value, comment) in
            [("2026-01", "1234.5", None), ("2026-02", "10000", Some("counted twice")), ("2026-05", "9", None)]
        {
            book.readings.insert(Reading {
                kpi: Key::parse("k").expect("a key"),
                period: Period::parse(period).expect("a period"),
                figure: Figure::Value(Number::parse(value).expect("a number")),
                comment: comment.map(str::to_owned),
            });
        }
        book
    }

    fn at(period: &str) -> Period {
        Period::parse(period).expect("a period")
    }

    fn look(book: &Book, period: &str, rights: Rights) -> Look {
        let sight = Sight {
            proofs: BTreeMap::from([(at("2026-02"), 2), (at("2026-04"), 1)]),
            unexplained: BTreeSet::from([at("2026-02"), at("2026-05")]),
            unsent: BTreeMap::from([
                (at("2026-06"), Standing::Unsent),
                (at("2026-07"), Standing::InConflict),
            ]),
            ..Sight::new(book, &book.kpis[0], rights, Lang::En)
        };
        sight.look(at(period))
    }

    #[test]
    fn a_cell_says_its_state() {
        let mut book = book();
        let shown = |book: &Book, period: &str, rights: Rights| {
            let look = look(book, period, rights);
            (look.text, look.class, look.locked)
        };
        let of = |text: &str, class: &str, locked| (text.to_owned(), class.to_owned(), locked);
        assert_eq!(shown(&book, "2026-01", MANAGER), of("1,234.5", "", false));
        assert_eq!(shown(&book, "2026-02", MANAGER), of("10,000", "unlikely commented proved", false));
        assert_eq!(shown(&book, "2026-03", MANAGER), of("·", "missing", false));
        assert_eq!(shown(&book, "2026-04", MANAGER), of("·", "missing proved", false));
        assert_eq!(shown(&book, "2026-05", MANAGER), of("9", "asks", false));
        assert_eq!(shown(&book, "2026-06", MANAGER), of("·", "missing waiting", false));
        assert_eq!(shown(&book, "2026-07", MANAGER), of("·", "missing conflict", false));
        let reader = Rights { may_record: false, manages: false };
        assert_eq!(shown(&book, "2026-01", reader), of("1,234.5", "locked", true));
        let contributor = Rights { may_record: true, manages: false };
        book.period_states.set(Period::parse("2026").expect("a period"), PeriodState::Validated);
        assert_eq!(shown(&book, "2026-01", MANAGER), of("1,234.5", "", false));
        assert_eq!(shown(&book, "2026-01", contributor), of("1,234.5", "locked", true));
        book.period_states.set(Period::parse("2026").expect("a period"), PeriodState::Frozen);
        assert_eq!(shown(&book, "2026-01", MANAGER), of("1,234.5", "locked", true));
    }

    #[test]
    fn what_cannot_be_read_stays_as_it_was_typed() {
        let book = book();
        let problem = Problem::new(ProblemCode::NumberMalformed).with("text", "12x");
        let wrongs = BTreeMap::from([(at("2026-01"), Wrong { text: "12x".to_owned(), problem })]);
        let sight = Sight { wrongs, ..Sight::new(&book, &book.kpis[0], MANAGER, Lang::En) };
        let look = sight.look(at("2026-01"));
        assert_eq!((look.text.as_str(), look.class.as_str(), look.wrong), ("12x", "refused", true));
        assert!(look.said[0].contains("12x"), "{:?}", look.said);
    }

    #[test]
    fn what_another_kpi_does_changes_nothing_here() {
        let mut book = book();
        let before = Sight::new(&book, &book.kpis[0], MANAGER, Lang::En);
        let other = Reading { kpi: Key::parse("other").expect("a key"), ..reading(&book) };
        book.readings.insert(other);
        assert_eq!(Sight::new(&book, &book.kpis[0], MANAGER, Lang::En), before);
        let own = Reading { comment: Some("so".to_owned()), ..reading(&book) };
        book.readings.insert(own);
        assert_ne!(Sight::new(&book, &book.kpis[0], MANAGER, Lang::En), before);
    }

    fn reading(book: &Book) -> Reading {
        book.readings.get(&book.kpis[0].key, at("2026-01")).cloned().expect("a reading")
    }
}
