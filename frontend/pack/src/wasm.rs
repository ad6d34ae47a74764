//! Makes the program small: wasm-opt where a current one is found, and without it at least no names and debug data.

use std::path::PathBuf;
use std::process::Command;

use crate::Result;
use crate::dist::read;

/// Older ones cannot read what this Rust writes ("invalid code after misc prefix").
const OLDEST: u32 = 120;

/// What every browser of the last three years has, and rustc uses. Not `--all-features`: that lets wasm-opt write what
/// some browsers can't read yet.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-mutable-globals",
];

/// Below this (bytes) starting wasm-opt takes longer than what it saves is worth.
const TINY: usize = 8 * 1024;

/// The wasm for a release.
pub fn shrink(wasm: Vec<u8>) -> Result<Vec<u8>> {
    // Before wasm-opt as well: names in a form that it does not know would each be a warning.
    let wasm = without_custom_sections(&wasm)?;
    if wasm.len() < TINY {
        return Ok(wasm);
    }
    match find() {
        Some(program) => {
            println!("pack: shrinking the program with {}", program.display());
            without_custom_sections(&optimise(&program, &wasm)?)
        }
        None => {
            println!(
                "pack: no wasm-opt of version {OLDEST} or later (`make tools` gets one where npm is): \
                 the program stays about 20 % larger unpacked, and starts a little slower"
            );
            Ok(wasm)
        }
    }
}

fn find() -> Option<PathBuf> {
    // Asked for by name: taken as it is, so that its own message says what is wrong with it.
    if let Some(named) = std::env::var_os("VIGIE_WASM_OPT") {
        return Some(PathBuf::from(named));
    }
    let npm = std::env::var_os("HOME")
        .map(|home| PathBuf::from(home).join(".cache/vigie/binaryen/node_modules/.bin/wasm-opt"));
    npm.into_iter()
        .chain([PathBuf::from("wasm-opt")])
        .find(|program| version(program).is_some_and(|version| version >= OLDEST))
}

fn version(program: &PathBuf) -> Option<u32> {
    let output = Command::new(program).arg("--version").output().ok()?;
    version_in(&String::from_utf8_lossy(&output.stdout))
}

/// The number in `wasm-opt version 132 (version_132)`.
fn version_in(text: &str) -> Option<u32> {
    text.split_whitespace().find_map(|word| word.parse().ok())
}

fn optimise(program: &PathBuf, wasm: &[u8]) -> Result<Vec<u8>> {
    let folder = std::env::temp_dir().join(format!("vigie-pack-{}", std::process::id()));
    let said = |error: std::io::Error| format!("{}: {error}", program.display());
    std::fs::create_dir_all(&folder).map_err(said)?;
    let (before, after) = (folder.join("before.wasm"), folder.join("after.wasm"));
    std::fs::write(&before, wasm).map_err(said)?;
    let status = Command::new(program)
        .arg("-Oz")
        .args(FEATURES)
        .arg(&before)
        .arg("-o")
        .arg(&after)
        .status()
        .map_err(said)?;
    let optimised =
        if status.success() { read(&after) } else { Err(format!("{}: {status}", program.display())) };
    std::fs::remove_dir_all(&folder).map_err(said)?;
    optimised
}

/// Custom sections (names, producers, debug data) mean nothing to the browser.
fn without_custom_sections(wasm: &[u8]) -> Result<Vec<u8>> {
    const HEAD: usize = 8;
    const CUSTOM: u8 = 0;
    let broken = || "what wasm-bindgen wrote is not a wasm module".to_owned();
    let mut out = wasm.get(..HEAD).filter(|head| head.starts_with(b"\0asm")).ok_or_else(broken)?.to_vec();
    let mut place = HEAD;
    while let Some(&id) = wasm.get(place) {
        let (size, length) = leb128(&wasm[place + 1..]).ok_or_else(broken)?;
        let end = (place + 1 + length).checked_add(size).ok_or_else(broken)?;
        let section = wasm.get(place..end).ok_or_else(broken)?;
        if id != CUSTOM {
            out.extend_from_slice(section);
        }
        place = end;
    }
    Ok(out)
}

/// An unsigned number of 32 bits and how many bytes it took.
fn leb128(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0_u64;
    for (index, byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((usize::try_from(value).ok()?, index + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_first_number() {
        assert_eq!(version_in("wasm-opt version 132 (version_132)"), Some(132));
        assert_eq!(version_in("wasm-opt version 108"), Some(108));
        assert_eq!(version_in("command not found"), None);
    }

    #[test]
    fn only_custom_sections_go() {
        let head = b"\0asm\x01\0\0\0";
        let types = [1, 1, 0];
        let mut long = vec![0, 0x81, 0x01, 4];
        long.extend(std::iter::repeat_n(7, 128));
        let wasm = [&head[..], &[0, 3, 1, b'n', 9], &types, &long].concat();
        assert_eq!(without_custom_sections(&wasm), Ok([&head[..], &types].concat()));
    }

    #[test]
    fn a_broken_module_is_refused() {
        for broken in [
            &b"<!doctype"[..],
            b"\0asm\x01\0\0\0\x01\x7f",
            b"\0asm\x01\0\0\0\x01\xff\xff\xff\xff\xff",
            b"\0as",
        ] {
            assert!(without_custom_sections(broken).is_err());
        }
    }
}
