//! `/s/{token}/badge.svg`: how the dashboard stands, in one line, for a web site or a wiki.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use vigie_domain::{Lang, Status};
use vigie_service::Opened;

use super::share;
use crate::chart::svg::escaped;
use crate::dashboards::Board;
use crate::locale::t;

/// What it says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Badge {
    title: String,
    text: String,
    /// The worst status of those that are compared.
    worst: Option<Status>,
}

impl Badge {
    pub fn of(lang: Lang, board: &Board) -> Badge {
        let (good, compared) = board.standing();
        let text = match compared {
            0 => t::shares::badge_none(lang).to_owned(),
            _ => t::shares::badge(lang, good, compared),
        };
        let worst = [Status::OffTrack, Status::AtRisk, Status::Stale, Status::OnTrack, Status::Met];
        let worst = worst.into_iter().find(|status| board.tally.iter().any(|(of, n)| of == status && *n > 0));
        Badge { title: board.title.clone(), text, worst }
    }

    /// How it stands; none where there is nothing to compare.
    pub fn standing(&self) -> Option<&str> {
        self.worst.map(|_| self.text.as_str())
    }

    /// With widths that fit any of the fonts it may be shown in.
    fn svg(&self) -> String {
        let (left, right) = (width(&self.title), width(&self.text));
        let whole = left + right;
        let (title, text) = (escaped(&self.title), escaped(&self.text));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"22\" role=\"img\" aria-label=\"{title}: {text}\">"
        );
        let _ = write!(
            out,
            "<title>{title}: {text}</title><clipPath id=\"r\"><rect width=\"{whole}\" height=\"22\" rx=\"5\"/></clipPath>\
             <g clip-path=\"url(#r)\"><path fill=\"#2b333c\" d=\"M0 0h{left}v22H0z\"/><path fill=\"{}\" d=\"M{left} 0h{right}v22H{left}z\"/></g>\
             <g fill=\"#fff\" font-family=\"system-ui,Verdana,sans-serif\" font-size=\"12\" text-anchor=\"middle\">",
            ground(self.worst)
        );
        for (text, middle, room) in [(title, left / 2, left - 14), (text, left + right / 2, right - 14)] {
            let _ = write!(
                out,
                "<text x=\"{middle}\" y=\"15.5\" textLength=\"{room}\" lengthAdjust=\"spacingAndGlyphs\">{text}</text>"
            );
        }
        out.push_str("</g></svg>");
        out
    }
}

/// None where what was kept can't be read.
pub fn badge(opened: &Opened) -> Option<String> {
    Some(match opened {
        Opened::Live(shared) => {
            let lang = shared.share.lang;
            Badge::of(lang, &share::board(shared, lang, None)).svg()
        }
        Opened::Fixed(page) => share::kept(&page.body)?.badge.svg(),
    })
}

fn width(text: &str) -> usize {
    text.chars().count() * 13 / 2 + 18
}

/// White text on it has a contrast of at least 4.5.
const fn ground(worst: Option<Status>) -> &'static str {
    match worst {
        Some(Status::Met) => "#0b6b4f",
        Some(Status::OnTrack) => "#2a7236",
        Some(Status::AtRisk) => "#8f5500",
        Some(Status::OffTrack) => "#b3261e",
        _ => "#5d6670",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_how_it_stands_and_stays_inert() {
        let tally = Status::ALL.map(|status| (status, u32::from(status == Status::OnTrack) * 3));
        let mut board =
            Board { title: "A <b> & \"c\"".to_owned(), tally: tally.to_vec(), ..Board::default() };
        let found = Badge::of(Lang::En, &board);
        assert_eq!((found.text.as_str(), found.worst), ("3 of 3 on track", Some(Status::OnTrack)));
        let svg = found.svg();
        assert!(svg.contains("A &lt;b&gt; &amp; &quot;c&quot;") && svg.contains("#2a7236"), "{svg}");
        board.tally.iter_mut().for_each(|(status, n)| *n += u32::from(*status == Status::OffTrack));
        let found = Badge::of(Lang::Fr, &board);
        assert_eq!((found.text.as_str(), found.worst), ("3 sur 4 en bonne voie", Some(Status::OffTrack)));
        let none = Badge::of(Lang::De, &Board::default());
        assert_eq!((none.text.as_str(), none.worst), ("noch ohne Vergleich", None));
    }
}
