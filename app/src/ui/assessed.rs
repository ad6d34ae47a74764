//! A person's own judgement beside the computed status, never instead of it.

use leptos::prelude::*;
use vigie_domain::Status;
use vigie_domain::assessment::Assessment;

use super::StatusChip;
use crate::locale::{t, use_lang};

/// Ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessed {
    pub status: Status,
    /// As it is read.
    pub period: String,
    /// Empty: none.
    pub comment: String,
}

impl Assessed {
    pub fn of(assessment: &Assessment, period: String) -> Self {
        Self { status: assessment.status.status(), period, comment: assessment.comment.clone() }
    }
}

/// `named`: says what it is, where no label stands beside it.
#[component]
pub fn AssessedView(assessed: Assessed, #[prop(optional)] named: bool) -> impl IntoView {
    let lang = use_lang();
    let Assessed { status, period, comment } = assessed;
    let comment = Some(comment).filter(|comment| !comment.is_empty());
    view! {
        <div class="assessment">
            <p>
                {named.then(|| view! { <small>{t::common::assessment(lang)}</small> })}
                <StatusChip status plain=true/>
                <small>{t::common::assessment_for(lang, period)}</small>
            </p>
            {comment.map(|comment| view! { <blockquote>{comment}</blockquote> })}
        </div>
    }
}
