//! Cost grows with what is shown, not with what is stored: no statement reads a growing table from end to end.

use sqlx::{ConnectOptions, Row};

use crate::support::World;

/// Statements with their plan on SQLite.
async fn plans() -> Vec<(String, Vec<String>)> {
    let world = World::sqlite().await;
    let options: sqlx::sqlite::SqliteConnectOptions = world.address.parse().unwrap();
    let mut conn = options.connect().await.unwrap();
    let own =
        vigie_store::DIALECT_STATEMENTS.iter().filter_map(|(name, sqlite, _)| Some((*name, (*sqlite)?)));
    let mut plans = Vec::new();
    for (name, text) in vigie_store::statements().into_iter().chain(own) {
        let explain = sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {text}"));
        let Ok(rows) = sqlx::query(explain).fetch_all(&mut conn).await else { continue };
        plans.push((name.to_owned(), rows.iter().map(|row| row.get::<String, _>("detail")).collect()));
    }
    plans
}

#[tokio::test]
async fn no_growing_table_is_read_from_end_to_end() {
    // With the names that statements give them.
    let growing = [
        "readings",
        "r",
        "n",
        "documents",
        "d",
        "changes",
        "commands",
        "a",
        "sessions",
        "s",
        "shares",
        "office_log",
        "evidence",
        "e",
        "l",
        "files",
        "messages",
        "m",
        "thread_reads",
        "share_clusters",
        "b",
    ];
    let plans = plans().await;
    assert!(plans.len() > 60, "plans are missing");
    for (name, plan) in plans {
        for step in &plan {
            let scanned = step.strip_prefix("SCAN ").and_then(|rest| rest.split(' ').next());
            assert!(scanned.is_none_or(|table| !growing.contains(&table)), "{name}: {plan:#?}");
        }
    }
}

#[tokio::test]
async fn a_dashboard_reads_its_span_by_index() {
    let plans = plans().await;
    let step_of = |name: &str, part: &str| {
        let (_, plan) =
            plans.iter().find(|(found, _)| found == name).unwrap_or_else(|| panic!("no statement {name}"));
        assert!(plan.iter().any(|step| step.contains(part)), "{name}: {plan:#?}");
    };
    step_of(
        "readings of KPIs",
        "SEARCH r USING INDEX readings_by_month (cluster_id=? AND kpi=? AND first_month>? AND first_month<?)",
    );
    step_of("facts of KPIs", "SEARCH r USING INDEX readings_");
    step_of("documents by id", "SEARCH d USING INDEX documents_current (cluster_id=? AND kind=? AND id=?)");
    step_of("answers of commands", "SEARCH a USING INDEX sqlite_autoindex_commands_1 (user_id=? AND id=?)");
    step_of(
        "vigie_store::readings::ONE",
        "SEARCH r USING INDEX readings_current (cluster_id=? AND kpi=? AND period=?)",
    );
    step_of(
        "vigie_store::readings::BEGUN_SINCE",
        "SEARCH r USING INDEX readings_begun (cluster_id=? AND seq_from>?)",
    );
    step_of(
        "vigie_store::readings::ENDED_SINCE",
        "SEARCH r USING INDEX readings_ended (cluster_id=? AND seq_to>?)",
    );
    step_of(
        "vigie_store::documents::OF_KIND",
        "SEARCH d USING INDEX documents_current (cluster_id=? AND kind=?)",
    );
    step_of(
        "vigie_store::documents::BEGUN_SINCE",
        "SEARCH d USING INDEX documents_begun (cluster_id=? AND seq_from>?)",
    );
    for noun in ["evidence", "messages"] {
        let step = |text: &str| text.replace("NOUN", noun);
        step_of(&step("vigie_store::NOUN::CURRENT"), &step("USING INDEX NOUN_current (cluster_id=?)"));
        step_of(
            &step("vigie_store::NOUN::BEGUN_SINCE"),
            &step("USING INDEX NOUN_begun (cluster_id=? AND seq_from>?)"),
        );
        step_of(
            &step("vigie_store::NOUN::ENDED_SINCE"),
            &step("USING INDEX NOUN_ended (cluster_id=? AND seq_to>?)"),
        );
    }
    step_of("vigie_store::changes::SINCE", "(cluster_id=? AND seq>?)");
    step_of("vigie_store::sessions::FIND", "(id_hash=?)");
    step_of("vigie_store::shares::BY_TOKEN", "(token_hash=?)");
    step_of("vigie_store::shares::STANDING", "SEARCH s USING INDEX sqlite_autoindex_shares_2 (token_hash=?)");
    step_of("vigie_store::shares::STANDING", "SEARCH d USING INDEX documents_current");
}
