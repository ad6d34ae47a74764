//! axe-core, the checks for accessibility that browsers' own tools use.

use std::path::PathBuf;
use std::sync::LazyLock;

use serde_json::{Value, json};

use super::Browser;

static SOURCE: LazyLock<String> = LazyLock::new(|| {
    let home = std::env::home_dir().unwrap_or_else(|| PathBuf::from("."));
    let path = home.join(".cache/vigie/axe/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; `make test-tools` installs it.", path.display()))
});

/// Every rule that is on by default, and the size of targets (WCAG 2.2).
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
        .then((results) => done(results.violations), (error) => done(String(error)));
";

impl Browser {
    /// What axe finds wrong with the page as it stands: rule, element, why.
    pub async fn findings(&self) -> Vec<String> {
        self.script(&SOURCE, Vec::new()).await;
        let ran = self.driver().execute_async(RUN, Vec::new()).await.expect("axe runs");
        let violations = ran.json();
        let Value::Array(violations) = violations else { panic!("axe: {violations}") };
        violations.iter().flat_map(lines).collect()
    }
}

fn lines(violation: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    let line = |node: &Value| {
        let why = text(&node["failureSummary"]).replace('\n', " ");
        format!("{}: {} {} — {why}", text(&violation["id"]), json!(node["target"]), text(&node["html"]))
    };
    nodes.iter().map(line).collect()
}
