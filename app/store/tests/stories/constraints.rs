//! What the engines themselves refuse, alike.

use vigie_store::readings::{self, NewReading};
use vigie_store::{StoreError, clusters};

use crate::support::{NOW, World, reading, stories};

stories! { figures_are_canonical a_known_reading_has_a_figure rows_refer_to_what_exists }

async fn accepts(world: &World, new: NewReading<'_>) -> bool {
    let mut tx = world.begin().await;
    match readings::put(&mut tx, "alpes", 1, &new).await {
        Ok(()) => true,
        Err(StoreError::Other(_)) => false,
        Err(other) => panic!("{other:?}"),
    }
}

async fn figures_are_canonical(world: World) {
    let canonical = [
        "0",
        "1",
        "-1",
        "10",
        "120.5",
        "-0.5",
        "0.05",
        "-120.0000000001",
        "999999999999999999",
        "-999999999999999999.9999999999",
        "100",
        "1000.001",
    ];
    for value in canonical {
        assert!(accepts(&world, reading("members", "2026-01", value)).await, "{value} is refused");
        let mean = NewReading { n: Some(value), ..reading("trust", "2026-01", "1") };
        assert!(accepts(&world, mean).await, "{value} is refused");
    }
    let others = [
        "",
        "-",
        ".",
        "-.",
        "-0",
        "00",
        "01",
        "-01",
        "1.",
        ".5",
        "-.5",
        "1.0",
        "1.50",
        "0.0",
        "-0.0",
        "+1",
        "1e5",
        "1,5",
        " 1",
        "1 ",
        "1\n",
        "--1",
        "1-",
        "1.2.3",
        "1.-2",
        "NaN",
        "٣",
        "1000000000000000000",
        "1.00000000001",
        "0x1",
        "1_000",
    ];
    for value in others {
        assert!(!accepts(&world, reading("members", "2026-01", value)).await, "{value:?} is accepted");
        let ratio = NewReading {
            value: None,
            numerator: Some("1"),
            denominator: Some(value),
            ..reading("share", "2026-01", "1")
        };
        assert!(!accepts(&world, ratio).await, "{value:?} is accepted");
    }
}

async fn a_known_reading_has_a_figure(world: World) {
    let known = reading("members", "2026-01", "1");
    assert!(!accepts(&world, NewReading { value: None, ..known }).await);
    assert!(!accepts(&world, NewReading { state: "not_applicable", ..known }).await);
    assert!(accepts(&world, NewReading { state: "not_applicable", value: None, ..known }).await);
    assert!(!accepts(&world, NewReading { value: None, numerator: Some("1"), ..known }).await);
    assert!(!accepts(&world, NewReading { state: "missing", value: None, ..known }).await);
    assert!(!accepts(&world, NewReading { granularity: "week", ..known }).await);
}

async fn rows_refer_to_what_exists(world: World) {
    let mut tx = world.begin().await;
    let stray = readings::put(&mut tx, "no-such", 1, &reading("members", "2026-01", "1")).await;
    assert!(matches!(stray, Err(StoreError::NotFound)), "{stray:?}");
    drop(tx);
    let mut tx = world.begin().await;
    let stray = clusters::insert(&mut tx, "c", "no-such", "c", NOW).await;
    assert!(matches!(stray, Err(StoreError::NotFound)), "{stray:?}");
}
