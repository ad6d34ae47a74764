//! What lies open: who works, the cluster's local copy, the outbox. Given to every view as context.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;
use vigie_domain::access::Role;
use vigie_domain::act::{Act, Acts, Deed, WaitState, Waiting};
use vigie_domain::outbox::Outbox;
use vigie_domain::record::{Command, Content, Stamp};
use vigie_domain::sync::{Me, Snapshot};
use vigie_domain::{Book, Key, Kpi, Logo, Period};

use super::laid::{laid, over};
use crate::clusters::api::{Entry, Home, fetch_home};
use crate::locale::{t, use_lang};
use crate::offline::{self, Change, LocalCopy, NotKept, Stored};
use crate::ui::say;

/// How we stand with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Connection {
    Online,
    /// Not reached: the local copy shows, the outbox takes.
    Offline,
    /// Reached, but the session has ended: the outbox waits for the same person.
    SignedOut,
}

/// Copy it freely: it is a handful of signals.
#[derive(Clone, Copy)]
pub struct Desk {
    pub home: RwSignal<Option<Home>>,
    /// The cluster of the address.
    pub slug: RwSignal<Option<String>>,
    pub snapshot: RwSignal<Option<Arc<Snapshot>>>,
    /// The cluster as it was known on an earlier day, while somebody looks back: shown instead, and nothing can be changed.
    pub past: RwSignal<Option<Arc<Snapshot>>>,
    /// The cluster does not exist, or not for this person.
    pub missing: RwSignal<bool>,
    pub outbox: RwSignal<Outbox>,
    /// Evidence and messages that the server does not have yet.
    pub acts: RwSignal<Acts>,
    /// Rows of the outbox that a later version of the program wrote: kept as they stand, and counted.
    pub strange: RwSignal<Vec<String>>,
    pub connection: RwSignal<Connection>,
    pub(crate) book: Memo<Option<Arc<Book>>>,
    today: Memo<NaiveDate>,
    me: Memo<Option<Me>>,
    local: StoredValue<Option<Rc<LocalCopy>>, LocalStorage>,
    pub(crate) flushing: StoredValue<bool>,
    /// While the cluster is being brought up to date.
    pub(crate) pulling: StoredValue<Option<offline::Again>>,
    /// Entries of the outbox that this tab has seen on the device.
    kept: StoredValue<BTreeSet<Uuid>>,
    /// Entries that this tab has let go: what the device still says of them for a moment counts no more.
    gone: StoredValue<BTreeSet<Uuid>>,
}

pub fn use_desk() -> Desk {
    expect_context::<Desk>()
}

impl Desk {
    // Signals belong to the owner in which they are made: there is no value to default to.
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        let snapshot = RwSignal::new(None::<Arc<Snapshot>>);
        let outbox = RwSignal::new(Outbox::default());
        let past = RwSignal::new(None::<Arc<Snapshot>>);
        let waiting = Memo::new(move |_| outbox.with(laid));
        // Sending and a copy that brings nothing new change neither it nor what is made from it.
        let book = Memo::new(move |_| {
            if let Some(past) = past.get() {
                return Some(Arc::new(past.book()));
            }
            snapshot.get().map(|snapshot| waiting.with(|waiting| Arc::new(over(&snapshot, waiting))))
        });
        let today = Memo::new(move |_| {
            let day = |copy: &Option<Arc<Snapshot>>| copy.as_ref().map(|copy| copy.today);
            past.with(day).or_else(|| snapshot.with(day)).unwrap_or_else(offline::today_here)
        });
        let me = Memo::new(move |_| snapshot.with(|copy| copy.as_ref().map(|copy| copy.me.clone())));
        Self {
            home: RwSignal::new(None),
            slug: RwSignal::new(None),
            snapshot,
            past,
            missing: RwSignal::new(false),
            outbox,
            acts: RwSignal::new(Acts::default()),
            strange: RwSignal::new(Vec::new()),
            connection: RwSignal::new(Connection::Online),
            book,
            today,
            me,
            local: StoredValue::new_local(None),
            flushing: StoredValue::new(false),
            pulling: StoredValue::new(None),
            kept: StoredValue::new(BTreeSet::new()),
            gone: StoredValue::new(BTreeSet::new()),
        }
    }

    /// The facts of the open cluster with what is still unsent laid over them; of an earlier day where somebody looks back. Tracks.
    pub fn book(&self) -> Option<Arc<Book>> {
        self.book.get()
    }

    /// Another cluster's copy with what is still unsent laid over it. Tracks what is unsent.
    pub fn laid_over(&self, snapshot: &Snapshot) -> Book {
        self.outbox.with(|outbox| over(snapshot, &laid(outbox)))
    }

    /// The own logo of the open cluster, as it is in what is shown. Tracks.
    pub fn logo(&self) -> Option<Logo> {
        let slug = self.slug.get()?;
        self.book.with(|book| {
            let book = book.as_ref().filter(|book| book.cluster.slug.as_str() == slug)?;
            book.cluster.logo.clone()
        })
    }

    /// The clusters that are not archived, where there are two of them or more: those of a portfolio. Tracks.
    pub fn several(&self) -> Vec<Entry> {
        let open = self.home.with(|home| {
            let all = home.iter().flat_map(|home| &home.clusters);
            all.filter(|entry| !entry.archived).cloned().collect::<Vec<_>>()
        });
        if open.len() > 1 { open } else { Vec::new() }
    }

    /// Today in the cluster's time zone, as the server said last; the day to which somebody looks back.
    pub fn today(&self) -> NaiveDate {
        self.today.get()
    }

    /// `/app/{slug}{path}`; tracks the slug.
    pub fn href(&self, path: &str) -> String {
        self.slug.with(|slug| format!("/app/{}{path}", slug.as_deref().unwrap_or_default()))
    }

    /// The slug for a call; empty where no cluster is open.
    pub fn slug(&self) -> String {
        self.slug.get_untracked().unwrap_or_default()
    }

    /// Who looks back only reads.
    pub fn role(&self) -> Option<Role> {
        if self.past.with(Option::is_some) {
            return Some(Role::Reader);
        }
        self.me.with(|me| me.as_ref().map(|me| me.role))
    }

    /// May change definitions and share.
    pub fn is_manager(&self) -> bool {
        matches!(self.role(), Some(Role::Admin | Role::Manager))
    }

    /// May record for this KPI: a contributor for what is theirs.
    pub fn may_record(&self, kpi: &Kpi) -> bool {
        let looks_back = self.past.with(Option::is_some);
        !looks_back
            && self.me.with(|me| {
                me.as_ref().is_some_and(|me| match me.role {
                    Role::Admin | Role::Manager => true,
                    Role::Contributor => me.all_kpis || kpi.is_responsible(&me.email),
                    Role::Reader => false,
                })
            })
    }

    pub fn is_online(&self) -> bool {
        self.connection.get() == Connection::Online
    }

    pub(crate) fn local(&self) -> Option<Rc<LocalCopy>> {
        self.local.get_value()
    }

    pub(crate) fn set_local(&self, local: Option<Rc<LocalCopy>>) {
        self.local.set_value(local);
    }

    /// Records on this device: kept first, then sent. Without a figure the reading is withdrawn. Says so where it could
    /// not be kept.
    pub fn record(&self, kpi: &Key, period: Period, content: Content) {
        self.record_all(vec![(kpi.clone(), period, content)]);
    }

    /// The same in a frozen period, with the reason that it takes.
    pub fn correct(&self, kpi: &Key, period: Period, content: Content, reason: String) {
        self.queue(vec![(kpi.clone(), period, content)], Some(reason));
    }

    /// A block of readings: kept in one write, then sent together.
    pub fn record_all(&self, readings: Vec<(Key, Period, Content)>) {
        self.queue(readings, None);
    }

    /// In a conflict mine shall stand.
    pub fn insist(&self, id: Uuid) {
        let (desk, new) = (*self, offline::uuid());
        if !self.outbox.try_update(|outbox| outbox.insist(id, new)).unwrap_or_default() {
            return;
        }
        let entries: Vec<_> = self.outbox.with_untracked(|outbox| {
            outbox.entries().iter().filter(|entry| entry.command.id == new).cloned().collect()
        });
        spawn_local(async move {
            desk.write(Change { entries: &entries, gone: &[id], ..Change::default() }).await;
            offline::flush(desk).await;
        });
    }

    fn queue(&self, readings: Vec<(Key, Period, Content)>, correction: Option<String>) {
        let desk = *self;
        let Ok(cluster) = Key::parse(&self.slug()) else { return };
        let copy = self.snapshot.get_untracked();
        let stamped = readings.into_iter().map(|(kpi, period, content)| {
            let based_on = copy.as_ref().and_then(|copy| copy.readings.revision(&kpi, period));
            let stamp = Stamp {
                id: offline::uuid(),
                cluster: cluster.clone(),
                recorded_at: offline::now(),
                based_on,
            };
            Command { correction: correction.clone(), ..Command::new(stamp, kpi, period, content) }
        });
        let stamped: Vec<Command> = stamped.collect();
        let ids: BTreeSet<Uuid> = stamped.iter().map(|command| command.id).collect();
        let gone = self.outbox.try_update(|outbox| outbox.enqueue_all(stamped)).unwrap_or_default();
        let entries: Vec<_> = self.outbox.with_untracked(|outbox| {
            outbox.entries().iter().filter(|entry| ids.contains(&entry.command.id)).cloned().collect()
        });
        spawn_local(async move {
            desk.write(Change { entries: &entries, gone: &gone, ..Change::default() }).await;
            offline::flush(desk).await;
            offline::pull(desk).await;
        });
    }

    /// Does something beside recording: kept first, then sent. `id`: also that of what it makes.
    pub fn act(&self, id: Uuid, kpi: &Key, deed: Deed) {
        let desk = *self;
        let Ok(cluster) = Key::parse(&self.slug()) else { return };
        let v = vigie_domain::act::VERSION;
        let act = Act { v, id, cluster, kpi: kpi.clone(), deed, recorded_at: offline::now() };
        let waiting = Waiting { act: act.clone(), state: WaitState::Waiting };
        self.acts.update(|acts| acts.enqueue(act));
        spawn_local(async move {
            desk.write(Change { acts: &[waiting], ..Change::default() }).await;
            offline::flush(desk).await;
            offline::pull(desk).await;
        });
    }

    /// All that the server does not have, refused or in conflict too. Tracks.
    pub fn unsent(&self) -> usize {
        let strange = self.strange.with(Vec::len);
        strange
            + self.outbox.with(|outbox| outbox.entries().len())
            + self.acts.with(|acts| acts.entries().len())
    }

    /// Of it what waits for a person's decision. Tracks.
    pub fn stuck(&self) -> usize {
        let stuck = self.outbox.with(|outbox| outbox.entries().len() - outbox.pending());
        stuck + self.strange.with(Vec::len) + self.acts.with(|acts| acts.entries().len() - acts.pending())
    }

    /// Whether some of it is in this page only: the device could not keep it, or is about to.
    pub(crate) fn only_here(&self) -> bool {
        self.kept.with_value(|kept| {
            let entries =
                |outbox: &Outbox| outbox.entries().iter().all(|entry| kept.contains(&entry.command.id));
            let acts = |acts: &Acts| acts.entries().iter().all(|waiting| kept.contains(&waiting.act.id));
            !(self.outbox.with_untracked(entries) && self.acts.with_untracked(acts))
        })
    }

    /// Of it what goes out as soon as there is a connection.
    pub(crate) fn pending(&self) -> usize {
        self.outbox.with_untracked(Outbox::pending) + self.acts.with_untracked(Acts::pending)
    }

    /// Before another person's queue is opened: everybody has their own.
    pub(crate) fn leave_seat(&self) {
        self.outbox.set(Outbox::default());
        self.acts.set(Acts::default());
        self.strange.set(Vec::new());
        self.kept.set_value(BTreeSet::new());
    }

    /// Follows what the device holds of the outbox.
    pub(crate) fn take_stored(&self, stored: Stored) {
        let Stored { mut entries, acts: mut stored, strange } = stored;
        if self.strange.with_untracked(|own| *own != strange) {
            self.strange.set(strange);
        }
        self.gone.with_value(|gone| {
            entries.retain(|entry| !gone.contains(&entry.command.id));
            stored.retain(|waiting| !gone.contains(&waiting.act.id));
        });
        let mut ids: Vec<Uuid> = entries.iter().map(|entry| entry.command.id).collect();
        ids.extend(stored.iter().map(|waiting| waiting.act.id));
        let (mut outbox, mut acts) = (self.outbox.get_untracked(), self.acts.get_untracked());
        self.kept.with_value(|kept| {
            outbox.follow(entries, kept);
            acts.follow(stored, |id| kept.contains(&id));
        });
        self.kept.update_value(|kept| kept.extend(ids));
        if self.acts.with_untracked(|own| *own != acts) {
            self.acts.set(acts);
        }
        if self.outbox.with_untracked(|own| *own != outbox) {
            self.outbox.set(outbox);
        }
    }

    /// Of all that waits here.
    pub(crate) fn waiting_ids(&self) -> BTreeSet<Uuid> {
        let entries = |outbox: &Outbox| outbox.entries().iter().map(|entry| entry.command.id).collect();
        let mut ids: BTreeSet<Uuid> = self.outbox.with_untracked(entries);
        self.acts.with_untracked(|acts| ids.extend(acts.entries().iter().map(|waiting| waiting.act.id)));
        ids
    }

    /// Follows what the device holds where `held` are its ids, and `new` is what is not known here.
    pub(crate) fn take_news(&self, held: &BTreeSet<Uuid>, mut new: Stored) {
        self.outbox.with_untracked(|outbox| {
            let known = outbox.entries().iter().filter(|entry| held.contains(&entry.command.id));
            new.entries.extend(known.cloned());
        });
        self.acts.with_untracked(|acts| {
            let known = acts.entries().iter().filter(|waiting| held.contains(&waiting.act.id));
            new.acts.extend(known.cloned());
        });
        self.take_stored(new);
    }

    /// Asks again which clusters there are: one was made or named anew.
    pub async fn reload_home(&self) {
        if let Ok(home) = fetch_home().await {
            offline::remember_home(&home);
            self.home.set(Some(home));
        }
    }

    /// Writes to the device; a failure is said, since what was typed is then only in this page.
    pub(crate) async fn write(&self, change: Change<'_>) {
        let entries = change.entries.iter().map(|entry| entry.command.id);
        let ids: Vec<Uuid> = entries.chain(change.acts.iter().map(|waiting| waiting.act.id)).collect();
        let copy = change.snapshot;
        self.gone.update_value(|gone| gone.extend(change.gone));
        let kept = match self.local() {
            Some(local) => local.write(change).await,
            None => Err(NotKept::Failed),
        };
        match kept {
            Ok(()) => {
                self.kept.update_value(|kept| kept.extend(ids));
                offline::tell(copy.map(|copy| &**copy));
            }
            Err(NotKept::Full) => say(t::workspace::not_kept_full(use_lang()), None),
            Err(NotKept::Failed) => say(t::workspace::not_kept(use_lang()), None),
        }
    }

    /// Fetches what a form has just changed on the server.
    pub fn refresh(&self) {
        spawn_local(offline::pull(*self));
    }
}
