//! What every answer says to the browser, also when it refuses.

use crate::support::{Answer, Installation};

fn check(what: &str, answer: &Answer) {
    let header = |name: &str| answer.header(name).unwrap_or_else(|| panic!("{what}: no {name}")).to_owned();
    let csp = header("content-security-policy");
    assert!(csp.contains("default-src 'none'") && csp.contains("frame-ancestors 'none'"), "{what}: {csp}");
    assert!(!csp.contains("unsafe-inline"), "{what}: {csp}");
    assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(header("x-frame-options"), "DENY", "{what}");
    assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
    header("permissions-policy");
    header("cache-control");
    let referrer = if what.contains("/s/") { "no-referrer" } else { "same-origin" };
    assert_eq!(header("referrer-policy"), referrer, "{what}");
    assert_eq!(answer.header("server"), None);
}

/// Method, path, headers, body, and the status that is right.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a [u8], u16);

#[test]
fn on_every_answer() {
    let installation = Installation::sqlite();
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    let client = running.client();
    let too_large = vec![b'x'; 1024 * 1024 + 1];
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let json = [("content-type", "application/json")];
    let requests: &[Case<'_>] = &[
        ("GET", "/", &[], b"", 200),
        ("GET", "/login", &[], b"", 200),
        ("GET", "/app", &[], b"", 200),
        ("GET", "/app/does/not/exist", &[], b"", 200),
        ("GET", "/app/shell", &[], b"", 200),
        ("GET", "/healthz", &[], b"", 200),
        ("GET", "/readyz", &[], b"", 200),
        ("GET", "/robots.txt", &[], b"", 200),
        ("GET", "/packs.json", &[], b"", 200),
        ("GET", "/nothing", &[], b"", 404),
        ("GET", "/assets/nothing.js", &[], b"", 404),
        ("GET", "/s/nothing", &[], b"", 404),
        ("GET", "/api/nothing", &[], b"", 404),
        ("GET", "/api/v1/clusters", &[], b"", 401),
        ("POST", "/healthz", &form, b"", 405),
        ("DELETE", "/api/v1/clusters", &json, b"", 405),
        ("POST", "/login", &form, &too_large, 413),
        ("POST", "/api/app/anything", &json, &too_large, 413),
        ("POST", "/api/app/anything", &[("content-type", "text/plain")], b"{}", 415),
        ("POST", "/login", &json, b"{}", 415),
        ("POST", "/login", &[form[0], ("origin", "https://evil.example")], b"", 403),
        ("POST", "/login", &[form[0], ("sec-fetch-site", "cross-site")], b"", 403),
    ];
    for (method, path, headers, body, status) in requests {
        let answer = client.send(method, path, headers, body);
        let what = format!("{method} {path}");
        assert_eq!(answer.status, *status, "{what}: {}", answer.text());
        check(&what, &answer);
        if path.starts_with("/api/") && *status >= 400 {
            assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{what}");
            assert_eq!(answer.json()["status"], *status, "{what}");
        }
    }
}

#[test]
fn behind_https() {
    let installation = Installation::sqlite().with("VIGIE_PUBLIC_URL", "https://vigie.example.org");
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    assert!(running.client().get("/nothing").header("strict-transport-security").is_some());
    let mut client = running.client().with("origin", "https://vigie.example.org");
    let answer = crate::support::login(&mut client, "ada@example.org", crate::support::PASSWORD);
    assert_eq!(answer.status, 303);
    let cookie = answer.header("set-cookie").expect("a cookie");
    assert!(cookie.starts_with("__Host-vigie=") && cookie.ends_with("; Secure"), "{cookie}");
}

#[test]
fn languages() {
    let installation = Installation::sqlite();
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    let page = |path: &str, accept: &str, cookie: &str| {
        running.client().with("accept-language", accept).with("cookie", cookie).get(path).text()
    };
    for (path, accept, cookie, lang) in [
        ("/login", "fr-CH, fr;q=0.9", "x=y", "fr"),
        ("/login", "it, ja", "x=y", "en"),
        ("/login", "fr", "lang=de", "de"),
        ("/login?lang=en", "fr", "lang=de", "en"),
        ("/nothing", "de", "x=y", "de"),
    ] {
        let html = page(path, accept, cookie);
        assert!(
            html.contains(&format!("lang=\"{lang}\"")) || html.contains(&format!("lang={lang}")),
            "{path} {accept}"
        );
    }
}
