//! What kind of file it is, from its bytes and not from its name.

use vigie_domain::Problem;
use vigie_domain::file::{self, ClusterFile};

use super::table::Table;
use crate::problems;

pub(crate) enum Content {
    Cluster(Box<ClusterFile>),
    Table(Table),
}

pub(crate) fn read(bytes: &[u8]) -> Result<Content, Problem> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(problems::file("xlsx"));
    }
    let text = decode(bytes);
    match text.trim_start().chars().next() {
        None => Err(problems::file("empty")),
        Some('{') => Ok(Content::Cluster(Box::new(file::parse(&text)?))),
        Some(_) if text.contains('\0') => Err(problems::file("binary")),
        Some(_) => Table::read(&text).map(Content::Table),
    }
}

/// UTF-8 or what a byte order mark says; else Windows-1252, of which Latin-1 is a part: every byte is a character there.
fn decode(bytes: &[u8]) -> String {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_usual_encoding_is_read() {
        assert_eq!(decode("\u{feff}été".as_bytes()), "été");
        assert_eq!(decode(b"\xe9t\xe9 \x80"), "été €");
        assert_eq!(decode(b"\xff\xfea\0b\0"), "ab");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (bytes, detail) in
            [(&b"PK\x03\x04.."[..], "xlsx"), (b"", "empty"), (b" \n", "empty"), (b"a\0b", "binary")]
        {
            let problem = read(bytes).err().expect("refused");
            assert_eq!(problem.args["detail"], detail);
        }
    }
}
