//! Messages of a KPI's thread: said, amended and taken away by who said them.

use vigie_domain::thread;
use vigie_store::Tx;
use vigie_store::messages::{self, MessageRow};

use super::write::Writing;
use super::{Case, Decided, No, not_allowed, not_found};

impl<'a> Case<'a> {
    pub(super) async fn say(&self, tx: &mut Tx, text: &str) -> Decided<'a> {
        let text = thread::check(text)?;
        let id = self.act.id.to_string();
        if let Some(row) = messages::versions(&mut *tx, self.seen.id(), &id).await?.pop() {
            return self.made_before(&row.kpi, row.actor_id.as_deref(), row.seq_from);
        }
        let kpi = self.kpi.key.to_string();
        // Number, person and time are those of the pen.
        let (seq_from, seq_to, actor_id, at, amended_at) = (0, None, None, 0, None);
        let row = MessageRow { id, seq_from, seq_to, kpi, text, actor_id, at, amended_at };
        Ok(Writing::Said(Box::new(row)))
    }

    pub(super) async fn amend(&self, tx: &mut Tx, id: &str, text: &str) -> Decided<'a> {
        let text = thread::check(text)?;
        let row = self.own(tx, id).await?;
        if row.seq_to.is_some() {
            return Err(not_found("message"));
        }
        if row.text == text {
            return Ok(Writing::Nothing(row.seq_from));
        }
        Ok(Writing::Amended(Box::new(MessageRow { text, ..row })))
    }

    pub(super) async fn unsay(&self, tx: &mut Tx, id: &str) -> Decided<'a> {
        let row = self.own(tx, id).await?;
        Ok(match row.seq_to {
            Some(gone) => Writing::Nothing(gone),
            None => Writing::Unsaid(Box::new(row)),
        })
    }

    /// The latest version of this person's own message.
    async fn own(&self, tx: &mut Tx, id: &str) -> Result<MessageRow, No> {
        let last = messages::versions(&mut *tx, self.seen.id(), id).await?.pop();
        let row = last.filter(|row| row.kpi == self.kpi.key.as_str()).ok_or_else(|| not_found("message"))?;
        if self.is_mine(row.actor_id.as_deref()) { Ok(row) } else { Err(not_allowed("message")) }
    }
}
