//! Files from outside: what is refused, and that it is refused at once.

use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use base64::Engine as _;
use serde_json::{Value, json};
use zip::write::SimpleFileOptions;

use crate::on_both;
use crate::support::{Client, Installation};

fn upload(client: &Client, path: &str, name: &str, bytes: &[u8]) -> (u16, Value) {
    let base64 = base64::engine::general_purpose::STANDARD.encode(bytes);
    let body = json!({ "slug": "alpes", "file": { "name": name, "base64": base64, "update": false } });
    let answer = client.json(&format!("/api/app/clusters/{path}"), &body);
    (answer.status, answer.json())
}

/// A packed file with one part of 200 MB.
fn bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_level(Some(1));
    zip.start_file("xl/workbook.xml", options).expect("a part");
    let blank = vec![b' '; 1024 * 1024];
    (0..200).for_each(|_| zip.write_all(&blank).expect("written"));
    zip.finish().expect("a file").into_inner()
}

fn files_that_are_no_tables(installation: &Installation) {
    installation.run(&["cluster", "add", "alpes", "--name", "Alpes"]);
    installation.add_user("ada@example.org", "manager", Some("alpes"));
    let running = installation.serve();
    let ada = running.signed_in("ada@example.org");
    let table: [(&[u8], &str); 5] = [
        (&bomb(), "xlsx-too-large"),
        (b"PK\x03\x04 not packed", "xlsx-damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls"),
        (b"\x7fELF\0\0", "binary"),
        (b"", "empty"),
    ];
    for path in ["import-preview", "import"] {
        for (bytes, detail) in table {
            let begun = Instant::now();
            let (status, body) = upload(&ada, path, "figures.xlsx", bytes);
            // A second is the promise of a release; this one is neither optimised nor alone.
            assert!(begun.elapsed() < Duration::from_secs(20), "{detail}");
            assert_eq!(
                (status, &body["detail"][0]["args"]["detail"]),
                (422, &json!(detail)),
                "{path}: {body}"
            );
        }
    }
    // The name of a file is a word in the log and nothing else.
    let csv = b"kpi,period,value\nmembers,2026-01,1\n";
    let (status, body) = upload(&ada, "import", "../../../etc/passwd\0.csv", csv);
    assert_eq!((status, &body["added_readings"]), (200, &json!(1)));
    // More than a usual request may have.
    let rows: String = (0..150_000).map(|kpi| format!("kpi-{kpi},2026-01,1\n")).collect();
    let file = format!("kpi,period,value\n{rows}").replace("2026-01", "soon");
    let (status, body) = upload(&ada, "import-preview", "large.csv", file.as_bytes());
    assert_eq!((status, &body["refused"]), (200, &json!(150_000)));
    let large = vec![b'x'; 21 * 1024 * 1024];
    let answer =
        ada.send("POST", "/api/app/clusters/import", &[("content-type", "application/json")], &large);
    assert_eq!(answer.status, 413);
}

on_both! { files_that_are_no_tables }
