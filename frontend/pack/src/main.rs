//! Finishes what Trunk built: the last step of `make dist`, run by Trunk's post_build hook in its staging folder.
//!
//! Trunk names files by what cargo wrote, before wasm-bindgen and wasm-opt have changed it, resolves no CSS import and
//! knows no service worker. So this program joins the style sheets, shrinks the wasm, names everything that is served
//! as immutable by its final bytes, and writes what names those files: `assets.json` for the server, the workspace's
//! shell and the service worker. Each text also gets its `.br` copy, so that the server compresses nothing twice.
//!
//! It fails rather than leave a dist/ that starts nowhere: the server would embed it.

// A build step is all edge: it is told where to work by the environment.
#![allow(clippy::disallowed_methods)]

mod css;
mod dist;
mod pages;
mod parts;
mod script;
mod share;
mod wasm;
mod workspace;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dist::Dist;

/// What went wrong, in words for the terminal.
type Result<T> = std::result::Result<T, String>;

fn main() -> ExitCode {
    match pack() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("pack: {error}");
            ExitCode::FAILURE
        }
    }
}

fn pack() -> Result<()> {
    let staging = std::env::var("TRUNK_STAGING_DIR")
        .map_err(|_| "run by `trunk build` only: TRUNK_STAGING_DIR is not set".to_owned())?;
    let release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    // The hook runs in the folder of Trunk.toml.
    let root = PathBuf::from(".");
    let mut dist = Dist::new(PathBuf::from(staging), release);

    dist.clear()?;
    let program = workspace::split(release, &root)?;
    let shrunk = |wasm| if release { wasm::shrink(wasm) } else { Ok(wasm) };
    dist.add("wasm", "vigie", "wasm", &shrunk(program.wasm)?)?;
    let parts = program.parts.map(shrunk)?.serve(&mut dist)?;
    let loader = dist::read_text(&root.join("frontend/parts.js"))?;
    let glue = parts.link(&program.glue, &loader)?;
    dist.add("js", "vigie", "js", script::glue(&glue)?.as_bytes())?;
    let (wasm, glue) = share::build(release, &root)?;
    dist.add("share_wasm", "share", "wasm", &shrunk(wasm)?)?;
    dist.add("share_js", "share", "js", script::glue(&glue)?.as_bytes())?;
    for name in ["boot", "theme", "embed"] {
        let text = script::strip(&dist::read_text(&root.join(format!("frontend/{name}.js")))?);
        dist.add(name, name, "js", text.as_bytes())?;
    }
    put_sheets(&mut dist, &root)?;

    pages::write(&mut dist, &root.join("frontend"))?;
    dist.report();
    Ok(())
}

/// The two sheets, and the font in two files: what English, French and German are written with, and the rest.
fn put_sheets(dist: &mut Dist, root: &Path) -> Result<()> {
    let mut fonts = Vec::new();
    for (role, name) in [("font", "vigie-sans"), ("font_more", "vigie-sans-more")] {
        let file = format!("{name}.woff2");
        let bytes = dist::read(&root.join("style/font").join(&file))?;
        fonts.push((file, dist.add(role, name, "woff2", &bytes)?));
    }
    let sheets = css::sheets(&[root.join("style"), root.join("frontend")])?;
    let of_shares = css::join(sheets.iter().filter(|sheet| css::is_of_shares(sheet)))?;
    for (role, name, mut text) in
        [("css", "vigie", css::join(&sheets)?), ("share_css", "vigie-share", of_shares)]
    {
        for (file, public) in &fonts {
            text = css::replace_font(&text, file, public)?;
        }
        dist.add(role, name, "css", css::minify(&text).as_bytes())?;
    }
    Ok(())
}
