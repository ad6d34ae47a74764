//! What a messenger shows beside a link.

use serde::Serialize;
use vigie_service::{Opened, Picture};

use super::{Counted, Figure, Paper};
use crate::locale::t;

/// Figures in the picture.
const MOST: usize = 6;

/// A picture of a dashboard at a glance.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Preview {
    pub hue: Option<u16>,
    pub lang: &'static str,
    pub cluster: String,
    pub logo: Option<Picture>,
    pub title: String,
    pub date: String,
    pub verdict: String,
    pub tally: Vec<Counted>,
    pub figures: Vec<Figure>,
    pub made_with: &'static str,
}

impl Preview {
    /// From what its document says; none where nothing is kept of it.
    pub fn of(opened: &Opened) -> Option<Preview> {
        crate::public::share_paper(opened).map(Preview::of_paper)
    }

    pub fn of_paper(paper: Paper) -> Preview {
        let Paper { lang, hue, cluster, logo, title, name, date, verdict, tally, mut figures, .. } = paper;
        figures.retain(|figure| !figure.figure.is_empty());
        figures.truncate(MOST);
        Preview {
            hue,
            lang: lang.tag(),
            cluster,
            logo,
            title: if name.is_empty() { title } else { name },
            date: t::shares::as_of(lang, date),
            verdict,
            tally,
            figures,
            made_with: t::shares::made_with(lang),
        }
    }
}
