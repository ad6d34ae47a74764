//! What the server holds, asked without a browser, and a port on which it can be started again.

use std::net::TcpListener;

use serde_json::Value;
use vigie_tests::Installation;

/// `127.0.0.1:…`, free: a server that listens there can have the address again after it was stopped.
pub fn free_address() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").to_string()
}

/// The number of the latest change of the only cluster.
pub fn changes(installation: &Installation) -> u64 {
    installation.run_json(&["cluster", "list"])[0]["seq"].as_u64().expect("a number")
}

/// A reading of `alpes` as the cluster file has it; null where there is none.
pub fn reading(installation: &Installation, kpi: &str, period: &str) -> Value {
    let file: Value = serde_json::from_str(&installation.run(&["export", "alpes"])).expect("a cluster file");
    let readings = file["readings"].as_array().expect("readings");
    let found: Vec<&Value> =
        readings.iter().filter(|reading| reading["kpi"] == kpi && reading["period"] == period).collect();
    assert!(found.len() <= 1, "{found:?}");
    found.first().map_or(Value::Null, |reading| (*reading).clone())
}
