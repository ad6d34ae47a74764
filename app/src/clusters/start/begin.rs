//! An example to look at, or one's own cluster.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::stage::{Refusal, Stage, Step};
use crate::clusters::api::create_example;
use crate::error::AppError;
use crate::locale::{t, use_lang};
use crate::ui::{Glyph, Icon};
use crate::workspace::use_desk;

#[component]
pub fn Begin() -> impl IntoView {
    let lang = use_lang();
    let desk = use_desk();
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<AppError>);
    let navigate = use_navigate();
    let example = move |_| {
        let navigate = navigate.clone();
        busy.set(true);
        wrong.set(None);
        spawn_local(async move {
            match create_example().await {
                Ok(cluster) => {
                    desk.reload_home().await;
                    navigate(&format!("/app/{}", cluster.slug), NavigateOptions::default());
                }
                Err(error) => {
                    wrong.set(Some(error));
                    busy.set(false);
                }
            }
        });
    };
    view! {
        <Stage step=Step::Cluster title=t::start::begin_title(lang) lede=t::start::begin_lede(lang)>
            <Refusal wrong/>
            <div class="split even fill">
                <section class="card pad stack">
                    <Icon glyph=Glyph::Pencil/>
                    <h2>{t::start::mine_title(lang)}</h2>
                    <p class="muted">{t::start::mine_text(lang)}</p>
                    <p><a class="btn primary" href="/app/start?step=cluster">{t::start::mine(lang)}<Icon glyph=Glyph::ArrowRight small=true/></a></p>
                </section>
                <section class="card pad stack">
                    <Icon glyph=Glyph::Eye/>
                    <h2>{t::start::example_title(lang)}</h2>
                    <p class="muted">{t::start::example_text(lang)}</p>
                    <p>
                        <button
                            type="button"
                            class="btn"
                            on:click=example
                            aria-busy=move || busy.get().then_some("true")
                            disabled=move || busy.get() || !desk.is_online()
                        >
                            <span>{t::start::example(lang)}</span>
                        </button>
                    </p>
                </section>
            </div>
        </Stage>
    }
}
