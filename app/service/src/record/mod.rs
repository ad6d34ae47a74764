//! Recording values.
//!
//! A bad command never blocks the others: each is answered by itself and is a change of its own. What waits for the same
//! cluster is made durable together ([`queue`]), since most of what a write costs is the transaction. The answer is stored
//! with the command's id in that transaction: the same command again, however late, gets the same answer and does nothing.

mod batch;
mod queue;
mod sheet;

use std::sync::Arc;

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
            let slug = together[0].cluster.to_string();
            answers.extend(self.write_with_others(slug, caller.clone(), together).await?);
        }
        Ok(answers)
    }
}

fn refused(command: &Command, code: ProblemCode, place: &str) -> Answer {
    Answer::Refused { id: command.id, problem: Problem::new(code).at(place) }
}
