//! Makes sure that there is a `dist/` to embed. Without the front end (`make dist`) a stub stands in, so that checking
//! and testing the server needs no wasm; its shell says what is missing.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

const ASSETS: &str = r#"{
  "boot": "",
  "css": "",
  "font": "",
  "js": "",
  "profile": "stub",
  "share_js": "",
  "share_wasm": "",
  "theme": "",
  "version": "",
  "wasm": ""
}
"#;

const SHELL: &str = r#"<!doctype html>
<html lang="en" data-shell data-version="">
<head><meta charset="utf-8"><title>Vigie</title></head>
<body><p>This server was built without its front end. Build it with <code>make dist</code>, then build the server again.</p></body>
</html>
"#;

fn main() -> std::io::Result<()> {
    // Asked now and not when this was compiled: a target folder may serve another checkout.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").expect("set by cargo");
    let dist = Path::new(&here).join("../dist");
    let assets = dist.join("assets.json");
    println!("cargo:rerun-if-changed={}", assets.display());
    if !assets.exists() {
        fs::create_dir_all(&dist)?;
        put(&dist.join("shell.html"), SHELL)?;
        put(&assets, ASSETS)?;
    }
    Ok(())
}

/// As old as can be: everything is newer than a stub, and cargo does not take it for a change.
fn put(path: &Path, text: &str) -> std::io::Result<()> {
    fs::write(path, text)?;
    fs::File::options().write(true).open(path)?.set_modified(SystemTime::UNIX_EPOCH)
}
