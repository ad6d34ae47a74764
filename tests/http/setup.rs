//! The first account: exactly one, whoever asks how often.

use crate::on_both;
use crate::support::{Installation, PASSWORD, login};

const FORM: [(&str, &str); 3] = [("name", "Ada"), ("email", "ada@example.org"), ("password", PASSWORD)];

fn twenty_at_once_make_one_admin(installation: &Installation) {
    let mut running = installation.serve();
    let token = running.setup_token();
    let client = running.client();
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..20)
            .map(|number| {
                let (mut client, token) = (client.clone(), token.clone());
                scope.spawn(move || {
                    let email = format!("admin{number}@example.org");
                    let form = [
                        ("token", token.as_str()),
                        ("name", "Ada"),
                        ("email", &email),
                        ("password", PASSWORD),
                    ];
                    client.form("/setup", &form).status
                })
            })
            .collect();
        tries.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 303).count(), 1, "{statuses:?}");
    assert!(statuses.iter().all(|status| matches!(status, 303 | 404)), "{statuses:?}");
    let users = installation.run_json(&["user", "list"]);
    assert_eq!(users.as_array().expect("a list").len(), 1);
    assert_eq!(users[0]["admin"], true);
}

fn only_the_printed_token_opens_it(installation: &Installation) {
    let mut running = installation.serve();
    let token = running.setup_token();
    let mut client = running.client();
    assert_eq!(client.get("/").header("location"), Some("/setup"));
    assert_eq!(client.get("/setup").status, 403);
    for wrong in ["", "x", "0000000000000000000000000000000000000000000"] {
        let answer = client.form("/setup", &[&[("token", wrong)], FORM.as_slice()].concat());
        assert_eq!(answer.status, 403, "{wrong}");
        assert!(!answer.text().contains(&token));
    }
    let page = client.get(&format!("/setup?token={token}"));
    assert_eq!(page.status, 200);
    assert!(page.text().contains(&token), "the form carries the token");

    let form = [&[("token", token.as_str())], FORM.as_slice()].concat();
    let short = client.form(
        "/setup",
        &[("token", &token), ("name", "Ada"), ("email", "ada@example.org"), ("password", "short")],
    );
    assert_eq!(short.status, 422);
    assert!(short.text().contains("ada@example.org"), "what was typed is kept");
    let answer = client.form("/setup", &form);
    assert_eq!((answer.status, answer.header("location")), (303, Some("/app")));
    assert!(client.cookie.is_some(), "signed in at once");
    assert_eq!(client.get("/").header("location"), Some("/app"));

    assert_eq!(client.form("/setup", &form).status, 404, "done once and for all");
    assert_eq!(client.get(&format!("/setup?token={token}")).status, 404);
    assert_eq!(login(&mut running.client(), "ada@example.org", PASSWORD).status, 303);
}

on_both!(twenty_at_once_make_one_admin, only_the_printed_token_opens_it);
