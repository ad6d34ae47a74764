//! Who may what: each address of the programmable kind, for each role, from one table.

use serde_json::{Value, json};

use crate::on_both;
use crate::support::{Client, Installation};

/// The callers of the table, in the order of its columns.
const CALLERS: [&str; 6] = ["nobody", "outsider", "reader", "contributor", "manager", "admin"];

/// A triangle.
const LOGO: &str = "PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnIHZpZXdCb3g9JzAgMCAxIDEnPjxwYXRoIGQ9J00wIDBoMXYxeicvPjwvc3ZnPg==";

/// Two offices; the outsider manages a cluster of the other one.
fn offices(installation: &Installation) {
    for (office, slug) in [("North", "north"), ("South", "south")] {
        installation.run(&["office", "add", office]);
        installation.run(&["cluster", "add", slug, "--name", office, "--office", office]);
        let csv = "kpi,period,value\nmembers,2026-01,130\n";
        let output = installation.try_run(&["import", slug, "-", "--office", office], csv);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    for (caller, office, cluster) in [
        ("outsider", "South", Some("south")),
        ("reader", "North", Some("north")),
        ("contributor", "North", Some("north")),
        ("manager", "North", Some("north")),
        ("admin", "North", None),
    ] {
        let role = if caller == "outsider" { "manager" } else { caller };
        let email = format!("{caller}@example.org");
        let mut arguments = vec!["user", "add", &email, "--name", caller, "--role", role, "--office", office];
        if let Some(cluster) = cluster {
            arguments.extend(["--cluster", cluster]);
        }
        let output = installation.try_run(&arguments, crate::support::PASSWORD);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
}

fn callers(running: &crate::support::Running) -> Vec<Client> {
    let signed_in = |caller: &&str| running.signed_in(&format!("{caller}@example.org"));
    std::iter::once(running.client()).chain(CALLERS[1..].iter().map(signed_in)).collect()
}

fn server_functions(installation: &Installation) {
    offices(installation);
    let running = installation.serve();
    let callers = callers(&running);
    let kpi = json!({ "key": "events", "name": { "en": "Events" }, "nature": "flow", "frequency": "month" });
    let objective = json!({ "id": "grow", "title": { "en": "Grow" }, "kpis": [], "children": [] });
    // What each caller gets. Not found for an outsider is what somebody gets for a cluster that does not exist.
    let reading: [u16; 6] = [401, 404, 200, 200, 200, 200];
    let managing: [u16; 6] = [401, 404, 403, 403, 200, 200];
    let table: &[(&str, Value, [u16; 6])] = &[
        ("home", json!({}), [401, 200, 200, 200, 200, 200]),
        ("snapshot", json!({ "slug": "north" }), reading),
        ("changes", json!({ "slug": "north", "since": 1 }), reading),
        ("history", json!({ "slug": "north", "kpi": "members", "period": "2026-01" }), reading),
        (
            "clusters/import-preview",
            json!({ "slug": "north", "file": { "name": "x", "base64": "e30K", "update": false } }),
            managing,
        ),
        ("clusters/past-imports", json!({ "slug": "north" }), managing),
        // There is no change 0 to take back.
        ("clusters/undo-import", json!({ "slug": "north", "seq": 0 }), [401, 404, 403, 403, 404, 404]),
        (
            "periods/set",
            json!({ "slug": "north", "mark": { "period": "2026-01", "state": "submitted" }, "seen": "open" }),
            // Once it is submitted, who still sees it open is told so.
            [401, 404, 403, 200, 409, 409],
        ),
        ("threads/read", json!({ "slug": "north", "kpi": "members", "seq": 1 }), reading),
        ("shares/list", json!({ "slug": "north" }), managing),
        ("kpis/add", json!({ "slug": "north", "kpi": kpi }), [401, 404, 403, 403, 200, 422]),
        ("clusters/logo", json!({ "slug": "north", "base64": LOGO }), managing),
        ("clusters/logo/remove", json!({ "slug": "north" }), managing),
        ("kpis/save", json!({ "slug": "north", "kpi": kpi }), managing),
        ("kpis/archive", json!({ "slug": "north", "key": "events", "archived": true }), managing),
        ("kpis/reorder", json!({ "slug": "north", "order": ["events", "members"] }), managing),
        ("objectives/save", json!({ "slug": "north", "objective": objective }), managing),
        ("objectives/reorder", json!({ "slug": "north", "order": ["grow"] }), managing),
        ("objectives/archive", json!({ "slug": "north", "id": "grow", "archived": true }), managing),
        ("clusters/create", new_cluster(), [401, 403, 403, 403, 403, 200]),
        ("clusters/example", json!({}), [401, 403, 403, 403, 403, 200]),
    ];
    for (function, body, statuses) in table {
        let path = format!("/api/app/{function}");
        for ((caller, client), status) in CALLERS.iter().zip(&callers).zip(statuses) {
            let answer = client.json(&path, body);
            assert_eq!(answer.status, *status, "{caller} {function}: {}", answer.text());
            assert_eq!(answer.header("cache-control"), Some("private, no-store"), "{function}");
        }
        let outsider = &callers[1];
        if body["slug"].is_string() {
            let mut elsewhere = body.clone();
            elsewhere["slug"] = "nowhere".into();
            assert_eq!(outsider.json(&path, &elsewhere).body, outsider.json(&path, body).body, "{function}");
        }
        assert_eq!(callers[5].get(&path).status, 405, "{function} is not read");
        let foreign = callers[5].with("origin", "https://evil.example").json(&path, body);
        assert_eq!(foreign.status, 403, "{function} from another site");
    }
}

fn new_cluster() -> Value {
    json!({ "new": {
        "name": "East", "country": "FR", "region": null, "currency": null, "financial_year_starts": 1, "languages": ["fr"],
    } })
}

fn recording(installation: &Installation) {
    offices(installation);
    let running = installation.serve();
    let outcomes: Vec<String> = callers(&running)
        .iter()
        .enumerate()
        .map(|(number, client)| {
            let command = json!({
                "v": 1, "id": format!("01912345-0000-7000-8000-{number:012}"), "cluster": "north", "kpi": "members",
                "period": format!("2026-0{}", number + 2), "value": "131", "recorded_at": "2026-07-01T08:00:00Z",
            });
            let answer = client.json("/api/app/record", &json!({ "commands": [command] }));
            if answer.status == 200 { answer.text() } else { answer.status.to_string() }
        })
        .collect();
    assert_eq!(outcomes[0], "401");
    for (caller, outcome) in CALLERS.iter().zip(&outcomes).skip(1) {
        let is_applied = outcome.to_lowercase().contains("applied");
        assert_eq!(is_applied, matches!(*caller, "manager" | "admin"), "{caller}: {outcome}");
    }
}

fn reading_for_programs(installation: &Installation) {
    offices(installation);
    let running = installation.serve();
    let callers = callers(&running);
    for path in
        ["", "/kpis", "/kpis/members/readings?by=quarter", "/export?format=csv", "/export?format=xlsx"]
    {
        let statuses = |slug: &str| -> Vec<u16> {
            let path = format!("/api/v1/clusters/{slug}{path}");
            callers.iter().map(|client| client.get(&path).status).collect()
        };
        assert_eq!(statuses("north"), [401, 404, 200, 200, 200, 200], "{path}");
        assert_eq!(statuses("nowhere"), [401, 404, 404, 404, 404, 404], "{path}");
    }
    let list = |client: &Client| client.get("/api/v1/clusters").json()["clusters"].to_string();
    assert!(list(&callers[1]).contains("south") && !list(&callers[1]).contains("north"));
    let rows = callers[2].get("/api/v1/clusters/north/kpis/members/readings?from=2026-01&to=2026-01").json();
    assert_eq!(rows["periods"][0]["value"], "130");
    let bad = callers[2].get("/api/v1/clusters/north/kpis/members/readings?by=week");
    assert_eq!((bad.status, bad.header("content-type")), (422, Some("application/problem+json")));
    assert_eq!(callers[2].get("/api/v1/clusters/north/kpis/nothing/readings").status, 404);
}

#[test]
fn what_is_not_understood_is_refused() {
    let installation = Installation::sqlite();
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    let ada = running.signed_in("ada@example.org");
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let json = [("content-type", "application/json")];
    for body in ["", "{", "null", "{\"slug\":1}", "{\"slug\":\"x\"", "{\"slug\":NaN}", &deep, "\u{0}"] {
        let answer = ada.send("POST", "/api/app/snapshot", &json, body.as_bytes());
        assert!(matches!(answer.status, 400 | 422), "{body:.40}: {} {}", answer.status, answer.text());
        let text = answer.text().to_lowercase();
        assert!(!text.contains("line ") && !text.contains("sql") && !text.contains("panicked"), "{text}");
    }
    assert_eq!(ada.json("/api/app/nothing", &serde_json::json!({})).status, 404);
}

on_both!(server_functions, recording, reading_for_programs);
