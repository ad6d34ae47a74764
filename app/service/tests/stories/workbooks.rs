//! Excel workbooks as people make them.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format as Look, Workbook};
use vigie_domain::problem::ProblemCode;
use vigie_domain::{Choice, Figure, Lang, Made, Mapping, Nature, Shape};
use vigie_service::{ImportOptions, ImportOutcome, Note};

use crate::support::{MEMBERS, World, key, period, stories};

stories! {
    months_across_under_merged_years
    months_down_with_the_year_on_its_own_row
    numbers_dates_and_percents_are_exact
    the_sheet_with_figures_is_read_and_another_can_be_chosen
    a_mapping_is_followed_and_remembered
    units_and_targets_beside_the_figures_are_taken
    a_new_kpi_is_as_somebody_says
    what_is_no_workbook_is_refused_in_words
}

const ACROSS: &[u8] = include_bytes!("../../../../tests/data/import/derived-fr-months-across.xlsx");
const EXPECTED: &str = include_str!("../../../../tests/data/import/derived-fr-months-across.csv");

async fn import(world: &World, bytes: &[u8], options: ImportOptions) -> ImportOutcome {
    world.service.import(&world.admin, "alpes", "book.xlsx", bytes, options).await.unwrap()
}

async fn cell(world: &World, kpi: &str, at: &str) -> Option<String> {
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    book.readings.get(&key(kpi), period(at)).map(|reading| reading.figure.edit(Lang::En))
}

fn ignored(outcome: &ImportOutcome) -> Vec<&str> {
    let mut texts = Vec::new();
    for note in &outcome.notes {
        if let Note::Ignored { text, .. } = note {
            texts.push(text.as_str());
        }
    }
    texts
}

/// French figures, narrow spaces, `77 325 (p)`, `n.d.`, percent formats, groups, targets and notes.
async fn months_across_under_merged_years(world: World) {
    world.cluster("alpes").await;
    let outcome = import(&world, ACROSS, ImportOptions::default()).await;
    assert_eq!(outcome.problems, []);
    assert_eq!(outcome.added_kpis.len(), 9);
    let left = ignored(&outcome);
    for text in ["ENTREPRISES", "n.d. : non disponible. (p) : provisoire."] {
        assert!(left.contains(&text), "{text}: {left:?}");
    }
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    let mut expected = 0;
    let mut reader = csv::Reader::from_reader(EXPECTED.as_bytes());
    for row in reader.records() {
        let row = row.unwrap();
        let kpi = book.kpis.iter().find(|kpi| kpi.name.iter().any(|(_, name)| *name == row[0])).unwrap();
        let reading = book.readings.get(&kpi.key, period(&row[1]));
        assert_eq!(reading.map(|reading| reading.figure.edit(Lang::En)).as_deref(), Some(&row[2]), "{row:?}");
        expected += 1;
    }
    let known = book.readings.iter().filter(|reading| matches!(reading.figure, Figure::Value(_))).count();
    assert_eq!((expected, known), (176, 176));
    let fibre = book.kpi(&key("taux-de-deploiement-de-la-fibre")).unwrap();
    assert_eq!(fibre.unit, "percent");
    let aimed = book.kpis.iter().filter(|kpi| !kpi.targets.is_empty()).count();
    assert!(
        outcome.notes.contains(&Note::Targets { count: aimed }) && aimed > 5,
        "{aimed}: {:?}",
        outcome.notes
    );
    let diagnosed =
        book.kpis.iter().find(|kpi| kpi.name.iter().any(|(_, name)| name.contains("diagnostic"))).unwrap();
    let point = &diagnosed.targets[0].points[0];
    assert_eq!((point.period.to_string(), point.value.to_string()), ("2022-12".into(), "30000".into()));
    assert_eq!(diagnosed.unit, "entreprises");
    let marked = book.readings.iter().filter(|reading| reading.comment.as_deref() == Some("(p)")).count();
    assert_eq!(marked, 3);
    assert_eq!(import(&world, ACROSS, ImportOptions::default()).await.unchanged, outcome.added_readings);
}

/// US Census, new residential construction: two lines of names, a row for the year, marks behind months.
async fn months_down_with_the_year_on_its_own_row(world: World) {
    world.cluster("alpes").await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let look = Look::new();
    sheet.merge_range(0, 0, 0, 4, "New Privately-Owned Housing Units", &look).unwrap();
    sheet.merge_range(1, 1, 1, 2, "United States", &look).unwrap();
    sheet.merge_range(1, 3, 1, 4, "Northeast", &look).unwrap();
    for (column, name) in ["Period", "Total", "1 unit", "Total", "1 unit"].into_iter().enumerate() {
        sheet.write_string(2, column as u16, name).unwrap();
    }
    sheet.write_number(4, 0, 2018.0).unwrap();
    for (row, month) in [(5, "November"), (6, "December (r) . . . . . .")] {
        sheet.write_string(row, 0, month).unwrap();
        (1..5).for_each(|column| drop(sheet.write_number(row, column, f64::from(row * 100))));
    }
    sheet.write_string(7, 0, "2019……").unwrap();
    sheet.write_string(8, 0, "January (p)").unwrap();
    sheet.write_string(8, 1, "1,316.5").unwrap();
    sheet.write_string(10, 0, "(p) preliminary, (r) revised").unwrap();
    let outcome = import(&world, &book.save_to_buffer().unwrap(), ImportOptions::default()).await;
    assert_eq!((outcome.problems, outcome.added_readings), (vec![], 9));
    assert_eq!(cell(&world, "united-states-total", "2018-12").await.as_deref(), Some("600"));
    assert_eq!(cell(&world, "united-states-total", "2019-01").await.as_deref(), Some("1316.5"));
    assert_eq!(cell(&world, "northeast-1-unit", "2018-11").await.as_deref(), Some("500"));
}

async fn numbers_dates_and_percents_are_exact(world: World) {
    world.cluster("alpes").await;
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (date, percent) = (Look::new().set_num_format("mmm-yy"), Look::new().set_num_format("0.0%"));
    sheet.write_row(0, 0, ["Mois", "Valeur", "Part"]).unwrap();
    for (row, (value, share)) in
        [(0.1, 0.63), (0.1 + 0.2, 0.07), (-1_234_567.891, 1.0)].into_iter().enumerate()
    {
        let row = row as u32 + 1;
        let day = ExcelDateTime::from_ymd(2026, row as u8, 28).unwrap();
        sheet.write_datetime_with_format(row, 0, day, &date).unwrap();
        sheet.write_number(row, 1, value).unwrap();
        sheet.write_number_with_format(row, 2, share, &percent).unwrap();
    }
    sheet.write_string(4, 0, "avr. 2026").unwrap();
    sheet.write_string(4, 1, "1 234,5").unwrap();
    let outcome = import(&world, &book.save_to_buffer().unwrap(), ImportOptions::default()).await;
    assert_eq!((outcome.problems, outcome.added_readings), (vec![], 7));
    let rounded = Note::Rounded { place: "B3".to_owned(), count: 1 };
    assert!(outcome.notes.contains(&rounded), "{:?}", outcome.notes);
    let expected = [("2026-01", "0.1", "63"), ("2026-02", "0.3", "7"), ("2026-03", "-1234567.891", "100")];
    for (at, value, share) in expected {
        assert_eq!(cell(&world, "valeur", at).await.as_deref(), Some(value));
        assert_eq!(cell(&world, "part", at).await.as_deref(), Some(share));
    }
    assert_eq!(cell(&world, "valeur", "2026-04").await.as_deref(), Some("1234.5"));
}

fn two_sheets() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Read me").unwrap().write_string(0, 0, "Figures of the cluster").unwrap();
    for (name, value) in [("2025", 1.0), ("2026", 2.0)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["Month", "Members"]).unwrap();
        sheet.write_string(1, 0, format!("{name}-01")).unwrap();
        sheet.write_number(1, 1, value).unwrap();
    }
    book.save_to_buffer().unwrap()
}

async fn the_sheet_with_figures_is_read_and_another_can_be_chosen(world: World) {
    world.cluster("alpes").await;
    let bytes = two_sheets();
    let outcome = import(&world, &bytes, ImportOptions::default()).await;
    assert_eq!((&outcome.problems, outcome.added_readings), (&vec![], 1));
    assert_eq!(outcome.notes[0], Note::Sheet { name: "2025".to_owned(), of: 3 });
    assert_eq!(outcome.table.unwrap().sheets, ["Read me", "2025", "2026"]);
    let other = ImportOptions { sheet: Some("2026".to_owned()), ..ImportOptions::default() };
    assert_eq!(import(&world, &bytes, other).await.added_readings, 1);
    assert_eq!(cell(&world, "members", "2026-01").await.as_deref(), Some("2"));
    let none = ImportOptions { sheet: Some("2027".to_owned()), ..ImportOptions::default() };
    assert_eq!(import(&world, &bytes, none).await.problems[0].args["detail"], "no-sheet");
}

async fn a_mapping_is_followed_and_remembered(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let file = |month: &str| {
        format!("Indicateur;Date;Chiffre;Source\nAdhérents;{month};1,5;x\nSalariés;{month};9;y\n")
    };
    let preview = ImportOptions { dry_run: true, ..ImportOptions::default() };
    let seen = world.import_with("alpes", &file("2026-01"), preview.clone()).await.table.unwrap();
    assert_eq!(seen.head[0].cells, ["Indicateur", "Date", "Chiffre", "Source"]);
    let columns = [("kpi", 0), ("period", 1), ("value", 2)].map(|(name, at)| (name.to_owned(), at));
    let choices = [("Adhérents", Choice::Kpi(key("members"))), ("Salariés", Choice::Leave)];
    let mapping = Mapping {
        sheet: None,
        shape: Shape::Rows,
        header: 1,
        columns: columns.into(),
        marks: Lang::Fr,
        choices: choices.map(|(label, choice)| (label.to_owned(), choice)).into(),
        made: BTreeMap::new(),
    };
    let said = ImportOptions { mapping: Some(mapping.clone()), ..ImportOptions::default() };
    let outcome = world.import_with("alpes", &file("2026-01"), said).await;
    assert_eq!((&outcome.problems, outcome.added_readings, outcome.added_kpis.len()), (&vec![], 1, 0));
    assert_eq!(cell(&world, "members", "2026-01").await.as_deref(), Some("1.5"));
    // The next file of that shape.
    let outcome = world.import_with("alpes", &file("2026-02"), preview).await;
    assert_eq!((outcome.problems, outcome.added_readings), (vec![], 1));
    let seen = outcome.table.unwrap();
    assert!(seen.is_remembered && outcome.notes[0] == Note::Remembered);
    assert_eq!(seen.mapping, Some(mapping));
    assert!(seen.series[1].is_left);
    // What is remembered is no part of the cluster's file.
    let exported = world.service.export(&world.admin, "alpes", vigie_service::Format::Json).await.unwrap();
    assert_eq!(world.import("alpes", &exported).await.problems, []);
}

async fn what_is_no_workbook_is_refused_in_words(world: World) {
    world.cluster("alpes").await;
    let seq = world.seq("alpes").await;
    let whole = two_sheets();
    let cut = &whole[..whole.len() / 2];
    let mut far = Workbook::new();
    far.add_worksheet().write_string(1_048_575, 16_383, "2026-01").unwrap();
    let far = far.save_to_buffer().unwrap();
    let table: [(&[u8], &str); 4] = [
        (cut, "xlsx-damaged"),
        (b"PK\x03\x04", "xlsx-damaged"),
        (&far, "too-wide"),
        (b"\xd0\xcf\x11\xe0", "xls"),
    ];
    for (bytes, detail) in table {
        let outcome = import(&world, bytes, ImportOptions::default()).await;
        let problem = &outcome.problems[0];
        assert_eq!((problem.code, problem.place.as_str()), (ProblemCode::FieldMalformed, "file"));
        assert_eq!(problem.args["detail"], detail);
    }
    assert_eq!(world.seq("alpes").await, seq);
}

const BESIDE: &str = "Indicateur;Unité;janv. 2026;févr. 2026;Cible 2027;Échéance\n\
    Adhésions (k€);;12,5;13;20;\n\
    Part des PME;%;60;61;70 %;31/12/2026\n\
    Salariés;personnes;4;5;n.d.;\n";

async fn units_and_targets_beside_the_figures_are_taken(world: World) {
    world.cluster("alpes").await;
    let outcome = world.import_with("alpes", BESIDE, ImportOptions::default()).await;
    assert_eq!(outcome.problems, vec![]);
    assert!(outcome.notes.contains(&Note::Targets { count: 2 }), "{:?}", outcome.notes);
    let table = outcome.table.expect("a table");
    let columns = [("due", 5), ("target", 4), ("unit", 1)].map(|(name, at)| (name.to_owned(), at));
    assert_eq!(table.mapping.expect("understood").columns, BTreeMap::from(columns));
    let units: Vec<_> =
        table.series.iter().map(|found| found.new.as_ref().map(|new| new.unit.as_str())).collect();
    assert_eq!(units, [Some("k€"), Some("percent"), Some("personnes")]);
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    let point = |name: &str| {
        let kpi = book.kpi(&key(name)).expect("a KPI");
        let points = kpi.targets.first().filter(|set| set.set == "internal").map(|set| &set.points);
        points.map(|points| (points[0].period.to_string(), points[0].value.to_string()))
    };
    assert_eq!(point("adhesions-k"), Some(("2027".into(), "20".into())), "due by its header");
    assert_eq!(point("part-des-pme"), Some(("2026-12".into(), "70".into())));
    assert_eq!(point("salaries"), None);

    // The same again changes nothing; another target contradicts what stands there.
    let again = world.import_with("alpes", BESIDE, ImportOptions::default()).await;
    assert_eq!((again.problems, again.changed, again.seq), (vec![], 0, None));
    let other = BESIDE.replace(";20;", ";25;");
    let refused = world.import_with("alpes", &other, ImportOptions::default()).await;
    let places: Vec<_> =
        refused.problems.iter().map(|problem| (problem.code, problem.place.as_str())).collect();
    assert_eq!(places, [(ProblemCode::Contradiction, "E2")]);
    // What is no figure, and what is due at no time, is refused at its cell.
    let wrong = "Indicateur;janv. 2026;févr. 2026;Cible\nA;1;2;beaucoup\nB;1;2;3\n";
    let refused = world.import_with("alpes", wrong, ImportOptions::default()).await;
    let places: Vec<_> = refused.problems.iter().map(|problem| problem.place.as_str()).collect();
    assert_eq!(places, ["D2", "D3"]);
}

async fn a_new_kpi_is_as_somebody_says(world: World) {
    world.cluster("alpes").await;
    let file = "Indicateur;janv. 2026;févr. 2026;Cible\nVentes;1,5;2;9\n";
    let preview = ImportOptions { dry_run: true, ..ImportOptions::default() };
    let seen = world.import_with("alpes", file, preview.clone()).await.table.expect("a table");
    let mut mapping = seen.mapping.expect("understood");
    let made = Made { nature: Some(Nature::Flow), unit: Some("€".to_owned()), decimals: Some(2) };
    mapping.made = BTreeMap::from([("Ventes".to_owned(), made)]);
    // The column of words is no target after all.
    mapping.columns.clear();
    let said = ImportOptions { mapping: Some(mapping.clone()), ..ImportOptions::default() };
    let outcome = world.import_with("alpes", file, said).await;
    assert_eq!(outcome.problems, vec![]);
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    let kpi = book.kpi(&key("ventes")).expect("a KPI");
    assert_eq!((kpi.nature, kpi.unit.as_str(), kpi.decimals, kpi.targets.len()), (Nature::Flow, "EUR", 2, 0));
    // Remembered for the next file of that shape.
    let seen = world.import_with("alpes", file, preview).await.table.expect("a table");
    assert_eq!((seen.is_remembered, seen.mapping), (true, Some(mapping)));
}
