//! `vigie config check`: is what the environment says usable?

use serde_json::json;

use super::output::Output;
use crate::config::Config;
use crate::failure::Failure;

#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Say what is configured, name misspelt variables, and try the database
    Check,
}

/// Fails when a variable is unknown or the database can't be opened. It changes nothing.
pub async fn check(config: &Config, out: Output) -> Result<(), Failure> {
    let database = config.database_for_show();
    let public = config
        .public_url
        .as_ref()
        .map_or_else(|| format!("http://{}", config.listen), |url| url.as_str().to_owned());
    let proxies = config.trusted_proxies.len();
    let value = json!({
        "database": database, "listen": config.listen.to_string(), "public_url": public,
        "trusted_proxies": proxies, "unknown": config.unknown,
    });
    let text = format!(
        "database         {database}\nlisten           {}\npublic address   {public}\ntrusted proxies  {proxies}",
        config.listen
    );
    out.one(&text, &value)?;
    let mut lines: Vec<String> =
        config.unknown.iter().map(|name| format!("{name} is not a variable of Vigie")).collect();
    if let Err(failure) = crate::open::look(config).await {
        lines.extend(failure.into_lines());
    }
    if lines.is_empty() { Ok(()) } else { Err(Failure::problems(lines)) }
}
