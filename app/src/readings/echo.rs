//! What a typed figure amounts to, said at once: the value, its status against the path, and what is odd about it.

use chrono::NaiveDate;
use leptos::prelude::*;
use vigie_domain::plausibility::{Doubt, doubts};
use vigie_domain::report::Row;
use vigie_domain::rollup::Engine;
use vigie_domain::series::Series;
use vigie_domain::{Book, Figure, Kpi, Lang, Period, Reading, Status};

use crate::format;
use crate::locale::{t, use_lang};
use crate::ui::StatusChip;

/// The row that the figure would make.
pub fn row_with(book: &Book, kpi: &Kpi, period: Period, figure: &Figure, today: NaiveDate) -> Row {
    let mut book = book.clone();
    book.readings.insert(Reading { kpi: kpi.key.clone(), period, figure: figure.clone(), comment: None });
    let engine = Engine::new(&book, today);
    Series::new(&engine, kpi, None).row(period)
}

/// Off target asks for a comment.
pub fn asks_why(row: &Row) -> bool {
    matches!(row.status, Some(Status::AtRisk | Status::OffTrack))
}

#[component]
pub fn Echo(book: std::sync::Arc<Book>, kpi: Kpi, period: Period, figure: Figure, row: Row) -> impl IntoView {
    let lang = use_lang();
    let odd = doubts(&kpi, &book.readings, period, &figure);
    let languages = &book.cluster.languages;
    let value = row.value.as_ref().map(|value| format::with_unit(lang, languages, &kpi, value));
    let expected = row
        .target
        .as_ref()
        .map(|path| t::readings::expected_there(lang, format::with_unit(lang, languages, &kpi, path)));
    let jump = !odd.is_empty();
    let remarks =
        odd.iter().map(|doubt| view! { <small>{remark(lang, &book, &kpi, doubt)}</small> }).collect_view();
    view! {
        <output class="echo" class:jump=jump aria-live="polite">
            {value.map(|value| view! { <b>{value}</b> })}
            {row.status.map(|status| view! { <StatusChip status/> })}
            {expected.map(|expected| view! { <small>{expected}</small> })}
            {remarks}
        </output>
    }
}

fn remark(lang: Lang, book: &Book, kpi: &Kpi, doubt: &Doubt) -> String {
    let show = |number| format::with_unit(lang, &book.cluster.languages, kpi, number);
    match doubt {
        Doubt::BelowMinimum { minimum } => t::readings::below_minimum(lang, show(minimum)),
        Doubt::AboveMaximum { maximum } => t::readings::above_maximum(lang, show(maximum)),
        Doubt::Jump { previous, usual } => t::readings::jump(lang, show(previous), show(usual)),
    }
}
