//! KPIs: their definition sheets with baseline and targets.

use vigie_domain::access::Action;
use vigie_domain::file::fixed_fields;
use vigie_domain::problem::Problem;
use vigie_domain::{Book, Key, Kpi, formula};
use vigie_store::documents::Kind;
use vigie_store::readings;

use crate::Service;
use crate::access::Seen;
use crate::caller::Caller;
use crate::error::{Error, Result, refuse};
use crate::pen::Pen;
use crate::problems;

impl Service {
    /// Adds a KPI; its key must be new.
    pub async fn add_kpi(&self, caller: &Caller, slug: &str, kpi: Kpi) -> Result<u64> {
        self.put_kpi(caller, slug, kpi, true).await
    }

    /// Adds a KPI or writes a new version of its sheet. What its readings rest on (unit, nature, frequency) stays once there
    /// are some.
    pub async fn save_kpi(&self, caller: &Caller, slug: &str, kpi: Kpi) -> Result<u64> {
        self.put_kpi(caller, slug, kpi, false).await
    }

    async fn put_kpi(&self, caller: &Caller, slug: &str, kpi: Kpi, is_new: bool) -> Result<u64> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let mut book = pen.definitions().await?;
        refuse(kpi.check(book.fy()))?;
        let old = book.kpis.iter().position(|other| other.key == kpi.key);
        match old {
            Some(_) if is_new => return Err(problems::duplicate("key", kpi.key.as_str()).into()),
            Some(at) => {
                refuse(fixed(&mut pen, &seen, &book.kpis[at], &kpi).await?)?;
                book.kpis[at] = kpi.clone();
            }
            None => book.kpis.push(kpi.clone()),
        }
        refuse(check_formulas(&book, &kpi.key))?;
        pen.put(Kind::Kpi, kpi.key.as_str(), &kpi).await?;
        pen.finish("kpi.saved", kpi.key.as_str(), None).await
    }

    /// Puts a KPI aside, or takes it back. Its readings stay.
    pub async fn archive_kpi(&self, caller: &Caller, slug: &str, key: &Key, archived: bool) -> Result<u64> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let book = pen.definitions().await?;
        let mut kpi = book.kpis.into_iter().find(|kpi| kpi.key == *key).ok_or(Error::NotFound)?;
        kpi.archived = archived;
        pen.put(Kind::Kpi, key.as_str(), &kpi).await?;
        pen.finish(if archived { "kpi.archived" } else { "kpi.restored" }, key.as_str(), None).await
    }

    /// The KPIs in this order; those that are not named come after, in the order they had.
    pub async fn reorder_kpis(&self, caller: &Caller, slug: &str, order: &[Key]) -> Result<u64> {
        let seen = self.seen(caller, slug, Action::Define).await?;
        let mut pen = self.pen(caller, &seen).await?;
        let mut kpis = pen.definitions().await?.kpis;
        kpis.sort_by_key(|kpi| order.iter().position(|key| *key == kpi.key).unwrap_or(order.len()));
        for (position, kpi) in (0..).zip(&kpis) {
            pen.put_at(Kind::Kpi, kpi.key.as_str(), position, kpi).await?;
        }
        pen.finish("kpi.ordered", "", None).await
    }
}

/// What may not change because readings have the meaning that it gives them.
async fn fixed(pen: &mut Pen<'_>, seen: &Seen, old: &Kpi, new: &Kpi) -> Result<Vec<Problem>> {
    let fixed = fixed_fields(old, new);
    if fixed.is_empty() || !readings::any_of_kpi(&mut pen.tx, seen.id(), new.key.as_str()).await? {
        return Ok(Vec::new());
    }
    Ok(fixed.into_iter().map(|(field, code)| Problem::new(code).with("kpi", &new.key).at(field)).collect())
}

/// The problems of formulas that this KPI has or causes; places are seen from the KPI, others are named.
pub(crate) fn check_formulas(book: &Book, key: &Key) -> Vec<Problem> {
    let with_place = |(index, problem): (usize, Problem)| match book.kpis.get(index) {
        Some(other) if other.key != *key => problem.with("of", &other.key),
        _ => problem,
    };
    formula::check(&book.kpis).into_iter().map(with_place).collect()
}
