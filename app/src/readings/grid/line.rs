//! One KPI's line. What its cells look like is worked out here, once for all of them, and a cell hears of it only when it
//! looks different: the cost of a key is that of the cells that it changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use vigie_domain::Key;

use super::cell::{Face, GridCell};
use super::layout::{Block, Layout, Slot};
use super::look::Look;
use super::sheet::Sheet;
use super::view::gap;
use super::window::Range;
use crate::locale::t;

/// What of the line one stands on, has selected and types into: by the first column of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Spots {
    here: Option<usize>,
    /// Where more than one cell is, and some of this line.
    selected: Option<Block>,
    editing: Option<usize>,
}

/// So many cells of a line say that they are saved; a block that was pasted does not blink.
const BLINK: usize = 3;

type Faces = BTreeMap<usize, ArcRwSignal<Face>>;

#[component]
pub fn KpiLine(sheet: Sheet, at: usize, key: Key, units: Memo<Range>) -> impl IntoView {
    let layout = sheet.layout;
    let slots = Memo::new(move |_| {
        let (from, to) = units.get();
        layout.with(|layout| layout.slots(at, (from, to.min(layout.units).saturating_sub(1))))
    });
    let before = move || gap(slots.with(|slots| slots.first().map_or(0, |slot| slot.from)));
    let after = move || {
        let end = slots.with(|slots| slots.last().map_or(0, |slot| slot.from + slot.span));
        gap(layout.with(|layout: &Arc<Layout>| layout.units).saturating_sub(end))
    };
    let (named, cell_key) = (key.clone(), StoredValue::new(key.clone()));
    let sight = Memo::new(move |_| sheet.sight(&key));
    let looks = Memo::new(move |_| {
        let look = |slot: Slot| sight.with(|sight| sight.as_ref().map(|sight| sight.look(slot.period)));
        let looks = slots.get().into_iter().map(|slot| (slot, Arc::new(look(slot).unwrap_or_default())));
        looks.collect::<Vec<(Slot, Arc<Look>)>>()
    });
    let spots = Memo::new(move |_| sheet.spots(at));
    let cells = RwSignal::new(Vec::<(Slot, ArcRwSignal<Face>)>::new());
    let faces = RenderEffect::new(move |before: Option<Faces>| {
        let (faces, shown) = looks.with(|looks| moved(&before.unwrap_or_default(), at, looks, spots.get()));
        let same = cells.with_untracked(|cells| {
            cells.len() == shown.len() && cells.iter().zip(&shown).all(|((old, _), (new, _))| old == new)
        });
        if !same {
            cells.set(shown);
        }
        faces
    });
    on_cleanup(move || drop(faces));
    view! {
        <tr aria-rowindex=at + 2>
            <Name sheet key=named/>
            {before}
            <For each=move || cells.get() key=|(slot, _)| (slot.period, slot.from, slot.span) let((slot, face))>
                <GridCell sheet line=at cell=slot key=cell_key.get_value() face/>
            </For>
            {after}
        </tr>
    }
}

/// Tells the cells that look different now; new ones get a face of their own.
fn moved(
    before: &Faces,
    line: usize,
    looks: &[(Slot, Arc<Look>)],
    spots: Spots,
) -> (Faces, Vec<(Slot, ArcRwSignal<Face>)>) {
    let mut faces = Faces::new();
    let mut cells = Vec::with_capacity(looks.len());
    let old = |slot: &Slot| before.get(&slot.from).map(GetUntracked::get_untracked);
    let settled =
        looks.iter().filter(|(slot, look)| old(slot).is_some_and(|old| settled(&old, look))).count();
    for (slot, look) in looks {
        let (known, old) = (before.get(&slot.from), old(slot));
        let face = face(line, *slot, look.clone(), spots, old.as_ref().filter(|_| settled <= BLINK));
        let signal = match known {
            Some(signal) => {
                if old.as_ref() != Some(&face) {
                    signal.set(face);
                }
                signal.clone()
            }
            None => ArcRwSignal::new(face),
        };
        faces.insert(slot.from, signal.clone());
        cells.push((*slot, signal));
    }
    (faces, cells)
}

/// The server has taken what waited.
fn settled(old: &Face, look: &Look) -> bool {
    old.look.waits && !look.waits && !look.wrong
}

fn face(line: usize, slot: Slot, look: Arc<Look>, spots: Spots, old: Option<&Face>) -> Face {
    // Said once; until the cell changes again.
    let saved = old.is_some_and(|old| settled(old, &look) || (old.saved && old.look == look));
    Face {
        here: spots.here == Some(slot.from),
        selected: spots.selected.is_some_and(|block| block.covers(line, slot)),
        editing: spots.editing == Some(slot.from),
        saved,
        look,
    }
}

impl Sheet {
    /// Tracks.
    fn spots(self, line: usize) -> Spots {
        let here = self.here().filter(|(at, _)| *at == line).map(|(_, slot)| slot.from);
        let block = self.anchor.with(Option::is_some).then(|| self.block());
        let selected = block.filter(|block| block.lines.0 <= line && line <= block.lines.1);
        let editing = self.editing.with(|editing| editing.filter(|editing| editing.line == line));
        Spots { here, selected, editing: editing.map(|editing| editing.slot.from) }
    }
}

#[component]
fn Name(sheet: Sheet, key: Key) -> impl IntoView {
    let lang = sheet.lang;
    let below = format!("/kpis/{key}");
    let about = Memo::new(move |_| {
        let book = sheet.desk.book()?;
        let kpi = book.kpi(&key)?;
        let languages = &book.cluster.languages;
        let name = kpi.name.in_lang(lang, languages).to_owned();
        Some((name, hint(lang, kpi, &crate::format::unit(lang, languages, kpi))))
    });
    view! {
        <th scope="row" aria-colindex="1">
            <div>
                <a href=move || sheet.desk.href(&below) tabindex="-1">{move || about.get().map(|(name, _)| name)}</a>
                <small>{move || about.get().map(|(_, hint)| hint)}</small>
            </div>
        </th>
    }
}

/// The unit and what has to be typed.
fn hint(lang: vigie_domain::Lang, kpi: &vigie_domain::Kpi, unit: &str) -> String {
    use vigie_domain::Nature;
    match kpi.nature {
        Nature::Ratio => t::grid::typed_ratio(lang).to_owned(),
        Nature::Mean => t::grid::typed_mean(lang).to_owned(),
        Nature::Formula => t::grid::typed_formula(lang).to_owned(),
        _ => unit.to_owned(),
    }
}
