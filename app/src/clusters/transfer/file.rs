//! A file on its way into the cluster: chosen, understood, looked through, then taken in whole or not at all.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use vigie_domain::{Lang, Mapping};

use super::api::{Imported, Progress, Upload, import_file, import_progress, preview_import};
use super::mapping::MappingForm;
use super::preview::Preview;
use super::source::{Brought, Source};
use crate::clusters::words::many;
use crate::error::AppError;
use crate::locale::{import_problem_text, t, use_lang};
use crate::offline;
use crate::ui::{Banner, BannerKind, Glyph, say};
use crate::workspace::{Desk, use_desk};

/// Milliseconds between two looks at how far an import is.
const ASKED_EVERY: u32 = 700;

#[derive(Clone, PartialEq)]
pub(super) enum Stage {
    Empty,
    /// Being read for the first time.
    Reading,
    TooLarge,
    Failed(AppError),
    /// Looked through; the number counts the files, so that each is shown anew.
    Seen(u32),
}

/// The file that lies open, and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Open {
    slug: StoredValue<String>,
    desk: Desk,
    pub(super) stage: RwSignal<Stage>,
    pub(super) file: RwSignal<Upload>,
    pub(super) seen: RwSignal<Option<Imported>>,
    /// Being looked through again, or taken.
    pub(super) busy: RwSignal<bool>,
    /// How far the one that is being taken is.
    pub(super) progress: RwSignal<Option<Progress>>,
    /// Answers to earlier questions come too late.
    asked: StoredValue<u32>,
}

impl Open {
    fn new(slug: String, desk: Desk) -> Open {
        Open {
            slug: StoredValue::new(slug),
            desk,
            stage: RwSignal::new(Stage::Empty),
            file: RwSignal::new(Upload::default()),
            seen: RwSignal::new(None),
            busy: RwSignal::new(false),
            progress: RwSignal::new(None),
            asked: StoredValue::new(0),
        }
    }

    fn bring(self, brought: Brought) {
        match brought {
            Brought::File(file) => {
                self.file.set(file);
                self.seen.set(None);
                self.look();
            }
            Brought::TooLarge => self.stage.set(Stage::TooLarge),
            Brought::Unreadable => self.stage.set(Stage::Failed(AppError::Malformed)),
        }
    }

    /// Another sheet: what it means is found out anew.
    pub(super) fn turn_to(self, sheet: String) {
        self.file.update(|file| {
            file.sheet = Some(sheet);
            file.mapping = None;
        });
        self.look();
    }

    pub(super) fn correct(self, mapping: Mapping) {
        self.file.update(|file| file.mapping = Some(mapping));
        self.look();
    }

    pub(super) fn set_update(self, update: bool) {
        self.file.update(|file| file.update = update);
        self.look();
    }

    /// Asks what the file would bring; what is seen already stays in sight meanwhile.
    fn look(self) {
        self.busy.set(true);
        let number = self.asked.try_update_value(|asked| {
            *asked += 1;
            *asked
        });
        spawn_local(async move {
            let answer = preview_import(self.slug.get_value(), self.file.get_untracked()).await;
            if self.asked.try_get_value() == number {
                self.answer(answer);
            }
        });
    }

    fn answer(self, answer: Result<Imported, AppError>) {
        self.busy.set(false);
        match answer {
            Ok(seen) => {
                self.seen.set(Some(seen));
                if !matches!(self.stage.get_untracked(), Stage::Seen(_)) {
                    self.stage.set(Stage::Seen(self.asked.get_value()));
                }
            }
            Err(error) => self.stage.set(Stage::Failed(error)),
        }
    }

    /// Asks how far it is, until it has ended. A short one is over before the first question.
    fn watch(self, watch: String) {
        spawn_local(async move {
            loop {
                TimeoutFuture::new(ASKED_EVERY).await;
                let is_this = |file: &Upload| file.watch.as_ref() == Some(&watch);
                if self.busy.try_get_untracked() != Some(true) || !self.file.with_untracked(is_this) {
                    break;
                }
                if let Ok(Some(progress)) = import_progress(watch.clone()).await {
                    let _ = self.progress.try_set(Some(progress));
                }
            }
            let _ = self.progress.try_set(None);
        });
    }

    pub(super) fn take(self, done: Callback<Imported>) {
        self.busy.set(true);
        let watch = offline::uuid().to_string();
        self.file.update(|file| file.watch = Some(watch.clone()));
        self.watch(watch);
        spawn_local(async move {
            match import_file(self.slug.get_value(), self.file.get_untracked()).await {
                Ok(taken) if taken.refused == 0 => {
                    offline::pull(self.desk).await;
                    self.busy.set(false);
                    self.stage.set(Stage::Empty);
                    self.seen.set(None);
                    done.run(taken);
                }
                // Somebody changed the cluster since it was looked through.
                answer => self.answer(answer),
            }
        });
    }
}

/// `done` runs once a file was taken in and the copy knows it.
#[component]
pub fn ImportFile(slug: String, done: Callback<Imported>) -> impl IntoView {
    let lang = use_lang();
    let open = Open::new(slug, use_desk());
    let reading = Callback::new(move |()| open.stage.set(Stage::Reading));
    let brought = Callback::new(move |brought| open.bring(brought));
    let says = move || match open.stage.get() {
        Stage::Empty => ().into_any(),
        Stage::Reading => view! {
            <div class="stack tight" role="status">
                <p>{t::imports::reading(lang)}</p>
                <progress class="progress" aria-label=t::imports::reading(lang)></progress>
            </div>
        }
        .into_any(),
        Stage::TooLarge => refused(t::imports::too_large(lang).to_owned()).into_any(),
        Stage::Failed(error) => refused(failed(lang, &error)).into_any(),
        Stage::Seen(_) => view! {
            <Show when=move || open.seen.with(|seen| seen.as_ref().is_some_and(|seen| seen.table.is_some()))>
                <MappingForm open/>
            </Show>
            <Preview open done/>
        }
        .into_any(),
    };
    view! {
        <div class="stack">
            <Source reading brought/>
            {says}
        </div>
    }
}

/// What the first run and others say when it is done.
pub fn say_taken(lang: Lang, taken: &Imported) {
    say(t::imports::done(lang, entries(taken)), None);
}

pub(super) fn entries(taken: &Imported) -> i64 {
    many(usize::try_from(taken.added_readings + taken.changed).unwrap_or(usize::MAX))
}

fn refused(text: String) -> impl IntoView {
    view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{text}</p></Banner> }
}

fn failed(lang: Lang, error: &AppError) -> String {
    match error {
        AppError::Invalid(problems) if !problems.is_empty() => import_problem_text(lang, &problems[0]),
        error => error.text(lang),
    }
}
