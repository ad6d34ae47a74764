//! What waits to be written, by the address of its cluster. While one transaction of a cluster is written, what comes in gathers and is the
//! next one: under load a commit carries many, and who is alone waits for nobody.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use vigie_domain::record::{Answer, Command};

use super::MOST;
use crate::Service;
use crate::caller::Caller;
use crate::error::{Error, Result};

/// The commands of one request for one cluster, and who waits for their answers.
pub(super) struct Waiting {
    pub(super) caller: Arc<Caller>,
    pub(super) commands: Vec<Command>,
    reply: oneshot::Sender<Result<Vec<Answer>>>,
}

/// A cluster is in it as long as somebody writes it.
#[derive(Clone, Default)]
pub(crate) struct Queue(Arc<Mutex<HashMap<String, Vec<Waiting>>>>);

impl Queue {
    fn clusters(&self) -> MutexGuard<'_, HashMap<String, Vec<Waiting>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says whether nobody writes this cluster: then the caller has to.
    fn join(&self, slug: &str, waiting: Waiting) -> bool {
        match self.clusters().entry(slug.to_owned()) {
            Entry::Occupied(mut queue) => {
                queue.get_mut().push(waiting);
                false
            }
            Entry::Vacant(place) => {
                place.insert(vec![waiting]);
                true
            }
        }
    }

    /// As many as one transaction takes, the first ones first; with none left the cluster is nobody's any more.
    fn next(&self, slug: &str) -> Vec<Waiting> {
        let mut clusters = self.clusters();
        let Some(queue) = clusters.get_mut(slug) else { return Vec::new() };
        let mut commands = 0;
        let fits = queue.iter().take_while(|waiting| {
            commands += waiting.commands.len();
            commands <= MOST
        });
        let many = fits.count().max(1).min(queue.len());
        let batch: Vec<_> = queue.drain(..many).collect();
        if batch.is_empty() {
            clusters.remove(slug);
        }
        batch
    }
}

/// Who writes a cluster. Were it to end in a panic, the cluster would take no more writes: then it is given free.
struct Turn {
    queue: Queue,
    slug: String,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.queue.clusters().remove(&self.slug);
        }
    }
}

impl Service {
    /// Writes these together with what others have waiting. A caller that goes away meanwhile takes nothing back.
    pub(super) async fn write_with_others(
        &self,
        slug: String,
        caller: Arc<Caller>,
        commands: Vec<Command>,
    ) -> Result<Vec<Answer>> {
        let (reply, answers) = oneshot::channel();
        if self.queue.join(&slug, Waiting { caller, commands, reply }) {
            tokio::spawn(self.clone().write_all(slug));
        }
        answers.await.map_err(|_| Error::Unavailable)?
    }

    async fn write_all(self, slug: String) {
        let turn = Turn { queue: self.queue.clone(), slug };
        loop {
            let mut batch = turn.queue.next(&turn.slug);
            match batch.len() {
                0 => return,
                1 => self.answer_alone(&turn.slug, batch.remove(0)).await,
                _ => self.answer_together(&turn.slug, batch).await,
            }
        }
    }

    async fn answer_together(&self, slug: &str, batch: Vec<Waiting>) {
        match self.write_batch(slug, &batch).await {
            Ok(answers) => {
                for (waiting, answers) in batch.into_iter().zip(answers) {
                    // Who went away reads the answer from the database when they ask again.
                    let _ = waiting.reply.send(Ok(answers));
                }
            }
            Err(error @ (Error::Busy | Error::Unavailable)) => {
                for waiting in batch {
                    let again = if matches!(error, Error::Busy) { Error::Busy } else { Error::Unavailable };
                    let _ = waiting.reply.send(Err(again));
                }
            }
            // A fault that one of them brought is that one's alone.
            Err(_) => {
                for waiting in batch {
                    self.answer_alone(slug, waiting).await;
                }
            }
        }
    }

    async fn answer_alone(&self, slug: &str, waiting: Waiting) {
        let written = self.write_batch(slug, std::slice::from_ref(&waiting)).await;
        let answers = written.map(|mut answers| answers.pop().unwrap_or_default());
        let _ = waiting.reply.send(answers);
    }
}
