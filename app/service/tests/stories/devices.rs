//! Three devices edit the same readings, on and off the network, with answers that get lost and commands that come twice and in
//! another order: in the end all show the same, and nothing was overwritten that its author had not seen.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use vigie_domain::outbox::{EntryState, Failure, Outbox, Settled};
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::record::{Answer, Command};
use vigie_domain::sync::Snapshot;
use vigie_domain::testing::Random;
use vigie_service::Caller;

use crate::support::{MEMBERS, World, command, key, period, stories, value};

stories! { devices_converge_and_overwrite_nothing_silently }

const ROUNDS: u64 = 10;
const STEPS: usize = 120;
const PERIODS: [&str; 3] = ["2026-01", "2026-02", "2026-03"];

struct Device {
    caller: Caller,
    copy: Snapshot,
    outbox: Outbox,
    /// What became of each edit: exactly one of these.
    edits: BTreeSet<Uuid>,
    replaced: BTreeSet<Uuid>,
    decided: BTreeSet<Uuid>,
    applied: BTreeMap<u64, Command>,
    same: BTreeSet<Uuid>,
}

impl Device {
    async fn new(world: &World, caller: Caller, slug: &str) -> Device {
        let copy = world.service.snapshot(&caller, slug).await.unwrap();
        let outbox = Outbox::default();
        let (edits, replaced, decided, same) = Default::default();
        Device { caller, copy, outbox, edits, replaced, decided, applied: BTreeMap::new(), same }
    }

    /// As the workspace does it: based on what the copy shows.
    fn edit(&mut self, at: &str, figure: i32) {
        let based_on = self.copy.readings.revision(&key("members"), period(at));
        let edit = Command {
            cluster: self.copy.cluster.slug.clone(),
            ..command(at, value(&figure.to_string()), based_on)
        };
        self.edits.insert(edit.id);
        let before: Vec<(Uuid, bool)> =
            self.outbox.entries().iter().map(|entry| (entry.command.id, open(&entry.state))).collect();
        for gone in self.outbox.enqueue(edit) {
            // What was in conflict is decided by editing anew; what only waited is replaced by its author.
            let waited = before.iter().any(|(id, open)| *id == gone && *open);
            let fate = if waited { &mut self.replaced } else { &mut self.decided };
            fate.insert(gone);
        }
    }

    async fn send(&mut self, world: &World, random: &mut Random) {
        let mut batch = self.outbox.take_batch(3);
        if batch.is_empty() {
            return;
        }
        if random.chance(50) {
            batch.reverse();
        }
        let problem = Problem::new(ProblemCode::FieldMalformed);
        let lost_on_the_way = random.chance(25);
        if lost_on_the_way {
            return self.outbox.failed(Failure::Unreachable, &problem);
        }
        let answers = world.service.record(&self.caller, batch.clone()).await.unwrap();
        if random.chance(30) {
            let again = world.service.record(&self.caller, batch.clone()).await.unwrap();
            assert_eq!(again, answers, "a command that comes twice gets the same answer");
        }
        let answer_lost = random.chance(25);
        if answer_lost {
            return self.outbox.failed(Failure::Unreachable, &problem);
        }
        for answer in answers {
            self.settle(&batch, answer);
        }
    }

    fn settle(&mut self, batch: &[Command], answer: Answer) {
        let sent =
            batch.iter().find(|command| command.id == answer.id()).expect("an answer to what was sent");
        let is_new = matches!(answer, Answer::Applied { .. });
        match self.outbox.settle(answer) {
            Settled::Done { revision } if is_new => drop(self.applied.insert(revision, sent.clone())),
            Settled::Done { .. } => drop(self.same.insert(sent.id)),
            Settled::Superseded => drop(self.replaced.insert(sent.id)),
            Settled::Parked => panic!("nothing here is refused"),
            Settled::Conflicting | Settled::Unknown => {}
        }
    }

    async fn pull(&mut self, world: &World) {
        let slug = self.copy.cluster.slug.to_string();
        let changes = world.service.changes(&self.caller, &slug, self.copy.seq).await.unwrap();
        assert!(self.copy.apply(changes));
    }

    /// A person looks at a conflict: theirs stays, or mine is recorded anew on top of it.
    fn decide(&mut self, random: &mut Random) {
        let conflict = self.outbox.entries().iter().find(|entry| !open(&entry.state)).cloned();
        let Some(entry) = conflict else { return };
        if random.chance(50) {
            self.outbox.discard(entry.command.id).expect("it is there");
            self.decided.insert(entry.command.id);
        } else {
            let mine = random.below(1000);
            self.edit(&entry.command.period.to_string(), mine);
        }
    }

    fn restart(&mut self) {
        let stored = serde_json::to_string(self.outbox.entries()).unwrap();
        self.outbox = Outbox::new(serde_json::from_str(&stored).unwrap());
    }

    async fn step(&mut self, world: &World, random: &mut Random) {
        match random.below(10) {
            0..4 => {
                let at = random.pick(&PERIODS);
                let figure = random.below(50);
                self.edit(at, figure);
            }
            4..7 => self.send(world, random).await,
            7 => self.pull(world).await,
            8 => self.decide(random),
            _ => self.restart(),
        }
    }
}

fn open(state: &EntryState) -> bool {
    matches!(state, EntryState::Waiting | EntryState::Sending)
}

async fn devices_converge_and_overwrite_nothing_silently(world: World) {
    let mut conflicts = 0;
    for seed in 0..ROUNDS {
        let slug = format!("alpes-{seed}");
        world.cluster(&slug).await;
        world.kpi(&slug, MEMBERS).await;
        let mut random = Random::new(seed);
        let mut devices = Vec::new();
        for _ in 0..3 {
            devices.push(Device::new(&world, world.admin.clone(), &slug).await);
        }
        for _ in 0..STEPS {
            let who = random.pick(&[0, 1, 2]);
            devices[who].step(&world, &mut random).await;
        }
        come_together(&world, &mut devices).await;
        conflicts += devices.iter().map(|device| device.decided.len()).sum::<usize>();
        all_show_the_same(&world, &devices, &slug).await;
        every_edit_has_one_fate(&devices);
        nobody_overwrote_what_they_had_not_seen(&world, &devices, &slug).await;
    }
    assert!(conflicts > 20, "only {conflicts} conflicts were tried");
}

/// The network is back for good, and every conflict is looked at.
async fn come_together(world: &World, devices: &mut [Device]) {
    for device in devices.iter_mut() {
        device.restart();
        loop {
            let batch = device.outbox.take_batch(10);
            if batch.is_empty() {
                break;
            }
            let answers = world.service.record(&device.caller, batch.clone()).await.unwrap();
            for answer in answers {
                device.settle(&batch, answer);
            }
        }
        let left: Vec<Uuid> = device.outbox.entries().iter().map(|entry| entry.command.id).collect();
        for id in left {
            device.outbox.discard(id).expect("nothing is under way");
            device.decided.insert(id);
        }
    }
    for device in devices {
        device.pull(world).await;
    }
}

async fn all_show_the_same(world: &World, devices: &[Device], slug: &str) {
    let fresh = world.service.snapshot(&world.admin, slug).await.unwrap();
    for device in devices {
        assert!(device.outbox.is_empty());
        assert_eq!(device.copy.book(), fresh.book());
    }
}

fn every_edit_has_one_fate(devices: &[Device]) {
    for device in devices {
        let applied: BTreeSet<Uuid> = device.applied.values().map(|command| command.id).collect();
        let fates = [&applied, &device.same, &device.replaced, &device.decided];
        let all: BTreeSet<Uuid> = fates.into_iter().flatten().copied().collect();
        assert_eq!(all, device.edits);
        assert_eq!(fates.iter().map(|fate| fate.len()).sum::<usize>(), all.len(), "no edit has two fates");
    }
}

/// Each revision follows the one that its author had before them, so that what stood there had been seen.
async fn nobody_overwrote_what_they_had_not_seen(world: &World, devices: &[Device], slug: &str) {
    let applied: BTreeMap<u64, &Command> = devices
        .iter()
        .flat_map(|device| &device.applied)
        .map(|(revision, command)| (*revision, command))
        .collect();
    let mut found = 0;
    for at in PERIODS {
        let history = world.service.history(&world.admin, slug, &key("members"), period(at)).await.unwrap();
        let mut before = None;
        for revised in history {
            let revision = revised.revision.revision;
            let command = applied[&revision];
            assert_eq!(command.based_on, before, "{at}: revision {revision}");
            before = Some(revision);
            found += 1;
        }
    }
    assert_eq!(found, applied.len(), "each applied command is in the history once");
}
