//! What a workbook may cost before anything of it is kept. An XLSX is a packed folder of XML: a few kilobytes can unpack to
//! gigabytes, and a count in it can make a reader reserve as much. So every part is unpacked once and only counted.

use std::io::{Cursor, Read};

use memchr::memmem::Finder;
use vigie_domain::Problem;
use zip::ZipArchive;

use crate::problems;

/// A packed file; one of 100,000 readings with comments has some 4 MB.
const LARGEST: usize = 20 * 1024 * 1024;
const MOST_PARTS: usize = 2000;
/// All parts together, unpacked. Nine columns of 100,000 readings are 30 MB of XML.
const UNPACKED: usize = 96 * 1024 * 1024;
/// XML elements begin with `<`, and so do their ends: four to six for a cell.
const TAGS_OF_SHEET: usize = 8_000_000;
const TAGS_OF_STRINGS: usize = 2_000_000;
const TAGS_OF_STYLES: usize = 60_000;
/// Of relations, comments, drawings and the like.
const TAGS_OF_OTHERS: usize = 400_000;
const STRINGS: usize = 250_000;
const MERGED: usize = 50_000;

/// Refuses what is no workbook, is damaged, or would cost more than a table of figures may.
pub(super) fn vet(bytes: &[u8]) -> Result<(), Problem> {
    if bytes.len() > LARGEST {
        return Err(too_large());
    }
    if Finder::new(b"PK\x01\x02").find_iter(bytes).count() > MOST_PARTS {
        return Err(too_large());
    }
    let damaged = |_| problems::file("xlsx-damaged");
    let mut folder = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = UNPACKED;
    let mut is_workbook = false;
    for index in 0..folder.len() {
        let part = folder.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.replace('\\', "/").to_ascii_lowercase();
        is_workbook |= name.ends_with("/workbook.xml");
        left = Count::of(&name).read(part, left)?;
    }
    if is_workbook { Ok(()) } else { Err(problems::file("no-workbook")) }
}

fn too_large() -> Problem {
    problems::file("xlsx-too-large")
}

/// What one part may hold.
struct Count {
    is_text: bool,
    is_strings: bool,
    tags: usize,
    strings: usize,
    merged: usize,
}

impl Count {
    fn of(name: &str) -> Count {
        let is_text = name.ends_with(".xml") || name.ends_with(".rels");
        let is_strings = name.ends_with("sharedstrings.xml");
        let tags = match name {
            _ if is_strings => TAGS_OF_STRINGS,
            _ if name.contains("/worksheets/") => TAGS_OF_SHEET,
            _ if name.ends_with("styles.xml") => TAGS_OF_STYLES,
            _ => TAGS_OF_OTHERS,
        };
        Count { is_text, is_strings, tags, strings: STRINGS, merged: MERGED }
    }

    /// Unpacks without keeping: how much of `left` is left. Pieces overlap, so that no word is cut.
    fn read(mut self, mut part: impl Read, mut left: usize) -> Result<usize, Problem> {
        const KEPT: usize = 48;
        let mut piece = vec![0; 64 * 1024];
        let mut kept = 0;
        loop {
            let read = part.read(&mut piece[kept..]).map_err(|_| problems::file("xlsx-damaged"))?;
            if read == 0 {
                return Ok(left);
            }
            left = left.checked_sub(read).ok_or_else(too_large)?;
            let filled = kept + read;
            if self.is_text {
                self.piece(&piece[..filled], kept)?;
            }
            let next = filled.min(KEPT);
            piece.copy_within(filled - next..filled, 0);
            kept = next;
        }
    }

    /// `old` bytes at the beginning were in the piece before.
    fn piece(&mut self, piece: &[u8], old: usize) -> Result<(), Problem> {
        let new = &piece[old..];
        // Two-byte encodings would hide what is counted here; no program writes them.
        if memchr::memchr(0, new).is_some() {
            return Err(problems::file("xlsx-damaged"));
        }
        take(&mut self.tags, memchr::memchr_iter(b'<', new).count())?;
        // A word that ends in the old part was counted there.
        let fresh = |word: &[u8]| {
            let finder = Finder::new(word);
            finder.find_iter(piece).filter(|at| at + word.len() > old).count()
        };
        take(&mut self.strings, fresh(b"<si") + fresh(b":si"))?;
        take(&mut self.merged, fresh(b"mergeCell"))?;
        if self.is_strings
            && Finder::new(b"uniqueCount").find_iter(piece).any(|at| is_huge(&piece[at + 11..]))
        {
            return Err(too_large());
        }
        Ok(())
    }
}

/// A reader reserves room for as many strings as are announced: `="…"` with more than six digits, or not as programs write it.
fn is_huge(announced: &[u8]) -> bool {
    let begins = announced.iter().position(u8::is_ascii_digit);
    let digits = begins.map_or(&announced[..0], |begins| &announced[begins..]);
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    begins.unwrap_or(announced.len()) > 4 || count > 6
}

fn take(left: &mut usize, count: usize) -> Result<(), Problem> {
    *left = left.checked_sub(count).ok_or_else(too_large)?;
    Ok(())
}
