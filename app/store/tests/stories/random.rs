//! The same random writes on both engines and on a model that keeps a whole copy per change.

use std::collections::BTreeMap;

use vigie_store::documents::{self, Kind};
use vigie_store::{Tx, readings};

use crate::support::{World, reading};

/// A small generator with a seed: a failure can be told again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Model {
    readings: BTreeMap<(String, String), String>,
    documents: BTreeMap<String, String>,
}

const CHANGES: i64 = 60;

async fn step(tx: &mut Tx, seq: i64, dice: &mut Dice, model: &mut Model) {
    let name = format!("k{}", dice.roll(4));
    let period = format!("2026-{:02}", 1 + dice.roll(4));
    let key = (name.clone(), period.clone());
    match dice.roll(6) {
        0..=2 => {
            let value = dice.roll(1000).to_string();
            readings::put(tx, "alpes", seq, &reading(&name, &period, &value)).await.unwrap();
            model.readings.insert(key, value);
        }
        3 => {
            let closed = readings::close(tx, "alpes", &name, &period, seq).await;
            assert_eq!(closed.is_ok(), model.readings.remove(&key).is_some());
        }
        4 => {
            let body = format!("{{{}}}", dice.roll(1000));
            documents::put(tx, "alpes", Kind::Kpi, &name, 0, &body, seq).await.unwrap();
            model.documents.insert(name, body);
        }
        _ => {
            let closed = documents::close(tx, "alpes", Kind::Kpi, &name, seq).await;
            assert_eq!(closed.is_ok(), model.documents.remove(&name).is_some());
        }
    }
}

/// What the store says, in the form of the model.
fn told(readings: Vec<readings::ReadingRow>, documents: Vec<documents::DocumentRow>) -> Model {
    Model {
        readings: readings
            .into_iter()
            .map(|row| ((row.kpi, row.period), row.value.unwrap_or_default()))
            .collect(),
        documents: documents.into_iter().map(|row| (row.id, row.body)).collect(),
    }
}

/// Plays the game and returns everything that was ever in the database.
async fn play(world: &World, seed: u64) -> String {
    let mut dice = Dice(seed);
    let mut model = Model::default();
    let mut past = vec![model.clone()];
    for _ in 0..CHANGES {
        let steps = 1 + dice.roll(5);
        world
            .write(async |tx, seq| {
                for _ in 0..steps {
                    step(tx, seq, &mut dice, &mut model).await;
                }
            })
            .await;
        past.push(model.clone());
    }

    let mut snapshot = world.store.snapshot().await.unwrap();
    let mut dump = String::new();
    for (seq, expected) in (0..).zip(&past) {
        let readings = readings::as_of(&mut snapshot, "alpes", seq).await.unwrap();
        let documents = documents::as_of(&mut snapshot, "alpes", seq).await.unwrap();
        dump += &format!("{seq} {readings:?} {documents:?}\n");
        assert_eq!(told(readings, documents), *expected, "seed {seed}, as of {seq}");

        // A copy of that time plus what changed since is what is there now.
        let mut copy = expected.clone();
        for row in readings::since(&mut snapshot, "alpes", seq).await.unwrap() {
            match row.seq_to {
                None => copy.readings.insert((row.kpi, row.period), row.value.unwrap()),
                Some(_) => copy.readings.remove(&(row.kpi, row.period)),
            };
        }
        for row in documents::since(&mut snapshot, "alpes", seq).await.unwrap() {
            match row.seq_to {
                None => copy.documents.insert(row.id, row.body),
                Some(_) => copy.documents.remove(&row.id),
            };
        }
        assert_eq!(copy, model, "seed {seed}, since {seq}");
    }
    let readings = readings::all(&mut snapshot, "alpes").await.unwrap();
    let documents = documents::current(&mut snapshot, "alpes", None).await.unwrap();
    assert_eq!(told(readings, documents), model, "seed {seed}, now");
    dump
}

#[tokio::test(flavor = "multi_thread")]
async fn both_engines_do_the_same() {
    for seed in 1..=4 {
        assert_eq!(
            play(&World::sqlite().await, seed).await,
            play(&World::postgres().await, seed).await,
            "seed {seed}"
        );
    }
}
