//! What its reader narrows a page to.

use super::*;

fn periods(page: &str) -> Vec<&str> {
    let rows = page.split("<tr").skip(1).filter_map(|row| row.split("</t").next());
    let columns = page.split("<th scope=\"col\">").skip(1).filter_map(|column| column.split('<').next());
    rows.filter(|row| row.contains("<th scope=row>")).chain(columns).collect()
}

#[test]
fn narrowed_it_shows_fewer_periods_and_the_same_figures() {
    let opened = Opened::Live(Box::new(all()));
    let whole = page(&Assets::default(), &opened, None);
    let offered: Vec<&str> =
        whole.split("\"?span=").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(offered, ["12m", "2026", "2025"]);
    for key in offered {
        let narrowed = page(&Assets::default(), &opened, Narrow::parse(key));
        let (all, fewer) = (periods(&whole), periods(&narrowed));
        // A column in which nothing is left goes.
        let is_there = |row: &&str| all.iter().any(|of_whole| of_whole.starts_with(*row));
        assert!(fewer.len() < all.len() && fewer.iter().all(is_there), "{key}: {fewer:?}");
        // The figure of today, how it stands, and what is said of objectives.
        let today = |page: &str| {
            page.split("<p class=\"figure")
                .skip(1)
                .map(|card| card.split("</p>").next().map(str::to_owned))
                .collect::<Vec<_>>()
        };
        assert_eq!(today(&narrowed), today(&whole), "{key}");
        for there in ["1\u{202f}234", "Grandir", "Un accord", "Période affichée"] {
            assert!(narrowed.contains(there), "{there} with {key}");
        }
    }
    let year = page(&Assets::default(), &opened, Narrow::parse("2025"));
    assert!(
        year.contains("T4 2025") && year.contains("salon de Lyon") && !year.contains("<th scope=row>T2 2026")
    );
    assert!(!page(&Assets::default(), &opened, Narrow::parse("2026")).contains("salon de Lyon"));
}

#[test]
fn what_it_does_not_offer_shows_the_whole() {
    let opened = Opened::Live(Box::new(all()));
    let whole = page(&Assets::default(), &opened, None);
    for key in ["36m", "60m", "2024", "2027", "1000", "9998"] {
        assert!(page(&Assets::default(), &opened, Narrow::parse(key)) == whole, "{key}");
    }
    let still = shared(vec![Show::Objectives {}, Show::Table { keys: Vec::new() }], &["members-total"]);
    assert!(!share(&Assets::default(), &still).contains("?span="), "nothing is shown over time");
}

/// Of a chart and of the status period by period the page says that there is nothing.
#[test]
fn what_lies_outside_is_said() {
    let key = Key::parse("projects").expect("a key");
    let mut all = shared(
        vec![
            Show::Trend(Trend::of(Key::parse("members-total").expect("a key"))),
            Show::Trend(Trend::of(key.clone())),
            Show::Matrix { keys: vec![key] },
        ],
        &["members-total", "projects"],
    );
    // The matrix has its usual six quarters: none of them is in 2024, where only the members have figures.
    let earlier = FILE.replace("{\"kpi\": \"members-total\", \"period\": \"2025-Q1\"", "{\"kpi\": \"members-total\", \"period\": \"2024-Q3\", \"value\": \"110\"},\n  {\"kpi\": \"members-total\", \"period\": \"2025-Q1\"");
    all.book = file::read(&earlier).unwrap_or_else(|problems| panic!("{problems:?}"));
    let page = page(&Assets::default(), &Opened::Live(Box::new(all)), Narrow::parse("2024"));
    assert!(page.contains("aucune valeur dans les périodes affichées"));
    assert!(page.contains("Rien de ce tableau ne se situe dans la période affichée."));
}
