//! Addresses that two programs could read differently.

use crate::support::Installation;

#[test]
fn no_way_around_a_protected_address() {
    let installation = Installation::sqlite();
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    let protected = "/api/v1/clusters";
    let client = running.client();
    assert_eq!(client.get(protected).status, 401);
    for path in [
        "//api/v1/clusters",
        "/api//v1/clusters",
        "/API/v1/clusters",
        "/api/v1/../v1/clusters",
        "/api/v1/%2e%2e/v1/clusters",
        "/app/../api/v1/clusters",
        "/app/%2e%2e/api/v1/clusters",
        "/api/v1/clusters;x",
        "/api/v1/clusters/",
        "/api/v1/./clusters",
        "/api%2fv1/clusters",
        "/api/v1\\clusters",
        "/%61pi/v1/clusters",
        "/api/v1/clusters%00",
        "/api/v1/clusters%20",
    ] {
        let answer = client.get(path);
        assert_ne!(answer.status, 200, "{path}");
        assert!(answer.header("content-security-policy").is_some() || answer.status == 400, "{path}");
    }
}

#[test]
fn literal_patterns_do_not_exist() {
    let installation = Installation::sqlite();
    installation.add_user("ada@example.org", "admin", None);
    let running = installation.serve();
    for path in [
        "/s/:token",
        "/s/{token}",
        "/s/%00",
        "/s/",
        "/s",
        "/s/%ff%fe",
        "/assets/",
        "/assets/../shell.html",
        "/icons/%2e%2e/shell.html",
    ] {
        assert_eq!(running.client().get(path).status, 404, "{path}");
    }
}
