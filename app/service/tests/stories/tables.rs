//! Wide tables as the field has them, typed from the named sources.

use vigie_domain::problem::ProblemCode;
use vigie_domain::{Lang, Nature};
use vigie_service::{ImportOptions, ImportOutcome, Note};

use crate::support::{World, key, period, stories};

stories! {
    semicolons_and_decimal_commas
    three_header_lines_and_a_column_of_codes
    periods_across
    any_encoding
    known_kpis_are_met_by_key_or_name
    strange_cells_are_named
}

async fn cell(world: &World, kpi: &str, at: &str) -> Option<String> {
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    book.readings.get(&key(kpi), period(at)).map(|reading| reading.figure.edit(Lang::En))
}

fn added(outcome: &ImportOutcome) -> usize {
    assert_eq!(outcome.problems, []);
    outcome.added_readings
}

/// INE, consumer prices: three decimals after a comma must not become thousands.
async fn semicolons_and_decimal_commas(world: World) {
    world.cluster("alpes").await;
    let outcome = world
        .import("alpes", "Periodo;Total;Alimentos\n2025M12;119,942;1.204,5\n2025M11;119,532;0,5\n")
        .await;
    assert_eq!(added(&outcome), 4);
    assert!(outcome.notes.contains(&Note::DecimalMark { mark: ',' }));
    assert_eq!(cell(&world, "total", "2025-12").await.as_deref(), Some("119.942"));
    assert_eq!(cell(&world, "alimentos", "2025-12").await.as_deref(), Some("1204.5"));
    let book = world.service.book(&world.admin, "alpes", None).await.unwrap();
    let total = book.kpi(&key("total")).unwrap();
    assert_eq!((total.decimals, total.nature), (3, Nature::Stock));
    assert_eq!(total.name.in_lang(Lang::Fr, &book.cluster.languages), "Total");
}

/// INSEE, company creations.
async fn three_header_lines_and_a_column_of_codes(world: World) {
    world.cluster("alpes").await;
    let file = "\"Libellé\";\"Créations d'entreprises\";\"Codes\"\r\n\"idBank\";\"001564260\";\"\"\r\n\"Période\";\"\";\"\"\r\n\
                \"2021-01\";\"7398\";\"A\"\r\n\"2020-12\";\"7207\";\"A\"\r\n";
    let outcome = world.import("alpes", file).await;
    assert_eq!(added(&outcome), 2);
    assert!(outcome.notes.iter().any(|note| matches!(note, Note::Ignored { text, .. } if text == "Codes")));
    assert_eq!(cell(&world, "creations-d-entreprises", "2021-01").await.as_deref(), Some("7398"));
}

async fn periods_across(world: World) {
    world.cluster("alpes").await;
    let file = "Tableau de bord,,,\nIndicateur,T1 2026,T2 2026,T3 2026\nAdhérents,120,\"1,234\",n.d.\nProjets,3,,s.o.\n\nSource : enquête,,,\n";
    let outcome = world.import("alpes", file).await;
    assert_eq!(added(&outcome), 5);
    assert_eq!(cell(&world, "adherents", "2026-Q2").await.as_deref(), Some("1234"));
    assert_eq!(cell(&world, "adherents", "2026-Q3").await.as_deref(), Some("n.d."));
    assert_eq!(cell(&world, "projets", "2026-Q2").await, None);
    assert_eq!(cell(&world, "projets", "2026-Q3").await.as_deref(), Some("n/a"));
    assert!(outcome.notes.iter().any(|note| matches!(note, Note::Ignored { place, .. } if place == "A6")));
}

async fn any_encoding(world: World) {
    world.cluster("alpes").await;
    let import = async |bytes: &[u8]| {
        let outcome =
            world.service.import(&world.admin, "alpes", "x", bytes, ImportOptions::default()).await.unwrap();
        added(&outcome)
    };
    assert_eq!(import(b"Mois;Adh\xe9rents\nf\xe9vr. 2026;1\nmars 2026;2\n").await, 2);
    assert_eq!(import("\u{feff}Mois;Adhérents\navr. 2026;3\n".as_bytes()).await, 1);
    assert_eq!(import(b"Monat\tAdherents\rMai 2026\t4\rJuni 2026\t5\r").await, 2);
    assert_eq!(cell(&world, "adherents", "2026-02").await.as_deref(), Some("1"));
    assert_eq!(cell(&world, "adherents", "2026-06").await.as_deref(), Some("5"));
}

async fn known_kpis_are_met_by_key_or_name(world: World) {
    world.cluster("alpes").await;
    world
        .kpi(
            "alpes",
            r#""key": "m", "name": {"fr": "Adhérents à jour"}, "nature": "flow", "frequency": "month""#,
        )
        .await;
    world.kpi("alpes", r#""key": "r", "nature": "ratio", "frequency": "month""#).await;
    let outcome = world.import("alpes", "Month,adhérents à jour,R\n2026-01,5,37/130\n01/2025,6,s.o.\n").await;
    assert_eq!((added(&outcome), outcome.added_kpis.len()), (4, 0));
    assert_eq!(cell(&world, "r", "2026-01").await.as_deref(), Some("37/130"));
    assert_eq!(cell(&world, "m", "2025-01").await.as_deref(), Some("6"));
}

async fn strange_cells_are_named(world: World) {
    world.cluster("alpes").await;
    let file = "month,a,b,a\n2026-01,1,x,1\n2026-02,25.43 (Q13),2,\n,3,,\n2026-02,4,,\n";
    let outcome = world.import("alpes", file).await;
    let refused: Vec<_> =
        outcome.problems.iter().map(|problem| (problem.code, problem.place.as_str())).collect();
    assert_eq!(
        refused,
        [
            (ProblemCode::PeriodMalformed, "A4"),
            (ProblemCode::NumberMalformed, "B3"),
            (ProblemCode::NumberMalformed, "C2"),
            (ProblemCode::Duplicate, "D2"),
            (ProblemCode::Duplicate, "D1"),
        ]
    );
    assert!(world.service.book(&world.admin, "alpes", None).await.unwrap().is_empty());
}
