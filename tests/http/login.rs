//! Signing in and out.

use crate::on_both;
use crate::support::{Installation, PASSWORD, login};

fn unknown_and_known_answer_alike(installation: &Installation) {
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    let answer = |email: &str| {
        let answer = login(&mut running.client(), email, "a wrong password");
        let mut headers = answer.headers.clone();
        headers.retain(|(name, _)| name != "date");
        (answer.status, headers, answer.text().replace(email, ""))
    };
    let known = answer("ada@example.org");
    assert_eq!(known.0, 401);
    assert_eq!(known, answer("bob@example.org"));
}

fn a_session_lives_from_login_to_logout(installation: &Installation) {
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    assert_eq!(running.client().get("/api/v1/clusters").status, 401);
    let mut ada = running.signed_in("Ada@Example.org");
    let first = ada.cookie.clone();
    assert_eq!(ada.get("/api/v1/clusters").status, 200);
    assert_eq!(ada.get("/login").header("location"), Some("/app"));
    let again = login(&mut ada, "ada@example.org", PASSWORD);
    let cookie = again.header("set-cookie").expect("a cookie").to_owned();
    assert_ne!(ada.cookie, first, "each login has its own session");
    for part in ["vigie=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let old = ada.clone();
    let answer = ada.form("/logout", &[]);
    assert_eq!((answer.status, answer.header("location")), (303, Some("/login")));
    assert_eq!(old.get("/api/v1/clusters").status, 401, "the session is over on the server too");

    let ada = running.signed_in("ada@example.org");
    let reset =
        installation.try_run(&["user", "reset-password", "ada@example.org"], "another long password\n");
    assert!(reset.status.success());
    assert_eq!(ada.get("/api/v1/clusters").status, 401, "a new password ends sessions");
    assert_eq!(login(&mut running.client(), "ada@example.org", PASSWORD).status, 401);
}

fn it_leads_into_the_workspace_only(installation: &Installation) {
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    for (next, location) in
        [("/app/alpes/kpis", "/app/alpes/kpis"), ("//evil.example", "/app"), ("https://evil.example", "/app")]
    {
        let form = [("email", "ada@example.org"), ("password", PASSWORD), ("next", next)];
        assert_eq!(running.client().form("/login", &form).header("location"), Some(location));
    }
}

#[test]
fn guessing_is_stopped_and_the_right_person_is_not() {
    let installation = Installation::sqlite().with("VIGIE_TRUSTED_PROXIES", "127.0.0.1");
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    let from = |address: &str| running.client().with("x-forwarded-for", address);
    let tries: Vec<_> =
        (0..30).map(|_| login(&mut from("192.0.2.1"), "ada@example.org", "a wrong password")).collect();
    assert!(tries[..10].iter().all(|answer| answer.status == 401));
    let last = tries.last().expect("tries");
    assert_eq!(last.status, 429);
    let wait: u64 = last.header("retry-after").and_then(|text| text.parse().ok()).expect("how long to wait");
    assert!((1..=3600).contains(&wait), "{wait}");
    assert_eq!(
        login(&mut from("192.0.2.1"), "ada@example.org", PASSWORD).status,
        429,
        "a lucky guess comes too late"
    );
    assert_eq!(login(&mut from("192.0.2.2"), "ada@example.org", PASSWORD).status, 303);
}

#[test]
fn a_forged_address_does_not_help() {
    let installation = Installation::sqlite();
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    let statuses: Vec<u16> = (0..30)
        .map(|number| {
            let mut client = running.client().with("x-forwarded-for", &format!("192.0.2.{number}"));
            login(&mut client, "ada@example.org", "a wrong password").status
        })
        .collect();
    assert_eq!(statuses.last(), Some(&429));
}

on_both!(
    unknown_and_known_answer_alike,
    a_session_lives_from_login_to_logout,
    it_leads_into_the_workspace_only
);
