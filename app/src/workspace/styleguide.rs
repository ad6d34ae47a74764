//! Every part of the design system on one page, to look at in both themes; debug builds only.

use leptos::prelude::*;
use vigie_domain::{Number, Status};

use super::routes::Missing;
use crate::ui::{Banner, BannerKind, Bar, Empty, Field, Glyph, Icon, Input, StatusChip, StatusKey, Tally};

const STATUSES: [Status; 7] = [
    Status::Met,
    Status::OnTrack,
    Status::AtRisk,
    Status::OffTrack,
    Status::Stale,
    Status::NoData,
    Status::NoTarget,
];

#[component]
pub fn StyleGuide() -> impl IntoView {
    if cfg!(debug_assertions) { view! { <Parts/> }.into_any() } else { view! { <Missing/> }.into_any() }
}

#[component]
fn Parts() -> impl IntoView {
    crate::ui::title(|| "Vigie".to_owned());
    let typed = RwSignal::new("304".to_owned());
    let icons = Glyph::ALL
        .iter()
        .map(|glyph| view! { <span title=format!("{glyph:?}")><Icon glyph=*glyph/></span> })
        .collect_view();
    view! {
        <h1>"Vigie"</h1>
        <section class="card pad stack">
            <div class="row">
                <button class="btn primary">"Save"</button>
                <button class="btn">"Cancel"</button>
                <button class="btn quiet">"Back"</button>
                <button class="btn danger">"Delete"</button>
                <button class="btn small">"Record"</button>
                <button class="btn" disabled=true>"Disabled"</button>
            </div>
            <div class="row">{STATUSES.map(|status| view! { <StatusChip status/> }).collect_view()}</div>
            <div class="row">{STATUSES.map(|status| view! { <StatusChip status plain=true/> }).collect_view()}</div>
            <section class="card"><StatusKey seen=STATUSES.to_vec() sums=true/></section>
            <Tally counts=STATUSES.iter().zip(1..).map(|(status, n)| (*status, n)).collect()/>
            {STATUSES.map(|status| view! {
                <Bar done=Number::quotient(62, 100) expected=Number::quotient(71, 100) status=Some(status) label="62%, 71%".to_owned()/>
            }).collect_view()}
            <div class="fields">
                <Field id="guide-a" label="Members" hint="organisations"><Input id="guide-a" value=typed inputmode="decimal"/></Field>
                <Field id="guide-b" label="Members" error=Signal::derive(|| "12,3,4 is not a number".to_owned())>
                    <Input id="guide-b" value=typed error=Signal::derive(|| "x".to_owned())/>
                </Field>
            </div>
            <Banner kind=BannerKind::Note glyph=Glyph::Info><p>"Note"</p></Banner>
            <Banner kind=BannerKind::Warn glyph=Glyph::Offline><p>"Warning"</p></Banner>
            <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>"Error"</p></Banner>
            <Banner kind=BannerKind::Good glyph=Glyph::Check><p>"Good"</p></Banner>
            <Empty glyph=Glyph::Objectives title="No objectives yet" text="Say what the cluster wants to reach."/>
            <div class="row loose">{icons}</div>
        </section>
    }
}
