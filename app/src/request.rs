//! Who calls a server function: put into its context by the server, so that nothing here knows HTTP.

use leptos::prelude::use_context;
use vigie_service::{Caller, Error, Service};

use crate::error::AppError;

/// One call of the workspace.
#[derive(Clone)]
pub struct Request {
    pub service: Service,
    /// The session's token, from the cookie.
    pub session: Option<String>,
}

/// The use cases and who asks for them.
pub async fn caller() -> Result<(Service, Caller), AppError> {
    let request = use_context::<Request>().ok_or(AppError::Unexpected)?;
    let session = request.session.ok_or(AppError::SignedOut)?;
    let caller = request.service.caller(&session).await?;
    Ok((request.service, caller))
}

impl From<Error> for AppError {
    fn from(error: Error) -> Self {
        match error {
            Error::SignedOut => Self::SignedOut,
            Error::NotFound => Self::NotFound,
            Error::Forbidden => Self::Forbidden,
            Error::Invalid(problems) => Self::Invalid(problems),
            Error::Conflict => Self::Conflict,
            Error::TooMany | Error::Busy | Error::Unavailable => Self::Unavailable,
            Error::Internal(_) => Self::Unexpected,
        }
    }
}
