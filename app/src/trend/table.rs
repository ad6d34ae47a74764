//! The rows of a trend's table as markup.
//!
//! Written by hand, with the short forms that HTML allows: a shared page can carry thousands of rows, and as a view each
//! cell would cost more in bytes and time than what it says.

use std::fmt::Write as _;

use vigie_domain::Lang;

use super::TrendRow;
use crate::locale::t;
use crate::ui::{status_class, status_word};

/// Which columns there are besides period and value.
#[derive(Clone, Copy)]
pub struct Columns {
    pub running: bool,
    pub path: bool,
    pub status: bool,
    pub note: bool,
}

/// What stands inside of `<tbody>`.
pub fn rows(lang: Lang, rows: &[TrendRow], columns: Columns) -> String {
    let mut out = String::with_capacity(rows.len() * 80);
    for row in rows {
        let start = if row.breaks { "<tr class=break>" } else { "<tr>" };
        let value = if row.value.is_empty() { "—" } else { &row.value };
        let _ = write!(out, "{start}<th scope=row>{}<td class=num>{}", escaped(&row.period), escaped(value));
        if row.provisional {
            let _ = write!(out, " <small>{}</small>", t::trend::provisional(lang));
        }
        if columns.running {
            let _ = write!(out, "<td class=num>{}", escaped(&row.running));
        }
        if columns.path {
            let _ = write!(out, "<td class=num>{}", escaped(&row.path));
        }
        if columns.status {
            let _ = match row.status {
                Some(status) => {
                    write!(out, "<td class=\"word {}\">{}", status_class(status), status_word(lang, status))
                }
                None => write!(out, "<td>"),
            };
        }
        if columns.note {
            let _ = write!(out, "<td class=text>{}", escaped(&row.note));
        }
    }
    out
}

/// Safe as text; nothing of it stands in an attribute.
fn escaped(text: &str) -> std::borrow::Cow<'_, str> {
    if text.contains(['&', '<', '>']) {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use vigie_domain::Status;

    use super::*;

    #[test]
    fn texts_cannot_become_markup() {
        let row = TrendRow {
            period: "Q1 2026".to_owned(),
            value: "5".to_owned(),
            status: Some(Status::AtRisk),
            note: "<b>&".to_owned(),
            ..TrendRow::default()
        };
        let columns = Columns { running: false, path: true, status: true, note: true };
        let expected = "<tr><th scope=row>Q1 2026<td class=num>5<td class=num><td class=\"word at_risk\">At risk<td class=text>&lt;b&gt;&amp;";
        assert_eq!(rows(Lang::En, &[row], columns), expected);
    }
}
