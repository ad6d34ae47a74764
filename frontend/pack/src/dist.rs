//! The folder being finished: what was put in, under which public path, and how large it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::Result;

/// More than this is never asked of a first visit (bytes of the wasm, brotli 11).
const WASM_LIMIT: usize = 450 * 1024;

/// The staging folder that becomes dist/.
pub struct Dist {
    folder: PathBuf,
    pub release: bool,
    /// Role (`js`, `css`, …) → public path of what is served as immutable.
    pub assets: BTreeMap<String, String>,
    sizes: Vec<(String, usize, Option<usize>)>,
}

impl Dist {
    pub fn new(folder: PathBuf, release: bool) -> Self {
        Self { folder, release, assets: BTreeMap::new(), sizes: Vec::new() }
    }

    /// Removes what Trunk left: nothing in dist/ may be there by accident, the server embeds all of it.
    pub fn clear(&self) -> Result<()> {
        for entry in fs::read_dir(&self.folder).map_err(|error| at(&self.folder, &error))? {
            let path = entry.map_err(|error| at(&self.folder, &error))?.path();
            let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.map_err(|error| at(&path, &error))?;
        }
        Ok(())
    }

    /// Puts a file under `assets/`, named by its bytes, and returns its public path.
    pub fn add(&mut self, role: &str, name: &str, extension: &str, bytes: &[u8]) -> Result<String> {
        let public = format!("/assets/{name}-{}.{extension}", hash(&[bytes]));
        self.put(public.trim_start_matches('/'), bytes)?;
        self.assets.insert(role.to_owned(), public.clone());
        Ok(public)
    }

    /// Puts a file under a name that stays, and its compressed copy beside it where that is worth it.
    pub fn put(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        self.write(path, bytes)?;
        let packed =
            compresses(path).then(|| brotli(bytes, self.release)).filter(|packed| packed.len() < bytes.len());
        if let Some(packed) = &packed {
            self.write(&format!("{path}.br"), packed)?;
        }
        self.sizes.push((path.to_owned(), bytes.len(), packed.map(|packed| packed.len())));
        Ok(())
    }

    /// As `put`, for what only the server reads.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<()> {
        let path = self.folder.join(path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| at(folder, &error))?;
        }
        fs::write(&path, bytes).map_err(|error| at(&path, &error))
    }

    /// Says what a visitor downloads.
    pub fn report(&self) {
        println!("{:<40} {:>10} {:>10}", "dist/", "bytes", "brotli");
        for (path, raw, packed) in &self.sizes {
            let packed = packed.map_or("-".to_owned(), |packed| packed.to_string());
            println!("{path:<40} {raw:>10} {packed:>10}");
        }
        let wasm = self
            .sizes
            .iter()
            .find(|(path, ..)| path.starts_with("assets/vigie-") && path.ends_with(".wasm"))
            .and_then(|(.., packed)| *packed);
        if let Some(wasm) = wasm.filter(|wasm| self.release && *wasm > WASM_LIMIT) {
            eprintln!("pack: the wasm has {wasm} bytes compressed, more than the limit of {WASM_LIMIT}");
        }
    }
}

/// Twelve hexadecimal digits over all parts: 48 bits, enough to tell the builds of one product apart.
pub fn hash(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_le_bytes());
        digest.update(part);
    }
    digest.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|error| at(path, &error))
}

pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|error| at(path, &error))
}

pub fn at(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

/// Fonts and PNG are compressed already.
fn compresses(path: &str) -> bool {
    !path.ends_with(".woff2") && !path.ends_with(".png")
}

fn brotli(bytes: &[u8], release: bool) -> Vec<u8> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: if release { 11 } else { 5 },
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    // Writing to memory does not fail; if it did, the uncompressed file is served.
    match brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params) {
        Ok(_) => packed,
        Err(_) => bytes.to_vec(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_bytes() {
        assert_eq!(hash(&[b"a"]), hash(&[b"a"]));
        assert_ne!(hash(&[b"a"]), hash(&[b"b"]));
        assert_ne!(hash(&[b"ab", b"c"]), hash(&[b"a", b"bc"]), "where one part ends matters");
        assert_eq!(hash(&[b"a"]).len(), 12);
    }

    #[test]
    fn compressed_text_is_smaller() {
        let text = "members-total ".repeat(100);
        for release in [true, false] {
            assert!(brotli(text.as_bytes(), release).len() < 60);
        }
    }
}
