//! `vigie report`: the figures, computed as everywhere else.

use vigie_domain::report::Row;
use vigie_domain::{Granularity, Report};
use vigie_service::{AsOf, Asked};

use super::output::{Output, print};
use super::{By, ReportArgs};
use crate::config::Config;
use crate::failure::Failure;
use crate::open::{open, program, refused_or_missing};

pub async fn run(
    config: &Config,
    office: Option<&str>,
    args: ReportArgs,
    out: Output,
) -> Result<(), Failure> {
    if let Some(file) = args.pdf.clone() {
        return super::paper::write(config, office, args, &file, out).await;
    }
    let service = open(config).await?;
    let caller = program(&service, office).await?;
    let asked = Asked {
        kpi: args.kpi,
        by: args.by.map(Granularity::from),
        from: args.from,
        to: args.to,
        today: args.today,
        set: args.set,
        as_of: args.as_of,
    };
    let what = format!("cluster {}", args.cluster);
    let report = service.report(&caller, &args.cluster, asked).await.map_err(refused_or_missing(&what))?;
    if out.json { super::output::print_json(&report) } else { print(&text(&report)) }
}

/// A number of a change or a date.
pub fn as_of(text: &str) -> Result<AsOf, String> {
    AsOf::parse(text).map_err(|_| "a sequence number or a date such as 2026-07-31".to_owned())
}

impl From<By> for Granularity {
    fn from(by: By) -> Self {
        match by {
            By::Month => Self::Month,
            By::Quarter => Self::Quarter,
            By::Half => Self::Half,
            By::Year => Self::Year,
        }
    }
}

/// For a person at the terminal: a block per KPI, a line per period.
fn text(report: &Report) -> String {
    let mut out = String::new();
    for kpi in &report.kpis {
        let status = kpi.status.map_or("", |status| status.as_str());
        out.push_str(&format!("{}  {status}\n", kpi.key));
        for row in &kpi.periods {
            out.push_str(&line(row));
        }
    }
    for objective in &report.objectives {
        let attainment = objective.attainment.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
        out.push_str(&format!(
            "objective {}  {attainment} ({} of {})\n",
            objective.id, objective.with_data, objective.of
        ));
    }
    out
}

fn line(row: &Row) -> String {
    let value = row.value.as_ref().map_or_else(|| row.state.as_str().to_owned(), ToString::to_string);
    let target = row.target.as_ref().map(|target| format!("  of {target}")).unwrap_or_default();
    let provisional = match (row.provisional, row.known, row.expected) {
        (true, Some(known), Some(expected)) => format!("  ({known} of {expected} known)"),
        (true, ..) => "  (provisional)".to_owned(),
        (false, ..) => String::new(),
    };
    format!("  {:<10} {value}{target}{provisional}\n", row.period.to_string())
}
