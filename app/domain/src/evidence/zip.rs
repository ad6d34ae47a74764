//! The names of the parts of a zip archive, from its list at the end. Nothing is unpacked, so nothing can grow.

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
/// The end record and the longest comment behind it.
const TAIL: usize = 22 + 65_535;
/// A document has dozens; more are looked at by nobody.
const MOST: usize = 10_000;

/// None where it is not an archive that can be read.
pub fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let from = bytes.len().saturating_sub(TAIL);
    let tail = bytes.get(from..)?;
    let end = tail.windows(END.len()).rposition(|four| four == END)?;
    let end = tail.get(end..)?;
    let count = usize::from(short(end, 10)?).min(MOST);
    let mut at = long(end, 16)?;
    let mut names = Vec::new();
    for _ in 0..count {
        let entry = bytes.get(at..)?;
        if !entry.starts_with(ENTRY) {
            return None;
        }
        let (name, extra, comment) = (short(entry, 28)?, short(entry, 30)?, short(entry, 32)?);
        let length = usize::from(name);
        names.push(entry.get(46..46 + length)?);
        at = at.checked_add(46 + length + usize::from(extra) + usize::from(comment))?;
    }
    Some(names)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
}
