//! All that a template can reach: itself, its data, the font, the cluster's logo.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| Font::iter(Bytes::new(include_bytes!("../../../style/font/vigie-sans.ttf"))).collect());
static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(&*FONTS)));
static DATA: LazyLock<FileId> = LazyLock::new(|| id("data.json"));
static LOGO: LazyLock<FileId> = LazyLock::new(|| id("logo.png"));

pub struct World {
    source: Source,
    data: Bytes,
    logo: Option<Bytes>,
}

impl World {
    pub fn new(template: &str, data: Vec<u8>, logo: Option<Vec<u8>>) -> World {
        let source = Source::new(id("main.typ"), template.to_owned());
        World { source, data: Bytes::new(data), logo: logo.map(Bytes::new) }
    }
}

/// A path without anything to resolve is always one.
fn id(name: &str) -> FileId {
    let path = VirtualPath::new(name).unwrap_or_else(|_| unreachable!("a plain name"));
    RootedPath::new(VirtualRoot::Project, path).intern()
}

impl typst::World for World {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match &self.logo {
            _ if id == *DATA => Ok(self.data.clone()),
            Some(logo) if id == *LOGO => Ok(logo.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    /// The day stands in the data.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
