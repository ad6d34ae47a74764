//! What a trend says in words.

use vigie_domain::forecast::forecast;
use vigie_domain::series::Judgement;
use vigie_domain::window::WindowKind;
use vigie_domain::{Number, Period, Status};

use super::build::{Build, Spot};
use crate::locale::t;
use crate::ui::status_word;

impl Build<'_, '_, '_> {
    pub(super) fn summary(&self) -> String {
        let lang = self.words.lang;
        let name = self.words.name();
        let latest = self.latest();
        let (Some(first), Some(last), Some((period, value, judgement, status))) =
            (self.spots.first(), self.spots.last(), latest)
        else {
            return match self.series.engine.first_month(&self.words.kpi.key) {
                Some(_) => t::trend::summary_outside(lang, name),
                None => t::trend::summary_none(lang, name),
            };
        };
        let (from, to) = (self.words.period(first.period), self.words.period(last.period));
        let (value, when) = (self.words.with_unit(&value), self.words.period(period));
        let compared = judgement.compared.as_ref().map(|expected| self.words.with_unit(expected));
        match (compared, status, &judgement.running) {
            (Some(expected), Some(status), Some(running)) if self.is_flow() => {
                let running = self.words.with_unit(running);
                t::trend::summary_flow(
                    lang,
                    name,
                    from,
                    to,
                    value,
                    when,
                    running,
                    expected,
                    status_word(lang, status),
                )
            }
            (Some(expected), Some(status), _) => t::trend::summary_level(
                lang,
                name,
                from,
                to,
                value,
                when,
                expected,
                status_word(lang, status),
            ),
            _ => t::trend::summary_value(lang, name, from, to, value, when),
        }
    }

    /// The figure of the KPI as a whole, as its card says it, where it lies in the chart; else the chart's last one.
    fn latest(&self) -> Option<(Period, Number, Judgement, Option<Status>)> {
        let overall = self.series.overall();
        if let Some(period) = overall.period.filter(|period| self.place(*period).is_some()) {
            let value = self.series.rolled(WindowKind::Own, period).value?;
            return Some((period, value, overall.judgement, overall.status));
        }
        let closed =
            |spot: &&Spot| spot.rolled.value.is_some() && spot.period.is_closed(self.today, self.words.fy);
        let spot = self.spots.iter().rfind(closed)?;
        Some((spot.period, spot.rolled.value.clone()?, spot.judgement.clone(), spot.judgement.status))
    }

    pub(super) fn outlook(&self) -> String {
        let Some(found) = forecast(self.series) else { return String::new() };
        let lang = self.words.lang;
        let (value, target) = (self.words.with_unit(&found.value), self.words.with_unit(&found.target));
        let when = self.words.period(found.period);
        if found.likely {
            t::trend::likely(lang, value, when, target)
        } else {
            t::trend::unlikely(lang, value, when, target)
        }
    }
}
