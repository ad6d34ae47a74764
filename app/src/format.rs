//! Figures, units and dates as they are read. Numbers come formatted from the domain; here they get their unit.

use chrono::{Datelike as _, NaiveDate, Timelike as _};
use vigie_domain::{Kpi, Lang, Nature, Number};

use crate::locale::t;

/// The figure of a KPI with its decimals, without its unit. Of a scale the label, of milestones `6 / 10`.
pub fn figure(lang: Lang, languages: &[String], kpi: &Kpi, value: &Number) -> String {
    match kpi.nature {
        Nature::Scale => label(lang, languages, kpi, value).unwrap_or_else(|| value.show(lang, kpi.decimals)),
        _ => value.show(lang, kpi.decimals),
    }
}

fn label(lang: Lang, languages: &[String], kpi: &Kpi, value: &Number) -> Option<String> {
    let index = usize::try_from(value.to_i64()? - 1).ok()?;
    Some(kpi.labels.get(index)?.in_lang(lang, languages).to_owned())
}

/// What stands behind the figure: `%`, `€`, `organisations`, empty for a plain count.
pub fn unit(lang: Lang, languages: &[String], kpi: &Kpi) -> String {
    let own = kpi.unit_label.in_lang(lang, languages);
    if !own.is_empty() {
        return own.to_owned();
    }
    if kpi.nature == Nature::Milestones {
        return t::common::unit_of_steps(lang, kpi.steps.len());
    }
    match kpi.unit.as_str() {
        "count" | "ratio" | "score" => String::new(),
        "percent" => "%".to_owned(),
        "EUR" => "€".to_owned(),
        "GBP" => "£".to_owned(),
        "USD" => "$".to_owned(),
        "days" => t::common::unit_days(lang).to_owned(),
        "hours" => t::common::unit_hours(lang).to_owned(),
        "fte" => t::common::unit_fte(lang).to_owned(),
        other => other.to_owned(),
    }
}

/// Figure and unit, as in a sentence or a table: `41,2 %`, `304`, `1.250 €`, in English `41.2%` and `€1,250`.
pub fn with_unit(lang: Lang, languages: &[String], kpi: &Kpi, value: &Number) -> String {
    joined(lang, &figure(lang, languages, kpi, value), &unit(lang, languages, kpi))
}

/// The same in two parts where the figure is set large and its unit small beside it: of a currency in English the sign belongs to
/// the figure, and no unit is left.
pub fn apart(lang: Lang, languages: &[String], kpi: &Kpi, value: &Number) -> (String, String) {
    let (figure, unit) = (figure(lang, languages, kpi, value), unit(lang, languages, kpi));
    if lang == Lang::En && CURRENCY_SIGNS.contains(&unit.as_str()) {
        return (joined(lang, &figure, &unit), String::new());
    }
    (figure, unit)
}

const CURRENCY_SIGNS: [&str; 3] = ["€", "£", "$"];

/// English has the sign of a currency before the figure and `%` close behind it; all else is kept on one line with it.
fn joined(lang: Lang, figure: &str, unit: &str) -> String {
    match unit {
        "" => figure.to_owned(),
        "%" => format!("{figure}{}", percent_sign(lang)),
        sign if lang == Lang::En && CURRENCY_SIGNS.contains(&sign) => {
            let size = figure.trim_start_matches(['-', '−', '+']);
            format!("{}{unit}{size}", &figure[..figure.len() - size.len()])
        }
        _ => format!("{figure}\u{a0}{unit}"),
    }
}

/// `%` with the space that a language puts before it.
pub const fn percent_sign(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "%",
        Lang::Fr => "\u{202f}%",
        Lang::De => "\u{a0}%",
    }
}

/// A change with its sign; of percentages in points.
pub fn delta(lang: Lang, languages: &[String], kpi: &Kpi, change: &Number) -> String {
    let sign = match () {
        () if change.is_zero() => "±",
        () if change.is_negative() => "−",
        () => "+",
    };
    let size = change.abs().show(lang, kpi.decimals);
    let unit =
        if kpi.is_percent() { t::common::unit_points(lang).to_owned() } else { unit(lang, languages, kpi) };
    let short = kpi.unit_label.is_empty() && kpi.nature != Nature::Milestones;
    let change = format!("{sign}{size}");
    if short { joined(lang, &change, &unit) } else { change }
}

/// A share of 1 as whole per cent: `62 %`, `62%` in English.
pub fn percent(lang: Lang, share: &Number) -> String {
    let hundredfold = (share * &Number::from(100)).show(lang, 0);
    format!("{hundredfold}{}", percent_sign(lang))
}

/// The same of a change, with its sign.
pub fn signed_percent(lang: Lang, share: &Number) -> String {
    let sign = if share.is_negative() { "−" } else { "+" };
    format!("{sign}{}", percent(lang, &share.abs()))
}

/// `3 March 2026`, `3 mars 2026`, `3. März 2026`.
pub fn date(lang: Lang, date: NaiveDate) -> String {
    let month = month(lang, date.month());
    let (day, year) = (date.day(), date.year());
    match lang {
        Lang::En => format!("{day} {month} {year}"),
        Lang::Fr if day == 1 => format!("1er {month} {year}"),
        Lang::Fr => format!("{day} {month} {year}"),
        Lang::De => format!("{day}. {month} {year}"),
    }
}

/// The name of a month, 1 to 12, as it stands inside a date.
pub fn month(lang: Lang, month: u32) -> &'static str {
    t::common::months(lang).split(' ').nth(month.saturating_sub(1) as usize).unwrap_or_default()
}

/// A moment as date and time of day.
pub fn moment(lang: Lang, at: chrono::DateTime<chrono::Utc>) -> String {
    let local = local(at);
    let time = format!("{:02}:{:02}", local.hour(), local.minute());
    t::common::date_and_time(lang, date(lang, local.date()), time)
}

/// In the browser's time zone; the server has none to show.
fn local(at: chrono::DateTime<chrono::Utc>) -> chrono::NaiveDateTime {
    #[cfg(feature = "csr")]
    let minutes = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.timestamp_millis() as f64))
        .get_timezone_offset() as i64;
    #[cfg(not(feature = "csr"))]
    let minutes = 0;
    at.naive_utc() - chrono::TimeDelta::minutes(minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kpi(unit: &str) -> Kpi {
        serde_json::from_str(&format!(
            r#"{{"key": "k", "name": {{"en": "K"}}, "nature": "stock", "frequency": "year", "unit": "{unit}"}}"#
        ))
        .expect("a KPI")
    }

    #[test]
    fn units_stand_where_each_language_has_them() {
        let shown = |lang, unit: &str, value: i64| {
            let (kpi, value) = (kpi(unit), Number::from(value));
            (with_unit(lang, &[], &kpi, &value), delta(lang, &[], &kpi, &value))
        };
        let beside = |lang, unit: &str| apart(lang, &[], &kpi(unit), &Number::from(-1250));
        let pair = |value: &str, change: &str| (value.to_owned(), change.to_owned());
        assert_eq!(shown(Lang::En, "percent", 38), pair("38%", "+38\u{a0}pt"));
        assert_eq!(shown(Lang::Fr, "percent", 38).0, "38\u{202f}%");
        assert_eq!(shown(Lang::De, "percent", 38).0, "38\u{a0}%");
        assert_eq!(shown(Lang::En, "EUR", 129), pair("€129", "+€129"));
        assert_eq!(shown(Lang::En, "GBP", -129), pair("−£129", "−£129"));
        assert_eq!(beside(Lang::En, "EUR"), pair("−€1,250", ""));
        assert_eq!(beside(Lang::De, "EUR"), pair("−1.250", "€"));
        assert_eq!(shown(Lang::De, "EUR", -129), pair("−129\u{a0}€", "−129\u{a0}€"));
        assert_eq!(shown(Lang::En, "days", 4), pair("4\u{a0}days", "+4\u{a0}days"));
        assert_eq!(shown(Lang::Fr, "count", 4), pair("4", "+4"));
    }
}
