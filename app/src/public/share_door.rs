//! What stands before a share with a password: a plain form that says nothing of what is behind it.

use leptos::prelude::*;
use vigie_domain::Lang;

use super::document::{Assets, unlisted};
use super::door::Door;
use super::render::html;
use crate::locale::t;
use crate::ui::{Banner, BannerKind, Field, Glyph};

/// Why the password did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareProblem {
    Wrong,
    TooMany,
    Unavailable,
}

pub fn share_door(assets: &Assets, lang: Lang, problem: Option<ShareProblem>) -> String {
    let says = problem.map(|problem| match problem {
        ShareProblem::Wrong => t::shares::door_wrong(lang),
        ShareProblem::TooMany => t::public::login_too_many(lang),
        ShareProblem::Unavailable => t::public::unavailable(lang),
    });
    let heading = t::shares::door_title(lang);
    let body = html(lang, move || {
        view! {
            <Door>
                <h1>{heading}</h1>
                <p class="muted">{t::shares::door_text(lang)}</p>
                <form class="form" method="post">
                    {says.map(|says| view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{says}</p></Banner> })}
                    <Field id="password" label=t::common::password(lang)>
                        <input class="input" id="password" name="password" type="password" autocomplete="off" required autofocus/>
                    </Field>
                    <button class="btn primary wide">{t::shares::door_open(lang)}</button>
                </form>
            </Door>
        }
    });
    unlisted(assets, lang, heading, &body)
}
