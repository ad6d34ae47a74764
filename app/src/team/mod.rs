//! The team: who has an account, and which role.
