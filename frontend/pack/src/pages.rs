//! What names the assets: the shell, the service worker, and `assets.json` for the server.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::Result;
use crate::dist::{Dist, at, hash, read, read_text};
use crate::script::strip;

/// Writes all that stands under a fixed name.
pub fn write(dist: &mut Dist, frontend: &Path) -> Result<()> {
    let shell = read_text(&frontend.join("shell.html"))?;
    let worker = strip(&read_text(&frontend.join("sw.js"))?);
    let files = put_files(dist, frontend)?;
    let version = version(dist, &files, &shell, &worker);

    let mut values: Vec<(&str, &str)> =
        dist.assets.iter().map(|(role, path)| (role.as_str(), path.as_str())).collect();
    values.push(("version", &version));
    let shell = fill(&shell, &values)?;

    // The worker keeps what the workspace needs; a share is never its business.
    let of_shares = |role: &str| role.starts_with("share_") || role == "embed";
    let kept = dist.assets.iter().filter(|(role, _)| !of_shares(role)).map(|(_, path)| path);
    let assets = json!(kept.collect::<Vec<_>>()).to_string();
    let paths = json!(files.iter().map(|(path, _)| path).collect::<Vec<_>>()).to_string();
    let worker = fill(&worker, &[("version", &version), ("assets", &assets), ("files", &paths)])?;

    dist.put("shell.html", shell.as_bytes())?;
    dist.put("sw.js", worker.as_bytes())?;
    dist.put("share-sw.js", strip(&read_text(&frontend.join("share-sw.js"))?).as_bytes())?;
    let mut listing = json!(dist.assets);
    listing["version"] = json!(version);
    listing["profile"] = json!(if dist.release { "release" } else { "debug" });
    // Last, and only for the server: a dist/ with an assets.json is a finished one.
    dist.write("assets.json", format!("{listing:#}\n").as_bytes())
}

/// The files whose names stay while their content changes, as public path and bytes, in a fixed order.
fn put_files(dist: &mut Dist, frontend: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut files = vec![("/manifest.webmanifest".to_owned(), read(&frontend.join("manifest.webmanifest"))?)];
    let icons = frontend.join("icons");
    for entry in fs::read_dir(&icons).map_err(|error| at(&icons, &error))? {
        let path = entry.map_err(|error| at(&icons, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push((format!("/icons/{name}"), read(&path)?));
    }
    files.sort();
    for (path, bytes) in &files {
        dist.put(path.trim_start_matches('/'), bytes)?;
    }
    Ok(files)
}

/// Changes with anything that the worker keeps, and with the worker itself. The shell counts as its template, because
/// it carries the version.
fn version(dist: &Dist, files: &[(String, Vec<u8>)], shell: &str, worker: &str) -> String {
    let mut parts: Vec<&[u8]> = vec![shell.as_bytes(), worker.as_bytes()];
    parts.extend(dist.assets.values().map(|path| path.as_bytes()));
    parts.extend(files.iter().flat_map(|(path, bytes)| [path.as_bytes(), bytes.as_slice()]));
    hash(&parts)
}

/// Puts values where `{{name}}` stands. A name without a value is a mistake, a value without a place is not.
fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let mut out = String::with_capacity(template.len() * 2);
    let mut pieces = template.split("{{");
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, rest) =
            piece.split_once("}}").ok_or_else(|| format!("a place without its end: {piece}"))?;
        let value =
            values.iter().find(|(known, _)| *known == name).ok_or_else(|| format!("no value for {name}"))?;
        out.push_str(value.1);
        out.push_str(rest);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_their_places() {
        let values = [("js", "/a.js"), ("css", "/a.css")];
        assert_eq!(fill("<{{css}}|{{js}}|{{js}}>", &values), Ok("</a.css|/a.js|/a.js>".to_owned()));
        assert!(fill("{{wasm}}", &values).is_err());
        assert!(fill("{{js", &values).is_err());
    }
}
