//! The figures of a dashboard as a table that can be taken along: exactly what is shown, with the parts of ratios.

use vigie_domain::report::{self, Row};
use vigie_domain::{Kpi, Lang, Number};
use vigie_service::{DataCell, DataSheet, SharedBook};

use crate::format;
use crate::locale::t;
use crate::ui::status_word;

/// Of each KPI that is shown the periods of the dashboard's span, without those after its last figure.
pub fn sheet(shared: &SharedBook) -> DataSheet {
    let lang = shared.share.lang;
    let span = shared.dashboard.span;
    let query = report::Query {
        by: shared.dashboard.by,
        from: span.map(|span| span.from),
        to: span.map(|span| span.to),
        set: shared.set().map(str::to_owned),
        ..report::Query::on(shared.today)
    };
    let mut rows = Vec::new();
    for of in report::report(&shared.book, &query).kpis {
        let Some(kpi) = shared.book.kpi(&of.key).filter(|kpi| shared.keys.contains(&kpi.key)) else {
            continue;
        };
        let shown = of.periods.iter().rposition(is_there).map_or(0, |last| last + 1);
        rows.extend(of.periods[..shown].iter().map(|row| cells(shared, kpi, row)));
    }
    DataSheet { title: t::shares::data_title(lang).to_owned(), heads: heads(lang), rows }
}

fn is_there(row: &Row) -> bool {
    row.value.is_some() || row.numerator.is_some() || row.denominator.is_some()
}

fn heads(lang: Lang) -> Vec<String> {
    [
        t::shares::data_kpi(lang),
        t::shares::data_unit(lang),
        t::shares::data_period(lang),
        t::shares::data_value(lang),
        t::shares::data_numerator(lang),
        t::shares::data_denominator(lang),
        t::shares::data_expected(lang),
        t::shares::data_status(lang),
        t::shares::data_comment(lang),
    ]
    .map(str::to_owned)
    .to_vec()
}

fn cells(shared: &SharedBook, kpi: &Kpi, row: &Row) -> Vec<DataCell> {
    let (lang, book) = (shared.share.lang, &shared.book);
    let languages = &book.cluster.languages;
    let text = |text: &str| DataCell::Text(text.to_owned());
    let number = |number: &Option<Number>| match number {
        Some(number) => DataCell::Number { number: number.to_string() },
        None => DataCell::Text(String::new()),
    };
    let comment = book.readings.get(&kpi.key, row.period).and_then(|reading| reading.comment.as_deref());
    vec![
        text(kpi.name.in_lang(lang, languages)),
        DataCell::Text(format::unit(lang, languages, kpi)),
        DataCell::Text(row.period.show(lang, book.fy())),
        number(&row.value),
        number(&row.numerator),
        number(&row.denominator),
        number(&row.target),
        text(row.status.map_or("", |status| status_word(lang, status))),
        text(comment.unwrap_or_default()),
    ]
}
