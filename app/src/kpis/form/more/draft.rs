//! The folded parts while they are typed, and the way back to a definition.

use leptos::prelude::*;
use vigie_domain::kpi::{Reference, Thresholds};
use vigie_domain::{Kpi, Text};

use super::super::draft::Writer;
use super::super::read::Reader;
use super::super::rows::Rows;
use super::super::texts::TextDraft;

#[derive(Clone, Copy)]
pub struct MoreDraft {
    pub references: Rows<ReferenceDraft>,
    pub thresholds: ThresholdDraft,
    /// Separated by commas.
    pub frameworks: RwSignal<String>,
    /// Id of a pack; empty for none.
    pub category: RwSignal<String>,
    pub confidential: RwSignal<bool>,
    /// Ids of the objectives that count the KPI.
    pub objectives: RwSignal<Vec<String>>,
}

#[derive(Clone, Copy)]
pub struct ReferenceDraft {
    pub value: RwSignal<String>,
    pub caption: TextDraft,
    pub source: RwSignal<String>,
}

#[derive(Clone, Copy)]
pub struct ThresholdDraft {
    pub operator: RwSignal<String>,
    pub green: RwSignal<String>,
    pub amber: RwSignal<String>,
    pub text: TextDraft,
    pub source: RwSignal<String>,
}

fn blank(line: RwSignal<String>) -> bool {
    line.with_untracked(|text| text.trim().is_empty())
}

fn said(line: RwSignal<String>) -> Option<String> {
    Some(line.get_untracked().trim().to_owned()).filter(|text| !text.is_empty())
}

impl ReferenceDraft {
    pub fn of(reference: Option<&Reference>, tags: &[String], writer: Writer) -> Self {
        let none = Text::default();
        let source = reference.and_then(|reference| reference.source.clone());
        Self {
            value: writer.number(reference.map(|reference| &reference.value)),
            caption: TextDraft::new(tags, reference.map_or(&none, |reference| &reference.caption)),
            source: RwSignal::new(source.unwrap_or_default()),
        }
    }
}

impl MoreDraft {
    pub fn of(kpi: &Kpi, tags: &[String], writer: Writer) -> Self {
        let thresholds = kpi.thresholds.clone().unwrap_or_default();
        Self {
            references: Rows::new(
                kpi.references.iter().map(|reference| ReferenceDraft::of(Some(reference), tags, writer)),
            ),
            thresholds: ThresholdDraft {
                operator: RwSignal::new(thresholds.operator.unwrap_or_default()),
                green: writer.number(thresholds.green.as_ref()),
                amber: writer.number(thresholds.amber.as_ref()),
                text: TextDraft::new(tags, &thresholds.text),
                source: RwSignal::new(thresholds.source.unwrap_or_default()),
            },
            frameworks: RwSignal::new(kpi.frameworks.join(", ")),
            category: RwSignal::new(kpi.category.clone().unwrap_or_default()),
            confidential: RwSignal::new(kpi.confidential),
            objectives: RwSignal::new(Vec::new()),
        }
    }

    /// Takes references away in which nothing was typed.
    pub fn tidy(&self) {
        self.references.retain(|reference| {
            !(blank(reference.value) && reference.caption.read().is_empty() && blank(reference.source))
        });
    }

    pub fn read(&self, reader: &mut Reader, kpi: &mut Kpi) {
        kpi.references = Vec::new();
        for (i, reference) in self.references.items().iter().enumerate() {
            if let Some(value) = reader.needed(reference.value, &format!("references[{i}].value")) {
                let (caption, source) = (reference.caption.read(), said(reference.source));
                kpi.references.push(Reference { value, caption, source });
            }
        }
        let draft = &self.thresholds;
        let thresholds = Thresholds {
            operator: said(draft.operator),
            green: reader.number(draft.green, "thresholds.green"),
            amber: reader.number(draft.amber, "thresholds.amber"),
            text: draft.text.read(),
            source: said(draft.source),
        };
        kpi.thresholds = (thresholds != Thresholds::default()).then_some(thresholds);
        let frameworks = self.frameworks.get_untracked();
        let frameworks = frameworks.split(',').map(str::trim).filter(|name| !name.is_empty());
        kpi.frameworks = frameworks.map(str::to_owned).collect();
        kpi.category = said(self.category);
        kpi.confidential = self.confidential.get_untracked();
    }
}
