//! From what was typed to baseline, target sets and versions.

use leptos::prelude::*;
use vigie_domain::Kpi;
use vigie_domain::kpi::{Baseline, Version};
use vigie_domain::target::{PathKind, Point, Span, TargetSet};

use super::draft::{Draft, SetDraft};
use super::read::Reader;

impl Reader {
    pub fn plan(&mut self, draft: &Draft, kpi: &mut Kpi) {
        let typed = [draft.baseline_period, draft.baseline_value]
            .iter()
            .any(|line| line.with_untracked(|text| !text.trim().is_empty()));
        kpi.baseline = None;
        if typed {
            let (period, value) = (
                self.period(draft.baseline_period, "baseline.period"),
                self.needed(draft.baseline_value, "baseline.value"),
            );
            kpi.baseline = period.zip(value).map(|(period, value)| Baseline { period, value });
        }
        kpi.targets = draft
            .targets
            .items()
            .iter()
            .enumerate()
            .map(|(i, set)| self.set(set, &format!("targets[{i}]")))
            .collect();
        let versions = draft.versions.items();
        kpi.versions = versions
            .iter()
            .enumerate()
            .filter_map(|(i, version)| {
                let from = self.period(version.from, &format!("versions[{i}].from"))?;
                Some(Version {
                    from,
                    reason: version.reason.get_untracked().trim().to_owned(),
                    breaks: version.breaks.get_untracked(),
                })
            })
            .collect();
    }

    fn set(&mut self, set: &SetDraft, place: &str) -> TargetSet {
        let spanned =
            [set.from, set.to].iter().any(|line| line.with_untracked(|text| !text.trim().is_empty()));
        let span = if spanned {
            let (from, to) = (
                self.period(set.from, &format!("{place}.span.from")),
                self.period(set.to, &format!("{place}.span.to")),
            );
            from.zip(to).map(|(from, to)| Span { from, to })
        } else {
            None
        };
        let points = set
            .points
            .items()
            .iter()
            .enumerate()
            .filter_map(|(j, point)| {
                let place = format!("{place}.points[{j}]");
                let (period, value) = (
                    self.period(point.period, &format!("{place}.period")),
                    self.needed(point.value, &format!("{place}.value")),
                );
                period.zip(value).map(|(period, value)| Point { period, value })
            })
            .collect();
        TargetSet {
            set: set.set.get_untracked().trim().to_owned(),
            path: if set.path.get_untracked() == "stepped" { PathKind::Stepped } else { PathKind::Linear },
            span,
            points,
        }
    }
}
