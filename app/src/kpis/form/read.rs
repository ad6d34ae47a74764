//! From what was typed to a definition: every field is read, every problem is kept with its place.

use leptos::prelude::*;
use vigie_domain::kpi::{Band, PartNature, Plausible, Ratio, Tolerance};
use vigie_domain::{Direction, FinancialYear, Key, Kpi, Lang, Nature, Number, Period, Problem, ProblemCode};

use super::draft::{Draft, OTHER_UNIT};

pub fn part_str(nature: PartNature) -> &'static str {
    match nature {
        PartNature::Stock => "stock",
        PartNature::Flow => "flow",
    }
}

fn part_of(text: &str) -> PartNature {
    if text == "stock" { PartNature::Stock } else { PartNature::Flow }
}

pub struct Reader {
    pub lang: Lang,
    pub fy: FinancialYear,
    pub problems: Vec<Problem>,
}

impl Reader {
    fn refuse(&mut self, problem: Problem, place: &str) {
        self.problems.push(problem.at(place));
    }

    /// None where nothing was typed, and where it could not be read.
    pub fn number(&mut self, line: RwSignal<String>, place: &str) -> Option<Number> {
        let text = line.get_untracked();
        if text.trim().is_empty() {
            return None;
        }
        Number::read(&text, self.lang).map_err(|problem| self.refuse(problem, place)).ok()
    }

    pub fn needed(&mut self, line: RwSignal<String>, place: &str) -> Option<Number> {
        if line.with_untracked(|text| text.trim().is_empty()) {
            self.refuse(Problem::new(ProblemCode::NumberEmpty), place);
        }
        self.number(line, place)
    }

    pub fn period(&mut self, line: RwSignal<String>, place: &str) -> Option<Period> {
        let text = line.get_untracked();
        if text.trim().is_empty() {
            self.refuse(Problem::new(ProblemCode::FieldMissing), place);
            return None;
        }
        Period::read(&text, self.lang, self.fy).map_err(|problem| self.refuse(problem, place)).ok()
    }

    fn share(&mut self, line: RwSignal<String>, place: &str) -> Option<Number> {
        self.needed(line, place)?.divided_by(&Number::from(100))
    }

    fn whole<T: std::str::FromStr>(&mut self, line: RwSignal<String>, place: &str) -> Option<T> {
        let number = self.needed(line, place)?;
        let whole = number.to_i64().and_then(|whole| whole.to_string().parse().ok());
        if whole.is_none() {
            self.refuse(Problem::new(ProblemCode::FieldOutOfRange), place);
        }
        whole
    }

    /// Laid over `kpi` as it was, which keeps what the form does not show.
    pub fn kpi(&mut self, draft: &Draft, mut kpi: Kpi) -> Kpi {
        let key = draft.key.get_untracked();
        match Key::parse(key.trim()) {
            Ok(key) => kpi.key = key,
            // It follows the name, which is asked for already.
            Err(_) if key.trim().is_empty() && draft.name.read().is_empty() => {}
            Err(_) if key.trim().is_empty() => self.refuse(Problem::new(ProblemCode::FieldMissing), "key"),
            Err(problem) => self.refuse(problem, "key"),
        }
        kpi.name = draft.name.read();
        kpi.definition = draft.definition.read();
        kpi.source = draft.source.read();
        kpi.method = draft.method.read();
        kpi.unit_label = draft.unit_label.read();
        let unit = draft.unit.get_untracked();
        kpi.unit = if unit == OTHER_UNIT { draft.unit_other.get_untracked().trim().to_owned() } else { unit };
        kpi.decimals = self.whole(draft.decimals, "decimals").unwrap_or(kpi.decimals);
        kpi.frequency = draft.frequency();
        kpi.lag = self.whole(draft.lag, "lag").unwrap_or(kpi.lag);
        let person = |line: RwSignal<String>| Some(line.get_untracked()).filter(|email| !email.is_empty());
        kpi.responsible = person(draft.responsible);
        kpi.deputy = person(draft.deputy);
        kpi.plausible = Plausible {
            min: self.number(draft.min, "plausible.min"),
            max: self.number(draft.max, "plausible.max"),
        };
        if let (Some(green), Some(amber)) =
            (self.share(draft.green, "tolerance.green"), self.share(draft.amber, "tolerance.amber"))
        {
            kpi.tolerance = Tolerance { green, amber };
        }
        self.nature(draft, &mut kpi);
        self.direction(draft, &mut kpi);
        self.plan(draft, &mut kpi);
        draft.more.read(self, &mut kpi);
        kpi
    }

    /// What only this nature has; what others have is left behind.
    fn nature(&mut self, draft: &Draft, kpi: &mut Kpi) {
        kpi.nature = draft.nature.get_untracked();
        let is = |nature| kpi.nature == nature;
        kpi.ratio = is(Nature::Ratio).then(|| Ratio {
            scale: if draft.scale.get_untracked() == "100" { Number::from(100) } else { Number::ONE },
            numerator: part_of(&draft.numerator.get_untracked()),
            denominator: part_of(&draft.denominator.get_untracked()),
            numerator_name: draft.numerator_name.read(),
            denominator_name: draft.denominator_name.read(),
        });
        kpi.steps = if is(Nature::Milestones) {
            draft.steps.items().iter().map(|step| step.read()).collect()
        } else {
            Vec::new()
        };
        kpi.labels = if is(Nature::Scale) {
            draft.labels.items().iter().map(|label| label.read()).collect()
        } else {
            Vec::new()
        };
        kpi.formula = is(Nature::Formula).then(|| draft.formula.get_untracked().trim().to_owned());
    }

    fn direction(&mut self, draft: &Draft, kpi: &mut Kpi) {
        kpi.direction = untrack(|| draft.direction());
        kpi.band = None;
        if kpi.direction == Direction::Band {
            let (low, high) =
                (self.needed(draft.band_low, "band.low"), self.needed(draft.band_high, "band.high"));
            kpi.band = low.zip(high).map(|(low, high)| Band { low, high });
        }
    }
}
