//! The program of the workspace, cut into the part that starts and those that load on first use. Trunk has built it
//! whole; where it is cut stands in `app/src/workspace/later.rs`.
//!
//! The cutting comes before wasm-bindgen, so what Trunk's own run of wasm-bindgen left is not used.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::dist::{at, read, read_text};
use crate::parts::Parts;
use crate::share::{TARGET, run};

/// The part that starts, its script, and the others.
pub struct Program {
    pub wasm: Vec<u8>,
    pub glue: String,
    pub parts: Parts,
}

pub fn split(release: bool, root: &Path) -> Result<Program> {
    let target = root.join(std::env::var("CARGO_TARGET_DIR").unwrap_or_else(|_| "target".to_owned()));
    let folder = if release { "wasm-release" } else { "debug" };
    let whole = read(&target.join(TARGET).join(folder).join("vigie-workspace.wasm"))?;
    let out = target.join("wasm-bindgen/workspace");
    // Nothing of an earlier build may be taken for a part of this one.
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&out).map_err(|error| at(&out, &error))?;
    let main = out.join("main.wasm");
    let parts = cut(&whole, &out, &main)?;
    run(Command::new("wasm-bindgen")
        .args(["--target=web", "--no-typescript", "--keep-lld-exports", "--out-name=vigie"])
        .arg("--out-dir")
        .arg(&out)
        .arg(&main))?;
    let glue = join(&read_text(&out.join("vigie.js"))?, &read_text(&out.join(LINK))?)?;
    Ok(Program { wasm: read(&out.join("vigie_bg.wasm"))?, glue, parts })
}

const LINK: &str = "parts.js";

fn cut(whole: &[u8], out: &Path, main: &Path) -> Result<Parts> {
    let mut options = wasm_split_cli_support::Options::new(whole);
    options.output_dir = out;
    options.main_out_path = main;
    options.link_name = LINK;
    options.main_module = "./vigie.js";
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| format!("cutting the program: {error:#}"))?;
    let files = split.split_modules.iter().map(|path| Ok((stem(path), read(path)?)));
    Ok(Parts { files: files.collect::<Result<_>>()?, needs: split.prefetch_map.into_iter().collect() })
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// One script of the two: each needs the other, so neither could be named by its bytes. What wasm-bindgen wrote
/// takes the parts' loaders by namespace imports; here they are values of the same script.
fn join(glue: &str, link: &str) -> Result<String> {
    let mut spaces = Vec::new();
    let mut out = String::with_capacity(glue.len() + link.len());
    let lines = glue.lines().chain(link.lines());
    for line in lines {
        match line.strip_prefix("import * as ").and_then(|import| import.split_once(" from ")) {
            Some((space, from)) if from.contains(LINK) => spaces.push(space),
            _ if line.starts_with("import { initSync }") => {}
            _ => {
                out.push_str(line.strip_prefix("export const ").map_or(line, |_| &line["export ".len()..]));
                out.push('\n');
            }
        }
    }
    let loaders: Vec<&str> = link
        .lines()
        .filter_map(|line| line.strip_prefix("export const ")?.split_once(" = "))
        .map(|(name, _)| name)
        .collect();
    if spaces.is_empty() || loaders.is_empty() {
        return Err("the program was not cut: no loader of a part is in its script".to_owned());
    }
    for space in spaces {
        out.push_str(&format!("const {space} = {{ {} }};\n", loaders.join(", ")));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_scripts_become_one() {
        let glue = "import * as import1 from \"parts.js\"\nexport { initSync };\n";
        let link = "import { initSync } from \"./vigie.js\";\nexport const load_a = () => {};\n";
        let joined = join(glue, link).expect("both are there");
        assert_eq!(joined, "export { initSync };\nconst load_a = () => {};\nconst import1 = { load_a };\n");
        assert!(join(glue, "").is_err());
    }
}
