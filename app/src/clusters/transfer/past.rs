//! Imports of the past, and the way back.

use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::{FinancialYear, Lang};

use super::api::{Kept, Past, Undone, Why, past_imports, undo_import};
use crate::error::AppError;
use crate::format;
use crate::locale::{t, use_lang};
use crate::offline;
use crate::ui::{Banner, BannerKind, Glyph, Icon, say_error};
use crate::workspace::{Desk, use_desk};

/// What stays is named up to here, the rest is counted.
const SHOWN: usize = 20;

/// What was taken back last; the number is that of the import.
pub(super) type Back = RwSignal<Option<(u64, Undone)>>;

/// Takes an import back, then tells.
pub(super) fn take_back(desk: Desk, seq: u64, back: Back, busy: RwSignal<bool>) {
    busy.set(true);
    spawn_local(async move {
        match undo_import(desk.slug(), seq).await {
            Ok(undone) => {
                offline::pull(desk).await;
                back.set(Some((seq, undone)));
            }
            Err(error) => say_error(&error),
        }
        busy.set(false);
    });
}

/// What an undo did, and what it left.
#[component]
pub(super) fn TakenBack(undone: Undone) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let fy = desk.book.with_untracked(|book| book.as_ref().map_or(FinancialYear::CIVIL, |book| book.fy()));
    let stays = undone.stays;
    let rest = i64::from(stays) - i64::try_from(SHOWN).unwrap_or(0);
    let kept = undone
        .kept
        .iter()
        .take(SHOWN)
        .map(|kept| view! { <li>{stays_because(lang, fy, kept)}</li> })
        .collect_view();
    let kind = if stays == 0 { BannerKind::Good } else { BannerKind::Warn };
    view! {
        <Banner kind glyph=Glyph::Undo>
            <div class="stack tight">
                <p>{t::imports::undone(lang, i64::from(undone.readings + undone.definitions))}</p>
                {(stays > 0).then(|| view! {
                    <p>{t::imports::kept(lang, i64::from(stays))}</p>
                    <ul class="notes-list">{kept}{(rest > 0).then(|| view! { <li>{t::imports::more(lang, rest)}</li> })}</ul>
                })}
            </div>
        </Banner>
    }
}

fn stays_because(lang: Lang, fy: FinancialYear, kept: &Kept) -> String {
    let period = kept.period.map(|period| period.show(lang, fy));
    let what = period.map_or_else(|| kept.subject.clone(), |period| format!("{}, {period}", kept.subject));
    match kept.why {
        Why::Later => t::imports::kept_later(lang, what),
        Why::Frozen => t::imports::kept_frozen(lang, what),
        Why::Needed => t::imports::kept_needed(lang, what),
    }
}

/// The latest imports; asked anew whenever `changed` moves.
#[component]
pub(super) fn PastImports(
    #[prop(into)] changed: Signal<u64>,
    back: Back,
    busy: RwSignal<bool>,
) -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let past = RwSignal::new(None::<Result<Vec<Past>, AppError>>);
    Effect::new(move |_| {
        changed.track();
        back.track();
        let slug = desk.slug();
        spawn_local(async move {
            let answer = past_imports(slug).await;
            let _ = past.try_set(Some(answer));
        });
    });
    let line = move |one: Past| {
        let who = one.name.clone().unwrap_or_else(|| t::kpis::no_person(lang).to_owned());
        let when = format::moment(lang, one.at);
        let seq = one.seq;
        view! {
            <li class="row between">
                <span class="grow"><b>{one.file.clone()}</b><br/><small class="faint">{t::kpis::by_whom(lang, who, when)}</small></span>
                {if one.stands {
                    view! {
                        <button
                            type="button"
                            class="btn small"
                            aria-label=t::imports::undo_one(lang, &one.file)
                            disabled=move || busy.get() || !desk.is_online()
                            on:click=move |_| take_back(desk, seq, back, busy)
                        >
                            <Icon glyph=Glyph::Undo small=true/>
                            {t::imports::undo(lang)}
                        </button>
                    }
                    .into_any()
                } else {
                    view! { <small class="faint">{t::imports::is_undone(lang)}</small> }.into_any()
                }}
            </li>
        }
    };
    move || match past.get() {
        Some(Ok(past)) if !past.is_empty() => view! {
            <section class="card pad stack">
                <h2>{t::imports::past(lang)}</h2>
                <ul class="stack plain">{past.into_iter().map(line).collect_view()}</ul>
            </section>
        }
        .into_any(),
        _ => ().into_any(),
    }
}
