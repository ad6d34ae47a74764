//! `vigie demo`: a server to look at, with example clusters, of which nothing remains.

use std::path::{Path, PathBuf};

use serde_json::json;
use vigie_domain::access::Role;
use vigie_service::{Edge, Error, Example, NewShare, NewUser, OVERVIEW, Service};

use crate::config::Config;
use crate::failure::Failure;
use crate::open;
use crate::serve::{Listening, signal};

const EMAIL: &str = "demo@vigie.example";

/// The command.
pub async fn demo(config: &Config, as_json: bool) -> Result<(), Failure> {
    let folder = Folder::new()?;
    let database_url = format!("sqlite://{}", folder.0.join("demo.db").display());
    let config = Config { database_url, ..config.clone() };
    let service = open::open(&config).await?;
    let listening = Listening::start(service.clone(), &config).await?;
    let password = password();
    let token = fill(&service, &password).await.map_err(open::refused)?;
    let address = format!("http://{}", listening.address()?);
    let share = format!("{}/s/{token}", listening.public_url().as_str());
    if as_json {
        println!("{}", json!({ "address": address, "email": EMAIL, "password": password, "share": share }));
    } else {
        println!("Vigie is running at {address}");
        println!("Sign in as {EMAIL} with the password {password}");
        println!("A shared dashboard: {share}");
        println!("Nothing of this remains when you end it with Ctrl-C.");
    }
    listening.run(signal()).await
}

/// Three clusters (two fictional ones, one with published figures), an admin, a share; the token of the share.
async fn fill(service: &Service, password: &str) -> Result<String, Error> {
    let nobody = service.program("demo", None).await?;
    let new = NewUser {
        email: EMAIL.to_owned(),
        name: "Demo".to_owned(),
        password: password.to_owned(),
        lang: open::lang(),
        role: Role::Admin,
        cluster: None,
    };
    service.add_user(&nobody, new).await?;
    let caller = service.program("demo", None).await?;
    let cluster = service.create_example(&caller, Example::Fictional).await?;
    service.create_example(&caller, Example::Sister).await?;
    service.create_example(&caller, Example::Published).await?;
    let mut new = NewShare::of(OVERVIEW, open::lang());
    new.terms.name = "Demo".to_owned();
    let (_, token) = service.add_share(&caller, cluster.slug.as_str(), new).await?;
    Ok(token.into())
}

/// 16 letters without those that look alike.
fn password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let mut bytes = [0; 16];
    (Edge::real().random)(&mut bytes);
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()
}

/// Removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self, Failure> {
        let mut bytes = [0; 8];
        (Edge::real().random)(&mut bytes);
        let path = std::env::temp_dir().join(format!("vigie-demo-{:016x}", u64::from_be_bytes(bytes)));
        make_private(&path)
            .map_err(|error| Failure::failed(format!("cannot make {}: {error}", path.display())))?;
        Ok(Self(path))
    }
}

fn make_private(path: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing to do about an error: the system empties its folder for temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
