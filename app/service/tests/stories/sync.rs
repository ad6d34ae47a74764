use chrono::{Duration, NaiveDate};
use vigie_domain::access::Role;
use vigie_domain::record::Answer;
use vigie_service::{AsOf, Error, Format};

use crate::support::{MEMBERS, World, command, kpi, pass, stories, value};

stories! { a_device_follows_by_changes only_recent_periods_come_at_first an_earlier_day_is_read_as_it_was }

async fn a_device_follows_by_changes(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let carl = world.user("carl@alpes.example", Role::Contributor, "alpes").await;
    let mut device = world.service.snapshot(&carl, "alpes").await.unwrap();
    assert_eq!((device.me.role, device.people.len()), (Role::Contributor, 2));

    let Answer::Applied { revision, .. } = world.record(&carl, &command("2026-06", value("1"), None)).await
    else {
        panic!("applied")
    };
    world
        .service
        .save_kpi(&world.admin, "alpes", kpi(&format!(r#"{MEMBERS}, "decimals": 1"#)))
        .await
        .unwrap();
    let changes = world.service.changes(&carl, "alpes", device.seq).await.unwrap();
    assert!(changes.kpis.is_some() && changes.cluster.is_none() && changes.objectives.is_none());
    assert!(device.apply(changes));
    world.record(&carl, &command("2026-06", None, Some(revision))).await;
    world.record(&carl, &command("2026-07", value("2"), None)).await;
    assert!(device.apply(world.service.changes(&carl, "alpes", device.seq).await.unwrap()));

    let fresh = world.service.snapshot(&carl, "alpes").await.unwrap();
    assert_eq!(device.seq, fresh.seq);
    assert_eq!(device.book(), fresh.book());
    let nothing = world.service.changes(&carl, "alpes", fresh.seq).await.unwrap();
    assert!(nothing.kpis.is_none() && nothing.readings.is_empty());
    let ahead = world.service.changes(&carl, "alpes", fresh.seq + 1).await;
    assert!(matches!(ahead, Err(Error::NotFound)), "{ahead:?}");
}

async fn only_recent_periods_come_at_first(world: World) {
    world.cluster("alpes").await;
    let rows: String = (2000..=2026).map(|year| format!("yearly,{year},1\nmonthly,{year}-01,1\n")).collect();
    let outcome = world.import("alpes", &format!("kpi,period,value\n{rows}")).await;
    assert_eq!(outcome.added_readings, 54);
    let snapshot = world.service.snapshot(&world.admin, "alpes").await.unwrap();
    let count = |key: &str| snapshot.readings.iter().filter(|held| held.kpi.as_str() == key).count();
    assert_eq!((count("yearly"), count("monthly")), (27, 5), "sixty periods each");

    let ended: String =
        (1..=100).map(|n| format!("ended,{}-{:02},{n}\n", 2001 + n / 12, n % 12 + 1)).collect();
    world.import("alpes", &format!("kpi,period,value\n{ended}")).await;
    let snapshot = world.service.snapshot(&world.admin, "alpes").await.unwrap();
    let of_ended = || snapshot.readings.iter().filter(|held| held.kpi.as_str() == "ended");
    assert_eq!(of_ended().count(), 60, "a series that ended long ago is held as it ended");
    let periods: Vec<String> = of_ended().map(|held| held.period.to_string()).collect();
    assert_eq!((periods[0].as_str(), periods[59].as_str()), ("2004-06", "2009-05"));
}

async fn an_earlier_day_is_read_as_it_was(world: World) {
    world.cluster("alpes").await;
    world.kpi("alpes", MEMBERS).await;
    let Answer::Applied { revision, .. } =
        world.record(&world.admin, &command("2026-06", value("1"), None)).await
    else {
        panic!("applied")
    };
    let then = world.service.snapshot(&world.admin, "alpes").await.unwrap();

    let file_of_then = world.service.export(&world.admin, "alpes", Format::Json).await.unwrap();

    pass(Duration::days(40));
    world.record(&world.admin, &command("2026-06", value("7"), Some(revision))).await;
    world.record(&world.admin, &command("2026-08", value("8"), None)).await;
    let renamed = kpi(&format!(r#"{MEMBERS}, "decimals": 1"#));
    world.service.save_kpi(&world.admin, "alpes", renamed).await.unwrap();

    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let past = world.service.snapshot_as_of(&world.admin, "alpes", day("2026-08-20")).await.unwrap();
    assert_eq!((past.seq, past.today), (then.seq, day("2026-08-20")));
    assert_eq!(past.book(), then.book(), "values and definitions of then");
    let as_of = AsOf::Date(day("2026-08-20"));
    let file = world.service.export_as_of(&world.admin, "alpes", Format::Json, as_of).await.unwrap();
    assert_eq!(file, file_of_then);
    let table = world.service.export_as_of(&world.admin, "alpes", Format::Csv, as_of).await.unwrap();
    assert_eq!(table.lines().skip(1).collect::<Vec<_>>(), ["members,2026-06,1,,,,,,"]);
    for never in ["2026-07-31", "2026-09-11"] {
        let refused = world.service.snapshot_as_of(&world.admin, "alpes", day(never)).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{never}: {refused:?}");
    }
    world.cluster("beskids").await;
    let stranger = world.user("eve@beskids.example", Role::Reader, "beskids").await;
    let nothing = world.service.snapshot_as_of(&stranger, "alpes", day("2026-08-20")).await;
    assert!(matches!(nothing, Err(Error::NotFound)));
}
