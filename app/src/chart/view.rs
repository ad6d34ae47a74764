//! A chart as a figure: the markup (server, first paint, print), its legend, its sentence, its table.
//!
//! In the workspace a canvas is painted over the markup; a share keeps the markup. Which it is says the context
//! [`OnCanvas`], so that a share's server and browser render the same.

use leptos::prelude::*;

use super::data::ChartData;
use super::plan::{Role, Size, plan};
use super::series::sparkline;
use super::svg::{sparkline_svg, svg};

/// Context of the workspace: charts come alive on a canvas.
#[derive(Clone, Copy, Debug)]
pub struct OnCanvas;

/// Context of a page with several charts: the month that is looked at in one of them is marked in all.
#[derive(Clone, Copy, Debug)]
pub struct Crosshair(pub RwSignal<Option<i32>>);

/// `id`: unlike any other on the page. `summary`: the chart in one sentence. `legend`: words for roles; those that the
/// chart does not have are left out. `children`: the table (or a link to it), under `table_label`.
#[component]
pub fn Chart(
    #[prop(into)] id: String,
    #[prop(into)] data: Signal<ChartData>,
    #[prop(into)] title: String,
    #[prop(into)] summary: Signal<String>,
    #[prop(optional)] legend: Vec<(Role, String)>,
    /// Laid out for a card rather than for the width of the page.
    #[prop(optional)]
    card: bool,
    #[prop(into, optional)] table_label: String,
    #[prop(optional)] children: Option<ChildrenFn>,
) -> impl IntoView {
    let size = if card { Size::CARD } else { Size::WIDE };
    let painted = RwSignal::new(false);
    let drawn = Memo::new(move |_| data.with(|data| plan(data, size)));
    let name = title.clone();
    let markup = move || drawn.with(|plan| summary.with(|summary| svg(plan, &id, &name, summary)));
    let saved = save(data, &title, &legend);
    let keys = move || {
        let known = legend.iter().filter(|(role, _)| drawn.with(|plan| plan.has(*role)));
        known
            .map(|(role, text)| view! { <li><span inner_html=sample(*role)></span>{text.clone()}</li> })
            .collect_view()
    };
    view! {
        <figure class="figure-box">
            <div class="chart-stage" class:painted=painted>
                <div inner_html=markup></div>
                {live(data, title, painted)}
            </div>
            <ul class="legend">{keys}</ul>
            <figcaption>{summary}</figcaption>
            <div class="chart-acts">
                {children.map(|table| view! { <Table label=table_label table /> })}
                {saved}
            </div>
        </figure>
    }
}

#[cfg(feature = "csr")]
fn live(data: Signal<ChartData>, title: String, painted: RwSignal<bool>) -> Option<AnyView> {
    use_context::<OnCanvas>().map(|_| view! { <super::live::Live data title painted /> }.into_any())
}

#[cfg(feature = "csr")]
fn save(data: Signal<ChartData>, title: &str, legend: &[(Role, String)]) -> Option<AnyView> {
    let (title, legend) = (title.to_owned(), legend.to_vec());
    use_context::<OnCanvas>().map(|_| view! { <super::save::Save data title legend/> }.into_any())
}

#[cfg(not(feature = "csr"))]
fn save(_: Signal<ChartData>, _: &str, _: &[(Role, String)]) -> Option<AnyView> {
    None
}

#[cfg(not(feature = "csr"))]
fn live(_: Signal<ChartData>, _: String, _: RwSignal<bool>) -> Option<AnyView> {
    None
}

/// The twin in figures. In the workspace it is built when it is opened: a hundred rows cost more than the chart.
#[component]
fn Table(label: String, table: ChildrenFn) -> impl IntoView {
    let open = RwSignal::new(use_context::<OnCanvas>().is_none());
    view! {
        <details class="chart-table" on:toggle=move |_| open.set(true)>
            <summary>{label}</summary>
            {move || open.get().then(|| table())}
        </details>
    }
}

/// A short stroke or mark of a role for the legend.
fn sample(role: Role) -> String {
    let class = role.class();
    let shape = match role {
        Role::Bar | Role::Rest | Role::Tolerance => {
            format!("<rect class=\"{class}\" x=\"1\" y=\"1\" width=\"20\" height=\"10\"/>")
        }
        Role::Point | Role::Note => format!("<circle class=\"{class}\" cx=\"11\" cy=\"6\" r=\"4\"/>"),
        Role::Target => format!("<path class=\"{class}\" d=\"M11 .5l5.5 5.5-5.5 5.5-5.5-5.5z\"/>"),
        Role::Break => {
            format!("<path class=\"{class}\" vector-effect=\"non-scaling-stroke\" d=\"M11 0v12\"/>")
        }
        _ => format!(
            "<path class=\"{class}\" fill=\"none\" vector-effect=\"non-scaling-stroke\" d=\"M1 6h20\"/>"
        ),
    };
    format!("<svg viewBox=\"0 0 22 12\" aria-hidden=\"true\">{shape}</svg>")
}

/// A series at a glance; without a label it is decoration beside words that say the same.
#[component]
pub fn Sparkline(
    #[prop(into)] values: Signal<Vec<Option<f64>>>,
    #[prop(into, optional)] path: Signal<Vec<Option<f64>>>,
    #[prop(into, optional)] label: Signal<String>,
) -> impl IntoView {
    let markup = move || {
        let plan = values.with(|values| path.with(|path| sparkline(values, path)));
        label.with(|label| sparkline_svg(&plan, label))
    };
    view! { <span class="spark-box" inner_html=markup></span> }
}
