//! The command line as somebody at a terminal and a script see it.

use crate::on_both;
use crate::support::{Installation, PASSWORD};

/// 23 real monthly series, periods down, KPIs across.
const EMPLOYMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/us-employment.csv");

fn from_an_empty_database_to_a_report(installation: &Installation) {
    installation.run(&[
        "cluster",
        "add",
        "us",
        "--name",
        "US employment",
        "--country",
        "US",
        "--currency",
        "USD",
    ]);
    let clusters = installation.run_json(&["cluster", "list"]);
    assert_eq!(clusters[0]["slug"], "us");

    let preview = installation.run(&["import", "us", EMPLOYMENT, "--dry-run"]);
    assert!(preview.contains("23"), "{preview}");
    assert_eq!(
        installation.run_json(&["cluster", "list"])[0]["seq"],
        clusters[0]["seq"],
        "a preview changes nothing"
    );
    installation.run(&["import", "us", EMPLOYMENT]);

    let report =
        installation.run_json(&["report", "us", "--kpi", "nonfarm", "--from", "2006-01", "--to", "2006-02"]);
    assert_eq!(report["cluster"], "us");
    assert_eq!(report["by"], "own");
    let periods = &report["kpis"][0]["periods"];
    assert_eq!((&periods[0]["value"], &periods[1]["value"]), (&"135450".into(), &"135762".into()));
    let yearly = installation
        .run_json(&["report", "us", "--kpi", "nonfarm", "--by", "year", "--from", "2006", "--to", "2006"]);
    assert_eq!(yearly["kpis"][0]["periods"][0]["known"], 12);
}

fn export_and_import_change_nothing(installation: &Installation) {
    installation.run(&["cluster", "add", "us", "--name", "US employment"]);
    installation.run(&["import", "us", EMPLOYMENT]);
    let json = installation.run(&["export", "us"]);
    let more =
        installation.try_run(&["import", "us", "-", "--json"], "kpi,period,value\nnonfarm,2016-01,1\n");
    let more: serde_json::Value = serde_json::from_slice(&more.stdout).expect("JSON");
    let undone = installation.run_json(&["import", "us", "--undo", &more["seq"].to_string()]);
    assert_eq!((&undone["readings"], &undone["kept"]), (&1.into(), &serde_json::json!([])));
    assert_eq!(installation.run(&["export", "us"]), json);
    installation.run(&["export", "us", "--format", "csv", "--out", "us.csv"]);
    installation.run(&["export", "us", "--format", "xlsx", "--out", "us.xlsx"]);
    let before = installation.run_json(&["cluster", "list"])[0]["seq"].clone();
    installation.run(&["import", "us", "us.csv"]);
    let said = installation.run(&["import", "us", "us.xlsx"]);
    assert!(said.contains("2760 unchanged") && said.contains("Readings"), "{said}");
    let output = installation.try_run(&["import", "us", "-"], &json);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(installation.run(&["export", "us"]), json);
    assert_eq!(installation.run_json(&["cluster", "list"])[0]["seq"], before, "nothing new, no change");

    let other = Installation::sqlite();
    other.run(&["cluster", "add", "us", "--name", "Another name"]);
    let output = other.try_run(&["import", "us", "-"], &json);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(other.run(&["export", "us"]), json, "an empty cluster takes the file whole");
}

fn people_and_shares(installation: &Installation) {
    installation.run(&["cluster", "add", "alpes", "--name", "Alpes"]);
    installation.add_user("ada@example.org", "admin", None);
    installation.add_user("bob@example.org", "contributor", Some("alpes"));
    let users = installation.run_json(&["user", "list"]);
    assert_eq!(users.as_array().map(Vec::len), Some(2));
    assert!(!users.to_string().contains("argon2"), "no hash leaves the database");

    let share =
        installation.run_json(&["share", "add", "alpes", "--language", "fr", "--expires", "2999-12-31"]);
    let (id, url) = (share["id"].as_str().expect("an id"), share["url"].as_str().expect("an address"));
    assert!(url.starts_with("http://") && url.contains("/s/"), "{url}");
    let list = installation.run_json(&["share", "list", "alpes"]);
    assert_eq!(list[0]["id"], id);
    let token = url.rsplit('/').next().expect("a token");
    assert!(!list.to_string().contains(token), "the token is shown once");
    installation.run(&["share", "revoke", id]);
    let list = installation.run_json(&["share", "list"]);
    assert!(!list[0]["revoked_at"].is_null() || list[0]["revoked"] == true, "{list}");
}

#[test]
fn refused_cells_are_named() {
    let installation = Installation::sqlite();
    installation.run(&["cluster", "add", "us", "--name", "US"]);
    std::fs::write(
        installation.folder().join("bad.csv"),
        "kpi,period,value\njobs,2026-01,12\njobs,2026-02,twelve\n",
    )
    .expect("written");
    let output = installation.try_run(&["import", "us", "bad.csv"], "");
    assert_eq!(output.status.code(), Some(1));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.contains('3') && errors.contains("twelve"), "{errors}");
    assert!(
        installation.run_json(&["export", "us"])["readings"].as_array().is_none_or(Vec::is_empty),
        "all or nothing"
    );
}

#[test]
fn failures_are_one_clear_line() {
    let nowhere = |url: &str| Installation::sqlite().with("VIGIE_DATABASE_URL", url);
    for (installation, arguments, words) in [
        (nowhere("mysql://me:secret@db/vigie"), &["migrate"] as &[&str], "VIGIE_DATABASE_URL"),
        (nowhere("postgres://me:secret@127.0.0.1:9/vigie"), &["migrate"], "127.0.0.1:9"),
        (nowhere("sqlite:///does/not/exist/vigie.db"), &["serve"], "/does/not/exist"),
        (Installation::sqlite(), &["report", "nothing"], "nothing"),
        (Installation::sqlite(), &["export", "nothing"], "nothing"),
        (Installation::sqlite(), &["backup", "copy.db"], "vigie.db"),
        (Installation::sqlite().with("VIGIE_LISTEN", "nonsense"), &["serve"], "VIGIE_LISTEN"),
        (Installation::sqlite().with("VIGIE_PUBLIC_URL", "nonsense"), &["serve"], "VIGIE_PUBLIC_URL"),
        (
            Installation::sqlite().with("VIGIE_LISTN", "127.0.0.1:1").migrated(),
            &["config", "check"],
            "VIGIE_LISTN",
        ),
    ] {
        let output = installation.try_run(arguments, "");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {errors}");
        assert_eq!(errors.trim_end().lines().count(), 1, "{arguments:?}: {errors}");
        assert!(errors.contains(words), "{arguments:?}: {errors}");
        assert!(!errors.contains("secret"), "{errors}");
    }
}

#[test]
fn a_port_in_use_is_said() {
    let holder = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = holder.local_addr().expect("an address").to_string();
    let output = Installation::sqlite().with("VIGIE_LISTEN", &address).try_run(&["serve"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&address));
}

#[test]
fn wrong_usage_is_2() {
    let installation = Installation::sqlite();
    for arguments in [
        &[] as &[&str],
        &["dance"],
        &["report"],
        &["report", "x", "--by", "week"],
        &["report", "x", "--today", "yesterday"],
        &["report", "x", "--from", "2026-13"],
        &["cluster", "add", "Not A Slug", "--name", "x"],
        &["cluster", "add", "x", "--name", "x", "--financial-year-starts", "13"],
        &["user", "add", "x@example.org", "--name", "x", "--role", "manager"],
        &["user", "add", "x@example.org", "--name", "x", "--role", "admin"],
        &["export", "x", "--format", "pdf"],
    ] {
        let output = installation.try_run(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
    assert_eq!(installation.try_run(&["--help"], "").status.code(), Some(0));
}

#[test]
fn backup_and_restore() {
    let installation = Installation::sqlite();
    installation.run(&["cluster", "add", "us", "--name", "US"]);
    installation.run(&["backup", "copy.db"]);
    assert_eq!(
        installation.try_run(&["backup", "copy.db"], "").status.code(),
        Some(1),
        "never over another file"
    );
    assert_eq!(
        installation.try_run(&["restore", "copy.db"], "").status.code(),
        Some(1),
        "never over a database"
    );
    let copy = installation.folder().join("copy.db");
    let other = Installation::sqlite();
    other.run(&["restore", copy.to_str().expect("UTF-8")]);
    other.run(&["verify"]);
    assert_eq!(other.run_json(&["cluster", "list"]), installation.run_json(&["cluster", "list"]));
    std::fs::write(other.folder().join("junk.db"), "junk").expect("written");
    assert_eq!(
        Installation::sqlite()
            .try_run(&["restore", other.folder().join("junk.db").to_str().expect("UTF-8")], "")
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn a_server_ends_cleanly() {
    let installation = Installation::sqlite();
    let running = installation.serve();
    assert_eq!(running.client().get("/healthz").status, 200);
    assert_eq!(running.terminate().code(), Some(0));
    assert!(!installation.folder().join("vigie.db-wal").exists(), "the log is folded into the file");
}

#[test]
fn offices_are_apart() {
    let installation = Installation::sqlite();
    for office in ["North", "South"] {
        installation.run(&["office", "add", office]);
        installation.run(&["cluster", "add", &office.to_lowercase(), "--name", office, "--office", office]);
    }
    assert_eq!(installation.run_json(&["office", "list"]).as_array().map(Vec::len), Some(2));
    assert_eq!(installation.try_run(&["cluster", "list"], "").status.code(), Some(2), "which of the two?");
    let south = installation.run_json(&["cluster", "list", "--office", "South"]);
    assert_eq!(south.as_array().map(Vec::len), Some(1));
    assert_eq!(installation.try_run(&["export", "north", "--office", "South"], "").status.code(), Some(1));
    let added = installation.try_run(
        &[
            "user",
            "add",
            "x@example.org",
            "--name",
            "X",
            "--role",
            "reader",
            "--cluster",
            "north",
            "--office",
            "South",
        ],
        PASSWORD,
    );
    assert_eq!(added.status.code(), Some(1));
}

on_both!(from_an_empty_database_to_a_report, export_and_import_change_nothing, people_and_shares);
