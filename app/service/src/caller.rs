//! Who asks. Every use case takes it first.

use uuid::Uuid;
use vigie_domain::Lang;
use vigie_domain::access::{Actor, Grant};

#[derive(Clone, Debug)]
pub enum Caller {
    /// Somebody with an account, signed in.
    Person(Person),
    /// The command line, with all rights in its office; none yet on an empty database (`Service::program`).
    Program { name: String, office: Option<Uuid> },
}

#[derive(Clone, Debug)]
pub struct Person {
    pub user: Uuid,
    pub office: Uuid,
    pub name: String,
    pub email: String,
    pub lang: Lang,
    pub admin: bool,
    pub grants: Vec<Grant>,
    /// Of the session that was used: it alone goes on when the person changes the password.
    pub(crate) session: Option<String>,
}

impl Caller {
    pub fn person(&self) -> Option<&Person> {
        match self {
            Caller::Person(person) => Some(person),
            Caller::Program { .. } => None,
        }
    }

    pub fn office(&self) -> Option<Uuid> {
        match self {
            Caller::Person(person) => Some(person.office),
            Caller::Program { office, .. } => *office,
        }
    }

    /// The id under which changes are logged; none for the command line.
    pub(crate) fn actor_id(&self) -> Option<String> {
        self.person().map(|person| person.user.to_string())
    }

    /// From which device a change came, where it is no browser.
    pub(crate) fn device(&self) -> Option<&str> {
        match self {
            Caller::Person(_) => None,
            Caller::Program { name, .. } => Some(name),
        }
    }

    /// As the domain's rules see the caller.
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Caller::Person(person) => Actor::Person {
                office: person.office,
                email: person.email.clone(),
                admin: person.admin,
                grants: person.grants.clone(),
                read_only: false,
            },
            Caller::Program { office: Some(office), .. } => Actor::Person {
                office: *office,
                email: String::new(),
                admin: true,
                grants: Vec::new(),
                read_only: false,
            },
            Caller::Program { office: None, .. } => Actor::Nobody,
        }
    }
}
