//! Recording values.
//!
//! A bad command never blocks the others: each is answered by itself and is a change of its own. What waits for the same
//! cluster is made durable together ([`queue`]), since most of what a write costs is the transaction. The answer is stored
//! with the command's id in that transaction: the same command again, however late, gets the same answer and does nothing.

mod batch;
mod queue;
mod sheet;

use std::sync::Arc;

use vigie_domain::access::Action;
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::record::{Answer, Command};

pub(crate) use self::queue::Queue;
use crate::Service;
use crate::caller::Caller;
use crate::error::{Error, Result};

/// More is refused as a whole: an outbox sends in batches.
const MOST: usize = 500;

impl Service {
    /// Answers each command, in their order. Only what is nobody's fault in the command (busy, unavailable) is an error of the
    /// whole; sending it all again is right then.
    pub async fn record(&self, caller: &Caller, commands: Vec<Command>) -> Result<Vec<Answer>> {
        caller.person().ok_or(Error::Forbidden)?;
        if commands.len() > MOST {
            return Err(Problem::new(ProblemCode::FieldTooLong).with("to", MOST).at("commands").into());
        }
        let caller = Arc::new(caller.clone());
        let mut answers = Vec::with_capacity(commands.len());
        let mut rest = commands.into_iter().peekable();
        while let Some(first) = rest.next() {
            let mut together = vec![first];
            while let Some(next) = rest.next_if(|next| next.cluster == together[0].cluster) {
                together.push(next);
            }
            answers.extend(self.record_in_cluster(&caller, together).await?);
        }
        Ok(answers)
    }

    async fn record_in_cluster(&self, caller: &Arc<Caller>, commands: Vec<Command>) -> Result<Vec<Answer>> {
        let Some(first) = commands.first() else { return Ok(Vec::new()) };
        match self.seen(caller, first.cluster.as_str(), Action::Read).await {
            Ok(seen) => self.write_with_others(seen, caller.clone(), commands).await,
            Err(Error::NotFound) => Ok(commands
                .iter()
                .map(|command| refused(command, ProblemCode::NotFound, "cluster"))
                .collect()),
            Err(error) => Err(error),
        }
    }
}

fn refused(command: &Command, code: ProblemCode, place: &str) -> Answer {
    Answer::Refused { id: command.id, problem: Problem::new(code).at(place) }
}
