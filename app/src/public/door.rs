//! What stands in front of Vigie: a card before the horizon, the languages below.

use leptos::prelude::*;
use vigie_domain::Lang;

use crate::locale::{t, use_lang};

/// The lookout's light over the sea.
const HORIZON: &str = "<path opacity=\"1\" d=\"M510 326a90 90 0 0 1 180 0\"/><path opacity=\".9\" d=\"M435 326a165 165 0 0 1 330 0\"/><path opacity=\".8\" d=\"M350 326a250 250 0 0 1 500 0\"/><path opacity=\".7\" d=\"M255 326a345 345 0 0 1 690 0\"/><path opacity=\".6\" d=\"M150 326a450 450 0 0 1 900 0\"/><path opacity=\".5\" d=\"M35 326a565 565 0 0 1 1130 0\"/><path opacity=\".4\" d=\"M-90 326a690 690 0 0 1 1380 0\"/><path opacity=\".3\" d=\"M-225 326a825 825 0 0 1 1650 0\"/><path class=\"sea\" d=\"M-600 326h2400\"/><path class=\"sea\" opacity=\".6\" d=\"M-600 337h2400\"/><path class=\"sea\" opacity=\".3\" d=\"M-600 352h2400\"/>";

const LOGO: &str = "<rect class=\"ground\" width=\"28\" height=\"28\" rx=\"8\"/><path class=\"mark\" d=\"M5.2 20h17.6M8.4 20a5.6 5.6 0 0 1 11.2 0M14 10.4V7.2M7.3 13.1 5.2 11M20.7 13.1l2.1-2.1\"/>";

#[component]
pub fn Horizon() -> impl IntoView {
    view! { <svg class="horizon" viewBox="0 0 1200 400" preserveAspectRatio="xMidYMax slice" aria-hidden="true" inner_html=HORIZON></svg> }
}

#[component]
pub fn Logo() -> impl IntoView {
    view! { <svg class="logo" viewBox="0 0 28 28" aria-hidden="true" inner_html=LOGO></svg> }
}

/// `rest`: what a language link keeps of the address, such as `&next=/app/alpes`.
#[component]
pub fn Door(#[prop(into, optional)] rest: String, children: Children) -> impl IntoView {
    view! {
        <main class="door">
            <Horizon/>
            <section class="card">
                <a class="brand" href="/"><Logo/>"Vigie"</a>
                {children()}
            </section>
            <footer><Languages rest/></footer>
        </main>
    }
}

/// The page in another language.
#[component]
pub fn Languages(#[prop(into, optional)] rest: String) -> impl IntoView {
    let lang = use_lang();
    let links = Lang::ALL.map(|each| {
        let here = (each == lang).then_some("true");
        view! {
            <a href=format!("?lang={}{rest}", each.tag()) lang=each.tag() hreflang=each.tag() aria-current=here>
                {t::workspace::language_name(each)}
            </a>
        }
    });
    view! { <nav class="languages" aria-label=t::public::languages(lang)>{links.into_iter().collect_view()}</nav> }
}
