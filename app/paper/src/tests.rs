use typst::layout::{Frame, FrameItem};
use vigie_app::compare::Side;
use vigie_app::dashboards::board::{Audience, Source};
use vigie_app::paper::{Wanted, of_team};
use vigie_domain::dashboard::{Comparison, Trend};
use vigie_domain::{Book, Dashboard, Key, Lang, Show, Text, file};

use super::*;

const DEMO: &str = include_str!("../../packs/demo/alpes.json");

fn book() -> Book {
    file::read(DEMO).expect("the example is a cluster file")
}

/// Two KPIs of the example, so that a test takes seconds.
fn dashboard(book: &Book) -> Dashboard {
    let trends = book.kpis.iter().take(2).map(|kpi| Show::Trend(Trend::of(kpi.key.clone())));
    let cards = [Show::Objectives {}, Show::Highlights {}, Show::Matrix { keys: Vec::new() }];
    Dashboard::new("d", Text::new("en", "Board"), cards.into_iter().chain(trends))
}

fn paper(book: &Book, dashboard: &Dashboard, lang: Lang) -> Paper {
    paper_beside(book, dashboard, lang, &[])
}

fn paper_beside(book: &Book, dashboard: &Dashboard, lang: Lang, others: &[&Book]) -> Paper {
    let today = "2026-07-27".parse().expect("a date");
    let beside: Vec<Side<'_>> = others.iter().map(|book| Side { book, today }).collect();
    let source = Source {
        book,
        dashboard,
        keys: None,
        today,
        lang,
        set: None,
        audience: Audience::Team { base: "", names: &|_| None },
        beside: &beside,
        only: None,
    };
    of_team(&source, Wanted { made: today, as_of: None, logo: None })
}

fn text_of(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => text_of(&group.frame, out),
            FrameItem::Text(text) => {
                out.push_str(&text.text);
                out.push('\n');
            }
            _ => {}
        }
    }
}

/// A text for each page.
fn pages(paper: &Paper) -> Vec<String> {
    let words = Some(Words::of(paper));
    let document =
        document(REPORT, paper.logo.as_ref(), &Printed { paper, style: Style::of(paper.hue), words })
            .expect("laid out");
    let read = |page: &typst_layout::Page| {
        let mut out = String::new();
        text_of(&page.frame, &mut out);
        out
    };
    document.pages().iter().map(read).collect()
}

/// Words may be broken over lines, and letters joined by spaces that do not break.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_document_has_its_parts_in_each_language() {
    let book = book();
    let dashboard = dashboard(&book);
    for (lang, words) in [
        (Lang::En, ["At a glance", "Objectives", "KPI by KPI", "Definitions", "27 July 2026"]),
        (
            Lang::Fr,
            ["L’essentiel", "Objectifs", "Indicateur par indicateur", "Définitions", "27 juillet 2026"],
        ),
        (Lang::De, ["Auf einen Blick", "Ziele", "Kennzahl für Kennzahl", "Definitionen", "27. Juli 2026"]),
    ] {
        let paper = paper(&book, &dashboard, lang);
        let pages = pages(&paper);
        assert!(pages.len() > 4, "{}", pages.len());
        let whole = squeezed(&pages.concat());
        for word in words {
            assert!(whole.contains(word), "{word} in {whole}");
        }
        assert!(pages[0].contains("Alpes Mécatronique"), "the cover");
        assert!(pages[1].contains(&format!("2 / {}", pages.len())), "{}", pages[1]);
        for detail in &paper.details {
            let last = detail.table.rows.iter().rev().find(|row| row.cells[0] != "—").expect("a figure");
            assert!(whole.contains(&last.cells[0]), "the table beside the chart");
        }
    }
}

#[test]
fn the_same_facts_make_the_same_bytes() {
    let book = book();
    let kpi = book.kpis[0].key.clone();
    let dashboard = Dashboard::new("d", Text::new("en", "One"), [Show::Trend(Trend::of(kpi))]);
    let paper = paper(&book, &dashboard, Lang::En);
    let first = pdf(&paper).expect("a document");
    assert!(first.starts_with(b"%PDF-1."));
    assert!(first == pdf(&paper).expect("a document"));
    let kept: Paper = serde_json::from_str(&serde_json::to_string(&paper).expect("json")).expect("a paper");
    assert!(kept == paper, "as it is kept with a fixed share");
}

#[test]
fn what_people_write_stays_text() {
    let hostile =
        "#panic(\"x\") $x^2$ *b* _i_ @ref <l> \\u{1F} `r` // c /* d ]] \u{202e}rtl <script>&amp;</script>";
    let mut book = book();
    book.cluster.name = hostile.to_owned();
    book.kpis.truncate(1);
    let kpi = &mut book.kpis[0];
    kpi.name = Text::new("en", hostile);
    kpi.definition = Text::new("en", hostile);
    kpi.source = Text::new("en", hostile);
    kpi.unit_label = Text::new("en", hostile);
    let shows = [
        Show::Text {
            text: Text::new("en", &format!("# {hostile}\n\n[a](javascript:x) ![p](https://a.example/p)")),
        },
        Show::Trend(Trend::of(kpi.key.clone())),
    ];
    let dashboard = Dashboard::new("d", Text::new("en", hostile), shows);
    let paper = paper(&book, &dashboard, Lang::En);
    let whole = squeezed(&pages(&paper).concat());
    assert!(whole.contains("#panic(\"x\") $x^2$ *b* _i_ @ref"), "{whole}");
    let written = pdf(&paper).expect("a document");
    let has = |what: &[u8]| written.windows(what.len()).any(|window| window == what);
    assert!(!has(b"javascript:") && !has(b"/JavaScript") && !has(b"a.example"));
    assert!(preview(&Preview::of_paper(paper)).is_ok());
}

#[test]
fn clusters_stand_side_by_side() {
    let (first, mut other) = (book(), book());
    other.cluster.slug = Key::parse("south").expect("a key");
    other.cluster.name = "South".to_owned();
    let clusters = vec![other.cluster.slug.clone()];
    let wanted = Comparison { clusters, keys: Vec::new(), objectives: true };
    let dashboard = Dashboard::new("d", Text::new("en", "Both"), [Show::Comparison(wanted)]);
    let paper = paper_beside(&first, &dashboard, Lang::En, &[&other]);
    assert!(
        paper.figures.is_empty() && paper.details.is_empty(),
        "a comparison says less than a line of its own"
    );
    let whole = squeezed(&pages(&paper).concat());
    for words in ["Clusters side by side", "South", "Total", "Members, total"] {
        assert!(whole.contains(words), "{words} in {whole}");
    }
}

#[test]
fn nothing_to_show_is_a_document_too() {
    let mut book = book();
    book.kpis.clear();
    book.objectives.clear();
    let dashboard = Dashboard::new("d", Text::new("en", "Empty"), [Show::Objectives {}, Show::Kpis {}]);
    assert_eq!(pages(&paper(&book, &dashboard, Lang::De)).len(), 2);
    assert_eq!(pages(&Paper::default()).len(), 2, "not even a name");
}

#[test]
fn the_picture_has_the_size_that_is_announced() {
    let book = book();
    let png = preview(&Preview::of_paper(paper(&book, &dashboard(&book), Lang::Fr))).expect("a picture");
    assert!(png.starts_with(b"\x89PNG"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four"));
    assert_eq!((number(16), number(20)), (PREVIEW_WIDTH, PREVIEW_HEIGHT));
}

/// A point.
const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

fn pictures(frame: &Frame) -> usize {
    let of = |item: &FrameItem| match item {
        FrameItem::Group(group) => pictures(&group.frame),
        FrameItem::Image(..) => 1,
        _ => 0,
    };
    frame.items().map(|(_, item)| of(item)).sum()
}

#[test]
fn a_logo_stands_on_the_cover_and_in_the_picture() {
    let cluster = "Alpes".to_owned();
    let mut paper = Paper { lang: Lang::De, cluster, ..Paper::default() };
    let cover = |paper: &Paper| {
        let printed = Printed { paper, style: Style::of(paper.hue), words: Some(Words::of(paper)) };
        let document = document(REPORT, paper.logo.as_ref(), &printed).expect("laid out");
        pictures(&document.pages()[0].frame)
    };
    let glance = |paper: &Paper| preview(&Preview::of_paper(paper.clone())).expect("a picture");
    let (bare, plain) = (cover(&paper), glance(&paper));
    for (width, height, on_dark) in [(1, 1, false), (640, 20, true), (20, 320, false)] {
        let png = PNG.to_owned();
        paper.logo = Some(Picture { png, width, height, on_dark });
        assert_eq!(cover(&paper), bare + 1, "{width} × {height}");
        assert_ne!(glance(&paper), plain);
        assert!(pdf(&paper).is_ok_and(|pdf| pdf.starts_with(b"%PDF-")));
    }
}
