//! Dashboards to begin with: for the board, for who pays, for the members. Each is made of what the cluster has.

use vigie_domain::dashboard::{Card, Comparison, Size, Trend};
use vigie_domain::{Book, Dashboard, Key, Kpi, Lang, Nature, Objective, Show, Text};

use crate::locale::t;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    Board,
    Funder,
    Members,
    /// With the other clusters of the office; only where there are some.
    Portfolio,
    Empty,
}

/// Charts and figures of a template: what one still looks at.
const FEW: usize = 6;

impl Template {
    pub const ALL: [Template; 5] =
        [Template::Board, Template::Funder, Template::Members, Template::Portfolio, Template::Empty];

    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Template::Board => t::build::template_board(lang),
            Template::Funder => t::build::template_funder(lang),
            Template::Members => t::build::template_members(lang),
            Template::Portfolio => t::portfolio::title(lang),
            Template::Empty => t::build::template_empty(lang),
        }
    }

    pub fn about(self, lang: Lang) -> &'static str {
        match self {
            Template::Board => t::build::template_board_about(lang),
            Template::Funder => t::build::template_funder_about(lang),
            Template::Members => t::build::template_members_about(lang),
            Template::Portfolio => t::portfolio::template_about(lang),
            Template::Empty => t::build::template_empty_about(lang),
        }
    }

    /// `clusters`: slugs of the others that this person sees. Without an id; its name and texts in the languages of the interface that the cluster has.
    pub fn dashboard(self, book: &Book, clusters: Vec<Key>) -> Dashboard {
        let keys = first_keys(book);
        let trend = |key: &Key| Card::from(Show::Trend(Trend { last_year: true, ..Trend::of(key.clone()) }));
        let figure = |key: &Key| Card::from(Show::Kpi { key: key.clone() });
        let all = |show: Show| Card::from(show);
        let text = |words: fn(Lang) -> &'static str| Card::from(Show::Text { text: text(book, words) });
        let some = |n: usize| keys.iter().take(n);
        let cards = match self {
            Template::Board => [
                vec![
                    all(Show::Highlights {}),
                    all(Show::Objectives {}),
                    Card { show: Show::Progress { keys: Vec::new() }, size: Some(Size::Full) },
                    all(Show::Matrix { keys: Vec::new() }),
                ],
                some(4).map(trend).collect(),
            ]
            .concat(),
            Template::Funder => [
                vec![text(t::build::funder_text), all(Show::Objectives {})],
                some(FEW).map(figure).collect(),
                some(4).map(trend).collect(),
                vec![all(Show::Table { keys: Vec::new() })],
            ]
            .concat(),
            Template::Members => [
                vec![text(t::build::members_text)],
                some(3).map(figure).collect(),
                some(2).map(trend).collect(),
                milestones(book).map(|key| all(Show::Milestones { key })).collect(),
                vec![all(Show::Highlights {})],
            ]
            .concat(),
            Template::Portfolio => {
                let comparison = Comparison { clusters, objectives: true, ..Comparison::default() };
                vec![all(Show::Comparison(comparison))]
            }
            Template::Empty => Vec::new(),
        };
        let name = match self {
            Template::Empty => Text::default(),
            _ => self::text(book, |lang| self.name(lang)),
        };
        Dashboard { cards, ..Dashboard::new("", name, []) }
    }
}

fn text<W: Fn(Lang) -> &'static str>(book: &Book, words: W) -> Text {
    let langs = book.cluster.languages.iter().filter_map(|tag| Lang::from_tag(tag));
    langs.fold(Text::default(), |text, lang| text.with(lang.tag(), words(lang)))
}

/// Those that show an objective first, then the others in their order; none that is confidential.
fn first_keys(book: &Book) -> Vec<Key> {
    let shows = |key: &Key| {
        let flat = book.objectives.iter().flat_map(Objective::flat).filter(|objective| !objective.archived);
        flat.flat_map(|objective| &objective.kpis).any(|share| share.key == *key)
    };
    let usable = |kpi: &&Kpi| !kpi.archived && !kpi.confidential && book.readings.has(&kpi.key);
    let (first, others): (Vec<_>, Vec<_>) =
        book.kpis.iter().filter(usable).map(|kpi| kpi.key.clone()).partition(shows);
    [first, others].concat()
}

fn milestones(book: &Book) -> impl Iterator<Item = Key> {
    let found = book.kpis.iter().filter(|kpi| !kpi.archived && kpi.nature == Nature::Milestones);
    found.take(1).map(|kpi| kpi.key.clone())
}
