//! What the environment says. The only file that reads it, so that `config check` can name every variable.

use std::net::{SocketAddr, ToSocketAddrs as _};

use crate::client::Network;
use crate::failure::Failure;

const DATABASE_URL: &str = "VIGIE_DATABASE_URL";
const LISTEN: &str = "VIGIE_LISTEN";
const PUBLIC_URL: &str = "VIGIE_PUBLIC_URL";
const TRUSTED_PROXIES: &str = "VIGIE_TRUSTED_PROXIES";
const LOG: &str = "VIGIE_LOG";

/// Variables that hold a secret can also be given as a file: the name with `_FILE` at the end.
const SECRETS: &[&str] = &[DATABASE_URL];
const PLAIN: &[&str] = &[LISTEN, PUBLIC_URL, TRUSTED_PROXIES, LOG];

/// Shown under `vigie --help`.
pub const HELP: &str = "Environment:
  VIGIE_DATABASE_URL     sqlite://FILE or postgres://… [default: sqlite://vigie.db]
  VIGIE_LISTEN           address and port to listen on [default: 127.0.0.1:8080]
  VIGIE_PUBLIC_URL       address people use, https behind a proxy [default: http://<VIGIE_LISTEN>]
  VIGIE_TRUSTED_PROXIES  proxies whose X-Forwarded-For is believed, addresses or networks [default: none]
  VIGIE_LOG              what is logged, as in RUST_LOG [default: info]
  A secret can be in a file: VIGIE_DATABASE_URL_FILE names it.

Exit codes: 0 done, 1 failed, 2 wrong usage.";

/// The settings of one process.
#[derive(Clone, Debug)]
pub struct Config {
    pub database_url: String,
    pub listen: SocketAddr,
    /// `None`: the address that is listened on.
    pub public_url: Option<PublicUrl>,
    pub trusted_proxies: Vec<Network>,
    pub log: String,
    /// `VIGIE_…` variables that Vigie does not know, most likely misspelt.
    pub unknown: Vec<String>,
}

impl Config {
    /// From the environment of this process.
    #[allow(clippy::disallowed_methods, reason = "the edge: the one place that reads settings")]
    pub fn from_env() -> Result<Self, Failure> {
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
        Self::from_variables(variables.filter(|(name, _)| name.starts_with("VIGIE_")).collect())
    }

    fn from_variables(variables: Vec<(String, String)>) -> Result<Self, Failure> {
        let lookup = |name: &str| {
            variables
                .iter()
                .find(|(found, _)| found == name)
                .map(|(_, value)| value.trim())
                .filter(|v| !v.is_empty())
        };
        let database_url = secret(&lookup, DATABASE_URL)?.unwrap_or_else(|| "sqlite://vigie.db".to_owned());
        let listen = match lookup(LISTEN) {
            None => SocketAddr::from(([127, 0, 0, 1], 8080)),
            Some(text) => parse_listen(text)?,
        };
        let public_url = lookup(PUBLIC_URL).map(PublicUrl::parse).transpose()?;
        let trusted_proxies = lookup(TRUSTED_PROXIES)
            .unwrap_or_default()
            .split([',', ' '])
            .filter(|part| !part.is_empty())
            .map(|part| {
                Network::parse(part).ok_or_else(|| {
                    Failure::failed(format!("{TRUSTED_PROXIES}: `{part}` is not an address or a network"))
                })
            })
            .collect::<Result<_, _>>()?;
        let log = lookup(LOG).unwrap_or("info").to_owned();
        let mut unknown: Vec<String> =
            variables.iter().map(|(name, _)| name).filter(|name| !is_known(name)).cloned().collect();
        unknown.sort();
        Ok(Self { database_url, listen, public_url, trusted_proxies, log, unknown })
    }

    /// The database address without user and password, for messages.
    pub fn database_for_show(&self) -> String {
        let Some((scheme, rest)) = self.database_url.split_once("://") else {
            return "(not an address)".to_owned();
        };
        let rest = rest.split('?').next().unwrap_or_default();
        match rest.rsplit_once('@') {
            Some((_, place)) => format!("{scheme}://…@{place}"),
            None => format!("{scheme}://{rest}"),
        }
    }
}

fn is_known(name: &str) -> bool {
    PLAIN.contains(&name)
        || SECRETS.contains(&name)
        || name.strip_suffix("_FILE").is_some_and(|name| SECRETS.contains(&name))
}

fn secret<'a>(lookup: &impl Fn(&str) -> Option<&'a str>, name: &str) -> Result<Option<String>, Failure> {
    let in_file = format!("{name}_FILE");
    match (lookup(name), lookup(&in_file)) {
        (Some(_), Some(_)) => {
            Err(Failure::failed(format!("{name} and {in_file} are both set; leave one out")))
        }
        (Some(value), None) => Ok(Some(value.to_owned())),
        (None, Some(path)) => match std::fs::read_to_string(path) {
            Ok(text) => Ok(Some(text.trim().to_owned())),
            Err(error) => Err(Failure::failed(format!("{in_file}: cannot read {path}: {error}"))),
        },
        (None, None) => Ok(None),
    }
}

fn parse_listen(text: &str) -> Result<SocketAddr, Failure> {
    text.to_socket_addrs().ok().and_then(|mut found| found.next()).ok_or_else(|| {
        Failure::failed(format!("{LISTEN}: `{text}` is not an address such as 127.0.0.1:8080"))
    })
}

/// The address people use: scheme, host and port, nothing behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    fn parse(text: &str) -> Result<Self, Failure> {
        let bad = || {
            Failure::failed(format!(
                "{PUBLIC_URL}: `{text}` is not an address such as https://vigie.example.org"
            ))
        };
        let origin = text.strip_suffix('/').unwrap_or(text).to_ascii_lowercase();
        let host =
            origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).ok_or_else(bad)?;
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || !host.chars().all(fits) {
            return Err(bad());
        }
        let without_default_port = match origin.starts_with("https://") {
            true => origin.strip_suffix(":443"),
            false => origin.strip_suffix(":80"),
        };
        Ok(Self(without_default_port.unwrap_or(&origin).to_owned()))
    }

    /// Where the server listens, when nothing else is said.
    pub fn of_address(address: SocketAddr) -> Self {
        if address.ip().is_unspecified() {
            Self(format!("http://localhost:{}", address.port()))
        } else {
            Self(format!("http://{address}"))
        }
    }

    /// As a browser sends it in `Origin`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(variables: &[(&str, &str)]) -> Result<Config, Failure> {
        Config::from_variables(variables.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect())
    }

    #[test]
    fn defaults_and_unknown_names() {
        let config = config(&[("VIGIE_LISTN", "x"), ("VIGIE_DATABASE_URL_FILE", "")]).expect("fine");
        assert_eq!(config.database_url, "sqlite://vigie.db");
        assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.unknown, ["VIGIE_LISTN"]);
    }

    #[test]
    fn public_address_is_an_origin() {
        for (text, origin) in [
            ("https://Vigie.example.org/", Some("https://vigie.example.org")),
            ("https://vigie.example.org:443", Some("https://vigie.example.org")),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("vigie.example.org", None),
            ("https://vigie.example.org/under", None),
            ("ftp://vigie.example.org", None),
        ] {
            assert_eq!(PublicUrl::parse(text).ok().as_ref().map(PublicUrl::as_str), origin, "{text}");
        }
    }

    #[test]
    fn no_password_in_messages() {
        let config =
            config(&[("VIGIE_DATABASE_URL", "postgres://me:secret@db/vigie?password=x")]).expect("fine");
        assert_eq!(config.database_for_show(), "postgres://…@db/vigie");
    }
}
