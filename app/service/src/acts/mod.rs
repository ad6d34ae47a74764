//! What is done beside recording: evidence and messages. An act is a transaction of its own; its answer is stored with its
//! id, so that the same act again, however late, gets the same answer and does nothing.

mod proofs;
mod talk;
mod write;

use vigie_domain::Kpi;
use vigie_domain::access::{self, Action};
use vigie_domain::act::{Act, Deed};
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::record::Answer;
use vigie_store::{StoreError, Tx, clusters, commands};

use self::write::{Writing, write};
use crate::Service;
use crate::access::Seen;
use crate::caller::{Caller, Person};
use crate::error::{Error, Result};
use crate::pen::revision;
use crate::readings::kpi;
use crate::token::{hash, hash_bytes};

impl Service {
    /// `file`: the bytes that came with it. An error is nobody's fault in the act (busy, unavailable): sending it again is
    /// right then.
    pub async fn act(&self, caller: &Caller, act: &Act, file: Option<&[u8]>) -> Result<Answer> {
        let person = caller.person().ok_or(Error::Forbidden)?;
        let refused = |problem: Problem| Ok(Answer::Refused { id: act.id, problem });
        let seen = match self.seen(caller, act.cluster.as_str(), Action::Read).await {
            Ok(seen) => seen,
            Err(Error::NotFound) => return refused(Problem::new(ProblemCode::NotFound).at("cluster")),
            Err(error) => return Err(error),
        };
        let (user, id) = (person.user.to_string(), act.id.to_string());
        let sha256 = file.map(hash_bytes);
        let body = serde_json::to_string(act).map_err(Error::internal)?;
        let body_hash = hash(&format!("{body}{}", sha256.as_deref().unwrap_or_default()));

        let mut tx = self.store.begin().await?;
        clusters::lock(&mut tx, seen.id()).await?;
        if let Some(stored) = commands::stored(&mut tx, &user, &id).await? {
            if stored.body_hash != body_hash {
                return refused(Problem::new(ProblemCode::IdReused).at("id"));
            }
            return serde_json::from_str(&stored.answer)
                .map_err(|error| Error::inconsistent(&format!("commands {id}"), error));
        }
        let Some(kpi) = kpi(&mut tx, &seen, &act.kpi).await? else {
            return refused(Problem::new(ProblemCode::KpiUnknown).at("kpi"));
        };
        let case = Case { caller, person, seen: &seen, kpi: &kpi, act, file, sha256 };
        let writing = match case.decide(&mut tx).await {
            Ok(writing) => writing,
            // Not kept: a right or a period's state can change, and then the same act may be sent again.
            Err(No::Problem(problem)) => return refused(problem),
            Err(No::Fault(error)) => return Err(error),
        };
        let (mut tx, answer) = match writing {
            Writing::Nothing(seq) => (tx, Answer::Duplicate { id: act.id, revision: revision(seq)? }),
            writing => {
                let mut pen = self.pen_on(caller, tx, seen.id()).await?;
                write(&mut pen, seen.id(), writing).await?;
                let answer = Answer::Applied { id: act.id, revision: revision(pen.seq)? };
                (pen.tx, answer)
            }
        };
        let text = serde_json::to_string(&answer).map_err(Error::internal)?;
        commands::store(&mut tx, &user, &id, &body_hash, &text, self.edge.millis()).await?;
        tx.commit().await?;
        Ok(answer)
    }
}

/// Why an act is not carried out: a problem that its author sees, or a fault.
enum No {
    Problem(Problem),
    Fault(Error),
}

impl From<Problem> for No {
    fn from(problem: Problem) -> No {
        No::Problem(problem)
    }
}

impl From<Error> for No {
    fn from(error: Error) -> No {
        No::Fault(error)
    }
}

impl From<StoreError> for No {
    fn from(error: StoreError) -> No {
        No::Fault(error.into())
    }
}

type Decided<'a> = std::result::Result<Writing<'a>, No>;

/// What a decision rests on.
struct Case<'a> {
    caller: &'a Caller,
    person: &'a Person,
    seen: &'a Seen,
    kpi: &'a Kpi,
    act: &'a Act,
    file: Option<&'a [u8]>,
    sha256: Option<String>,
}

impl<'a> Case<'a> {
    async fn decide(&self, tx: &mut Tx) -> Decided<'a> {
        self.act.check_version()?;
        let action = match self.act.deed {
            Deed::Attach { .. } | Deed::Remove { .. } | Deed::Restore { .. } => Action::Attach,
            Deed::Say { .. } | Deed::Amend { .. } | Deed::Unsay { .. } => Action::Comment,
        };
        if !access::can(&self.caller.actor(), action, self.seen.of_kpi(self.kpi)) {
            return Err(Problem::new(ProblemCode::NotAllowed).at("kpi").into());
        }
        match &self.act.deed {
            Deed::Attach { on, given } => self.attach(tx, *on, given).await,
            Deed::Remove { evidence } => self.remove(tx, &evidence.to_string()).await,
            Deed::Restore { evidence } => self.restore(tx, &evidence.to_string()).await,
            Deed::Say { text } => self.say(tx, text).await,
            Deed::Amend { message, text } => self.amend(tx, &message.to_string(), text).await,
            Deed::Unsay { message } => self.unsay(tx, &message.to_string()).await,
        }
    }

    fn manages(&self) -> bool {
        access::can(&self.caller.actor(), Action::Correct, self.seen.of_kpi(self.kpi))
    }

    fn is_mine(&self, actor_id: Option<&str>) -> bool {
        actor_id == self.caller.actor_id().as_deref() && actor_id == Some(&self.person.user.to_string())
    }

    /// Something of this id is there already: made by this very act long ago, when its answer was forgotten, or another.
    fn made_before(&self, kpi: &str, actor_id: Option<&str>, seq: i64) -> Decided<'a> {
        if kpi == self.kpi.key.as_str() && self.is_mine(actor_id) {
            return Ok(Writing::Nothing(seq));
        }
        Err(Problem::new(ProblemCode::IdReused).at("id").into())
    }
}

fn not_found(place: &str) -> No {
    Problem::new(ProblemCode::NotFound).at(place).into()
}

fn not_allowed(place: &str) -> No {
    Problem::new(ProblemCode::NotAllowed).at(place).into()
}
