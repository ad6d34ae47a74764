//! `vigie report --pdf`: the figures as a document.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::json;
use vigie_app::dashboards::board::{Audience, Source};
use vigie_app::paper::{Wanted, of_team};
use vigie_domain::dashboard::Trend;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::target::Span;
use vigie_domain::{Book, Dashboard, Granularity, Period, Show};
use vigie_service::{OVERVIEW, overview};

use super::ReportArgs;
use super::output::Output;
use crate::config::Config;
use crate::failure::Failure;
use crate::open::{lang, open, problems_of, program, refused_or_missing};

pub async fn write(
    config: &Config,
    office: Option<&str>,
    args: ReportArgs,
    file: &Path,
    out: Output,
) -> Result<(), Failure> {
    let service = open(config).await?;
    let caller = program(&service, office).await?;
    let what = format!("cluster {}", args.cluster);
    let missing = || refused_or_missing(&what);
    let made = service.today(&caller, &args.cluster).await.map_err(missing())?;
    let book = service.book(&caller, &args.cluster, args.as_of).await.map_err(missing())?;
    let today = args.today.unwrap_or(made);
    let dashboard = dashboard(&book, &args, today)?;
    let source = Source {
        book: &book,
        dashboard: &dashboard,
        keys: None,
        today,
        lang: args.language.unwrap_or_else(lang),
        set: args.set.as_deref(),
        audience: Audience::Team { base: "", names: &|_| None },
        beside: &[],
        only: None,
    };
    let logo = service.logo_of(&caller, &args.cluster, &book.cluster).await.map_err(missing())?;
    let paper = of_team(&source, Wanted { made, as_of: args.as_of, logo });
    let bytes = vigie_paper::pdf(&paper).map_err(|error| Failure::failed(error.to_string()))?;
    let shown = file.display().to_string();
    std::fs::write(file, &bytes)
        .map_err(|error| Failure::failed(format!("cannot write {shown}: {error}")))?;
    out.one(&format!("{shown} written"), &json!({ "file": shown, "bytes": bytes.len() }))
}

/// The cluster's overview, or one KPI, over the periods that are asked for.
fn dashboard(book: &Book, args: &ReportArgs, today: NaiveDate) -> Result<Dashboard, Failure> {
    let saved = book.dashboards.iter().find(|dashboard| dashboard.id == OVERVIEW).cloned();
    let mut dashboard = saved.unwrap_or_else(overview);
    if let Some(key) = &args.kpi {
        let Some(kpi) = book.kpi(key) else {
            let problem = Problem::new(ProblemCode::KpiUnknown).with("kpi", key).at("kpi");
            return Err(problems_of(&[problem], ""));
        };
        dashboard.name = kpi.name.clone();
        dashboard.cards = vec![Show::Trend(Trend::of(key.clone())).into()];
    }
    dashboard.by = args.by.map(Granularity::from).or(dashboard.by);
    dashboard.span = span(book, args, today).or(dashboard.span);
    let problems = dashboard.check(book.fy(), &|key| book.kpi(key).is_some());
    if problems.is_empty() { Ok(dashboard) } else { Err(problems_of(&problems, "")) }
}

/// Where only one end is asked for, the other is that of the recorded figures: the first reading, the last closed period.
fn span(book: &Book, args: &ReportArgs, today: NaiveDate) -> Option<Span> {
    let fy = book.fy();
    let asked = args.from.or(args.to)?;
    let first = || {
        let readings = book.kpis.iter().flat_map(|kpi| book.readings.of(&kpi.key));
        readings.map(|reading| reading.period).min_by_key(|period| period.first_day(fy)).unwrap_or(asked)
    };
    let last = || Period::last_closed(today, asked.granularity, fy);
    Some(Span { from: args.from.unwrap_or_else(first), to: args.to.unwrap_or_else(last) })
}
