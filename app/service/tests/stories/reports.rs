use chrono::Duration;
use vigie_domain::problem::ProblemCode;
use vigie_service::{AsOf, Asked};

use crate::support::{MEMBERS, World, command, key, pass, problems, stories, value};

stories! { what_was_said_can_be_said_again formulas_bring_their_operands }

async fn what_was_said_can_be_said_again(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    world.record(&world.admin, &command("2026-06", value("1"), None)).await;
    let seq = world.seq("alpes").await;
    let asked = |as_of| Asked { as_of, today: "2026-08-01".parse().ok(), ..Asked::default() };
    let then = world.service.report(&world.admin, "alpes", asked(None)).await.unwrap();
    pass(Duration::days(2));
    world.record(&world.admin, &command("2026-06", value("2"), Some(seq))).await;
    let now = world.service.report(&world.admin, "alpes", asked(None)).await.unwrap();
    assert_ne!(now, then);
    for as_of in [AsOf::Seq(seq), AsOf::Date("2026-08-02".parse().unwrap())] {
        assert_eq!(world.service.report(&world.admin, "alpes", asked(Some(as_of))).await.unwrap(), then);
    }
    for as_of in [AsOf::Seq(0), AsOf::Seq(99), AsOf::Date("2020-01-01".parse().unwrap())] {
        let refused = world.service.report(&world.admin, "alpes", asked(Some(as_of))).await;
        assert_eq!(problems(refused), [(ProblemCode::FieldOutOfRange, "as_of".to_owned())]);
    }
    let unknown = Asked { kpi: Some(key("nothing")), ..Asked::default() };
    let refused = world.service.report(&world.admin, "alpes", unknown).await;
    assert_eq!(problems(refused), [(ProblemCode::KpiUnknown, "kpi".to_owned())]);
    assert_eq!(AsOf::parse("12").unwrap(), AsOf::Seq(12));
    assert!(AsOf::parse("yesterday").is_err());
}

async fn formulas_bring_their_operands(world: World) {
    world.cluster("alpes").await;
    world.import("alpes", "kpi,period,value\na,2026-06,1\nb,2026-06,2\nc,2026-06,3\n").await;
    let formula = |key: &str, formula: &str| {
        format!(r#""key": "{key}", "nature": "formula", "frequency": "month", "formula": "{formula}""#)
    };
    world.kpi("alpes", &formula("ab", "a + b")).await;
    world.kpi("alpes", &formula("deep", "ab * 2")).await;
    let book = world.service.book_of(&world.admin, "alpes", &[key("deep")]).await.unwrap();
    assert!(book.readings.has(&key("a")) && book.readings.has(&key("b")) && !book.readings.has(&key("c")));
}
