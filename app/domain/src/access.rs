//! Who may do what: the one place that decides. What an actor may not see is for them as if it did not exist, which
//! the callers keep by answering alike.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    Admin,
    Manager,
    Contributor,
    Reader,
}

impl Role {
    pub const ALL: [Role; 4] = [Role::Admin, Role::Manager, Role::Contributor, Role::Reader];

    pub fn as_str(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Manager => "manager",
            Role::Contributor => "contributor",
            Role::Reader => "reader",
        }
    }

    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.as_str() == text)
    }
}

/// A role in one cluster. An admin needs none: the office is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub cluster: Uuid,
    pub role: Role,
    /// A contributor who may record for every KPI, not only for those they are responsible for.
    #[serde(default)]
    pub all_kpis: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    Nobody,
    /// Whoever has the link of a share.
    LinkHolder {
        share: Uuid,
    },
    Person {
        office: Uuid,
        email: String,
        admin: bool,
        grants: Vec<Grant>,
        read_only: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// See the office's settings, team and log.
    AdministerOffice,
    AddCluster,
    DeleteCluster,
    /// See the cluster: definitions, readings, dashboards.
    Read,
    /// See who is in the cluster's team, grant and withdraw roles in it.
    ManageTeam,
    /// Settings, KPIs, objectives, targets, dashboards, imports.
    Define,
    Share,
    Record,
    Comment,
    Attach,
    SubmitPeriod,
    /// Validate, freeze and send back.
    ValidatePeriod,
    /// A reading in a frozen period, with a reason.
    Correct,
    /// See one share's page.
    ViewShare,
}

impl Action {
    pub const ALL: [Action; 14] = [
        Action::AdministerOffice,
        Action::AddCluster,
        Action::DeleteCluster,
        Action::Read,
        Action::ManageTeam,
        Action::Define,
        Action::Share,
        Action::Record,
        Action::Comment,
        Action::Attach,
        Action::SubmitPeriod,
        Action::ValidatePeriod,
        Action::Correct,
        Action::ViewShare,
    ];
}

#[derive(Clone, Copy, Debug)]
pub enum Resource<'a> {
    Office(Uuid),
    Cluster {
        office: Uuid,
        cluster: Uuid,
    },
    /// Responsible and deputy are e-mail addresses.
    Kpi {
        office: Uuid,
        cluster: Uuid,
        responsible: Option<&'a str>,
        deputy: Option<&'a str>,
    },
    /// `active`: neither revoked nor expired, and its password given.
    Share {
        office: Uuid,
        cluster: Uuid,
        share: Uuid,
        active: bool,
    },
}

pub fn can(actor: &Actor, action: Action, resource: Resource<'_>) -> bool {
    match (actor, resource) {
        (Actor::Nobody, _) => false,
        (Actor::LinkHolder { share: held }, Resource::Share { share, active, .. }) => {
            action == Action::ViewShare && *held == share && active
        }
        (Actor::LinkHolder { .. }, _) => false,
        (Actor::Person { read_only: true, .. }, _) if !matches!(action, Action::Read | Action::ViewShare) => {
            false
        }
        (Actor::Person { office, admin, .. }, Resource::Office(of)) => {
            *admin && *office == of && matches!(action, Action::AdministerOffice | Action::AddCluster)
        }
        (Actor::Person { .. }, _) => person_can(actor, action, resource),
    }
}

/// The person's role in a cluster; admins have theirs in every cluster of their office.
pub fn role_in(actor: &Actor, office: Uuid, cluster: Uuid) -> Option<Role> {
    match actor {
        Actor::Person { office: own, .. } if *own != office => None,
        Actor::Person { admin: true, .. } => Some(Role::Admin),
        Actor::Person { grants, .. } => {
            grants.iter().find(|grant| grant.cluster == cluster).map(|grant| grant.role)
        }
        _ => None,
    }
}

fn person_can(actor: &Actor, action: Action, resource: Resource<'_>) -> bool {
    let (office, cluster) = match resource {
        Resource::Office(_) => return false,
        Resource::Cluster { office, cluster }
        | Resource::Kpi { office, cluster, .. }
        | Resource::Share { office, cluster, .. } => (office, cluster),
    };
    let Some(role) = role_in(actor, office, cluster) else { return false };
    match action {
        Action::AdministerOffice | Action::AddCluster => false,
        Action::DeleteCluster => role == Role::Admin,
        Action::Read | Action::ViewShare => true,
        Action::ManageTeam | Action::Define | Action::Share | Action::ValidatePeriod | Action::Correct => {
            matches!(role, Role::Admin | Role::Manager)
        }
        Action::SubmitPeriod => role != Role::Reader,
        Action::Record | Action::Comment | Action::Attach => match role {
            Role::Admin | Role::Manager => true,
            Role::Contributor => records(actor, cluster, resource),
            Role::Reader => false,
        },
    }
}

/// A contributor records for the KPIs they are responsible for, or for all where the manager says so.
fn records(actor: &Actor, cluster: Uuid, resource: Resource<'_>) -> bool {
    let Actor::Person { email, grants, .. } = actor else { return false };
    let all = grants.iter().any(|grant| grant.cluster == cluster && grant.all_kpis);
    let own = match resource {
        Resource::Kpi { responsible, deputy, .. } => {
            [responsible, deputy].into_iter().flatten().any(|person| person.eq_ignore_ascii_case(email))
        }
        _ => false,
    };
    all || own
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFICE: Uuid = Uuid::from_u128(1);
    const CLUSTER: Uuid = Uuid::from_u128(2);
    const SHARE: Uuid = Uuid::from_u128(3);

    fn person(role: Role, all_kpis: bool) -> Actor {
        let grants = vec![Grant { cluster: CLUSTER, role, all_kpis }];
        let (admin, grants) = if role == Role::Admin { (true, Vec::new()) } else { (false, grants) };
        Actor::Person { office: OFFICE, email: "a@b.example".to_owned(), admin, grants, read_only: false }
    }

    fn resource(action: Action, office: Uuid, mine: bool) -> Resource<'static> {
        let responsible = mine.then_some("A@b.example");
        match action {
            Action::AdministerOffice | Action::AddCluster => Resource::Office(office),
            Action::Record | Action::Comment | Action::Attach | Action::Correct => {
                Resource::Kpi { office, cluster: CLUSTER, responsible, deputy: None }
            }
            Action::ViewShare => Resource::Share { office, cluster: CLUSTER, share: SHARE, active: true },
            _ => Resource::Cluster { office, cluster: CLUSTER },
        }
    }

    /// Rows are actions; columns: admin, manager, contributor of all, contributor of this KPI, contributor of another,
    /// reader, link holder, nobody.
    #[test]
    fn every_role_and_action() {
        let table: [(Action, &str); 14] = [
            (Action::AdministerOffice, "y-------"),
            (Action::AddCluster, "y-------"),
            (Action::DeleteCluster, "y-------"),
            (Action::Read, "yyyyyy--"),
            (Action::ManageTeam, "yy------"),
            (Action::Define, "yy------"),
            (Action::Share, "yy------"),
            (Action::Record, "yyyy----"),
            (Action::Comment, "yyyy----"),
            (Action::Attach, "yyyy----"),
            (Action::SubmitPeriod, "yyyyy---"),
            (Action::ValidatePeriod, "yy------"),
            (Action::Correct, "yy------"),
            (Action::ViewShare, "yyyyyyy-"),
        ];
        let columns = [
            (person(Role::Admin, false), true),
            (person(Role::Manager, false), false),
            (person(Role::Contributor, true), false),
            (person(Role::Contributor, false), true),
            (person(Role::Contributor, false), false),
            (person(Role::Reader, true), true),
            (Actor::LinkHolder { share: SHARE }, true),
            (Actor::Nobody, true),
        ];
        assert_eq!(table.map(|(action, _)| action), Action::ALL);
        for (action, row) in table {
            for (expected, (actor, mine)) in row.chars().zip(&columns) {
                let allowed = can(actor, action, resource(action, OFFICE, *mine));
                assert_eq!(allowed, expected == 'y', "{action:?} {actor:?}");
                let elsewhere = can(actor, action, resource(action, Uuid::from_u128(9), *mine));
                let link = matches!(actor, Actor::LinkHolder { .. }) && action == Action::ViewShare;
                assert!(!elsewhere || link, "{action:?} crosses offices");
            }
        }
    }

    #[test]
    fn a_read_only_key_only_reads() {
        let mut admin = person(Role::Admin, false);
        if let Actor::Person { read_only, .. } = &mut admin {
            *read_only = true;
        }
        for action in Action::ALL {
            let reads = matches!(action, Action::Read | Action::ViewShare);
            assert_eq!(can(&admin, action, resource(action, OFFICE, true)), reads, "{action:?}");
        }
    }
}
