//! The figure that stands beside the status, and what it is held against.

use vigie_domain::series::{CardFigures, Series};
use vigie_domain::{Direction, Lang, Number};

use crate::format;
use crate::kpis::words;
use crate::locale::t;

#[derive(Default)]
pub struct Figures {
    pub figure: Option<String>,
    pub period: String,
    pub latest: Option<String>,
    pub target: Option<(String, String)>,
}

impl Figures {
    /// Of a flow that is judged by its running total: the total with its target, then the latest period.
    pub fn of(series: &Series<'_, '_>, card: &CardFigures, lang: Lang) -> Self {
        let (kpi, fy) = (series.kpi, series.fy());
        let languages = &series.engine.book.cluster.languages;
        let show = |value: &Number| format::with_unit(lang, languages, kpi, value);
        let bare = |value: &Number| format::figure(lang, languages, kpi, value);
        let row = card.latest.as_ref();
        let period = row.map(|row| row.period.show(lang, fy)).unwrap_or_default();
        let figure = row.and_then(|row| row.value.as_ref()).map(show);
        let by = card.target_period.map(|by| by.show(lang, fy));
        let target = match (&kpi.band, kpi.direction) {
            (Some(band), Direction::Band) => {
                Some((t::kpis::band_short(lang, bare(&band.low), show(&band.high)), String::new()))
            }
            _ => card.target.as_ref().map(show).zip(by),
        };
        let total = row.and_then(|row| {
            let since = series.counted_since(row.period)?;
            Some((row.running.as_ref()?, card.target.as_ref()?, since))
        });
        match total {
            Some((running, goal, since)) => Self {
                figure: Some(t::kpis::of_total(lang, bare(running), show(goal))),
                period: words::since(lang, since),
                latest: figure.map(|figure| t::kpis::latest_is(lang, period, figure)),
                target,
            },
            None => Self { figure, period, latest: None, target },
        }
    }
}
