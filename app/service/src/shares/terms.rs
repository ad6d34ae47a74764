//! What can be changed of a link after it was made, and how it is checked.

use chrono::NaiveDate;
use url::{Host, Url};
use vigie_domain::problem::{Problem, ProblemCode};
use vigie_domain::{Book, Key};

use super::ShareInfo;
use crate::problems;

/// Sites in which one dashboard is embedded.
const MOST_ORIGINS: usize = 20;

#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Stands above the title. Empty in a new share: the dashboard's.
    pub name: String,
    /// The last day on which it opens.
    pub expires_on: Option<NaiveDate>,
    pub password: Password,
    /// KPIs of the dashboard that are not shown.
    pub left_out: Vec<Key>,
    /// Whether the data can be taken along, as CSV and workbook.
    pub with_data: bool,
    /// The sites that may embed it: `https://example.org`.
    pub embedded_in: Vec<String>,
}

/// What becomes of the password.
#[derive(Clone, Default)]
pub enum Password {
    /// In a new share: none.
    #[default]
    Keep,
    Remove,
    Set(String),
}

/// Secrets get into no log.
impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Password::Keep => "Keep",
            Password::Remove => "Remove",
            Password::Set(_) => "Set(…)",
        })
    }
}

impl Terms {
    /// `before`: the share that is changed. Origins come out in their plain form.
    pub(super) fn check(
        &mut self,
        book: &Book,
        today: NaiveDate,
        before: Option<&ShareInfo>,
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.expires_on.is_some_and(|day| day < today) {
            problems.push(Problem::new(ProblemCode::FieldOutOfRange).with("from", today).at("expires_on"));
        }
        // One that was left out and is gone by now stays left out: should it come back, it is not to be shown.
        let is_known =
            |key: &Key| book.kpi(key).is_some() || before.is_some_and(|before| before.left_out.contains(key));
        for (key, at) in self.left_out.iter().zip(0..).filter(|(key, _)| !is_known(key)) {
            problems
                .push(Problem::new(ProblemCode::KpiUnknown).with("kpi", key).at(format!("left_out[{at}]")));
        }
        if self.embedded_in.len() > MOST_ORIGINS {
            problems.push(problems::too_long("embedded_in"));
        }
        for text in &mut self.embedded_in {
            match origin(text) {
                Some(plain) => *text = plain,
                None => problems.push(problems::malformed("embedded_in", text)),
            }
        }
        let has_password = match &self.password {
            Password::Keep => before.is_some_and(|before| before.has_password),
            Password::Remove => false,
            Password::Set(_) => true,
        };
        // Its page was written without the others.
        if before.is_some_and(|before| before.fixed_on.is_some() && before.left_out != self.left_out) {
            problems.push(Problem::new(ProblemCode::FieldUnwanted).at("left_out"));
        }
        // Inside of another site's page no browser sends the cookie that stands for a password.
        if has_password && !self.embedded_in.is_empty() {
            problems.push(
                Problem::new(ProblemCode::FieldUnwanted)
                    .with("detail", "embedded-password")
                    .at("embedded_in"),
            );
        }
        problems
    }
}

/// Scheme, host and port, as a browser compares them. A plain host means https; http only on the own machine.
fn origin(text: &str) -> Option<String> {
    let text = text.trim();
    let url = Url::parse(text)
        .ok()
        .filter(Url::has_host)
        .or_else(|| Url::parse(&format!("https://{text}")).ok())?;
    let local = match url.host()? {
        Host::Domain(name) if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b)) => {
            return None;
        }
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    let bare = matches!(url.path(), "" | "/")
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty()
        && url.password().is_none();
    let fits = url.scheme() == "https" || (url.scheme() == "http" && local);
    (bare && fits).then(|| url.origin().ascii_serialization())
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn origins_are_as_a_browser_compares_them() {
        for (text, plain) in [
            ("https://region.example", Some("https://region.example")),
            (" Region.Example ", Some("https://region.example")),
            ("https://région.example:8443/", Some("https://xn--rgion-bsa.example:8443")),
            ("http://localhost:3000", Some("http://localhost:3000")),
            ("http://127.0.0.1", Some("http://127.0.0.1")),
            ("http://region.example", None),
            ("https://region.example/page", None),
            ("https://*.region.example", None),
            ("https://a@region.example", None),
            ("https://region.example?x", None),
            ("javascript:alert(1)", None),
            ("'self'", None),
            ("https://a.example; script-src *", None),
            ("", None),
            ("*", None),
        ] {
            assert_eq!(origin(text).as_deref(), plain, "{text}");
        }
    }
}
