//! The program of a share. Trunk builds one program, the workspace; this one is built beside it, so that whoever
//! opens a link loads nothing of the workspace, and the workspace nothing of what hydrates.

use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::dist::{read, read_text};

pub const TARGET: &str = "wasm32-unknown-unknown";

/// The wasm and its glue.
pub fn build(release: bool, root: &Path) -> Result<(Vec<u8>, String)> {
    let profile = if release { "wasm-release" } else { "dev" };
    run(Command::new("cargo").current_dir(root).args([
        "build",
        "--quiet",
        "--locked",
        "--offline",
        "--target",
        TARGET,
        "-p",
        "vigie-frontend",
        "--bin",
        "vigie-share",
        "--features",
        "share",
        "--profile",
        profile,
    ]))?;
    let target = std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned());
    let folder = if release { "wasm-release" } else { "debug" };
    let built = root.join(&target).join(TARGET).join(folder).join("vigie-share.wasm");
    let out = root.join(&target).join("wasm-bindgen/share");
    run(Command::new("wasm-bindgen")
        .args(["--target=web", "--no-typescript", "--out-name=vigie-share"])
        .arg("--out-dir")
        .arg(&out)
        .arg(&built))?;
    Ok((read(&out.join("vigie-share_bg.wasm"))?, read_text(&out.join("vigie-share.js"))?))
}

pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} failed: {status}")),
        Err(error) => Err(format!("{name}: {error}")),
    }
}
