//! The reader of a link looks at fewer of its periods, and at no others.

use serde_json::json;

use crate::on_both;
use crate::support::{Answer, Client, Installation};

/// Figures of five years, of which the dashboard shows three; a value says its month.
fn cluster(installation: &Installation) {
    installation.run(&["cluster", "add", "alpes", "--name", "Alpes"]);
    import(installation, &figures(0));
    let file = json!({
        "vigie": 1,
        "cluster": {"slug": "alpes", "name": "Alpes"},
        "dashboards": [{
            "id": "years", "name": {"en": "Three years"}, "span": {"from": "2020", "to": "2022"},
            "cards": [{"kind": "trend", "key": "members"}, {"kind": "matrix"}]
        }]
    });
    import(installation, &file.to_string());
}

fn figures(more: u32) -> String {
    let months = (2018..=2022).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let line =
        |(year, month): (u32, u32)| format!("members,{year}-{month:02},{}\n", year * 100 + month + more);
    "kpi,period,value\n".to_owned() + &months.map(line).collect::<String>()
}

fn import(installation: &Installation, text: &str) {
    let output = installation.try_run(&["import", "alpes", "-", "--update"], text);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Path of a new link.
fn share(installation: &Installation, options: &[&str], input: &str) -> String {
    let of = ["share", "add", "alpes", "--dashboard", "years", "--language", "en", "--json"];
    let output = installation.try_run(&[&of, options].concat(), input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let share: serde_json::Value = serde_json::from_slice(&output.stdout).expect("json");
    let url = share["url"].as_str().expect("an address");
    url.split_once("/s/").map(|(_, token)| format!("/s/{token}")).expect("a path")
}

fn get(client: &Client, path: &str, span: &str) -> Answer {
    client.get(&format!("{path}?span={span}"))
}

fn tag(answer: &Answer) -> &str {
    answer.header("etag").expect("a tag")
}

fn fewer_periods_are_another_page_without_script(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (client, path) = (running.client(), share(installation, &["--with-data"], ""));
    let whole = client.get(&path);
    for there in ["?span=2020", "?span=2021", "?span=2022", "Jan 2020", "202,001", "202,212"] {
        assert!(whole.text().contains(there), "{there}");
    }
    assert!(!whole.text().contains("Period shown:"));
    let year = get(&client, &path, "2021");
    let text = year.text();
    for there in
        ["Period shown: 2021.", "202,101", "202,112", "Q4 2021", "href=\"?\"", "aria-current=\"true\">2021<"]
    {
        assert!(text.contains(there), "{there}");
    }
    for hidden in ["202,001", "202,012", "202,201", "Jan 2022", "Q1 2022"] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    // The figure of today is that of the link.
    assert!(text.contains("202,212") && text.contains("<svg class=\"chart"));
    assert_eq!(year.header("cache-control"), whole.header("cache-control"));
    // Each is a page of its own.
    assert_ne!(tag(&year), tag(&whole));
    let narrowed = format!("{path}?span=2021");
    let known = |tag: &str| client.with("if-none-match", tag).get(&narrowed);
    assert_eq!((known(tag(&year)).status, known(tag(&whole)).status), (304, 200));
    let packed = client.with("accept-encoding", "br").get(&narrowed);
    assert_eq!((packed.header("content-encoding"), packed.header("etag")), (Some("br"), Some(tag(&year))));
    // What is taken along is whole.
    let data = |query: &str| client.get(&format!("{path}/data.csv{query}")).text();
    assert!(data("?span=2021") == data("") && data("").contains("202001"));
    import(installation, &figures(300_000));
    assert!(known(tag(&year)).text().contains("502,101"), "a corrected figure is there too");
}

fn nothing_is_widened(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (client, path) = (running.client(), share(installation, &["--embed-in", "region.example"], ""));
    let whole = client.get(&path);
    for other in [
        "2018",
        "2019",
        "2023",
        "2026",
        "1900",
        "9999",
        "12m",
        "36m",
        "60m",
        "600m",
        "all",
        "",
        "2021-Q1",
        "02021",
        "%32021",
        "2019&span=2021",
        "%00",
        "2021%00",
        "2021 ",
        "<b>",
    ] {
        let answer = get(&client, &path, &other.replace(' ', "+").replace('<', "%3C").replace('>', "%3E"));
        assert!(answer.status == 200 && answer.body == whole.body && tag(&answer) == tag(&whole), "{other}");
    }
    let more = client.get(&format!("{path}?from=2018-01&span=2021&to=2026-12&kpi=other&set=x"));
    assert!(more.body == get(&client, &path, "2021").body, "of what stands beside it nothing is heard");
    let embed = client.get(&format!("{path}/embed"));
    assert!(embed.status == 200 && !embed.text().contains("?span="));
    assert!(client.get(&format!("{path}/embed?span=2021")).body == embed.body);
    let never = |query: &str| {
        let answer = client.get(&format!("/s/{}{query}", "A".repeat(43)));
        let headers: Vec<_> = answer.headers.iter().filter(|(name, _)| name != "date").cloned().collect();
        (answer.status, headers, answer.text())
    };
    assert!(never("").0 == 404 && never("?span=2021") == never(""));
}

fn behind_a_password_it_is_asked_for_first(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let path = share(installation, &["--password"], "correct horse\n");
    let door = get(&running.client(), &path, "2021");
    assert_eq!(door.status, 401);
    assert!(door.body == running.client().get(&path).body);
    let mut client = running.client();
    let opened = client.form(&path, &[("password", "correct horse")]);
    let pair = opened.header("set-cookie").and_then(|cookie| cookie.split(';').next()).expect("a cookie");
    let page = get(&running.client().with("cookie", pair), &path, "2021");
    assert!(page.status == 200 && page.text().contains("Period shown: 2021."));
}

/// Its choices were written with it.
fn a_fixed_page_is_narrowed_as_it_was(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let path = share(installation, &["--fixed"], "");
    let pages = |client: &Client| {
        ["", "?span=2021", "?span=2019"].map(|query| client.get(&format!("{path}{query}")).text())
    };
    let first = pages(&running.client());
    assert!(first[0].contains("?span=2022") && first[0] == first[2]);
    assert!(
        first[1].contains("Period shown: 2021.")
            && first[1].contains("202,101")
            && !first[1].contains("202,001")
    );
    import(installation, &figures(300_000));
    assert!(pages(&running.client()) == first, "byte for byte");
    let live = get(&running.client(), &share(installation, &[], ""), "2021").text();
    assert!(live.contains("502,101") && !live.contains("202,101"));
}

fn who_narrows_a_page_is_the_same_visitor(installation: &Installation) {
    cluster(installation);
    let running = installation.serve();
    let (client, path) = (running.client(), share(installation, &[], ""));
    client.get(&path);
    let inside = client.with("sec-fetch-site", "same-origin");
    for query in ["?span=2021", "?span=2022", "?"] {
        assert_eq!(inside.get(&format!("{path}{query}")).status, 200);
    }
    // From a letter that has this address, and once more without one: two visits.
    assert_eq!(client.with("sec-fetch-site", "none").get(&format!("{path}?span=2021")).status, 200);
    assert_eq!(inside.get(&path).status, 200);
    assert!(running.terminate().success());
    assert_eq!(installation.run_json(&["share", "list", "alpes"])[0]["visits"], 3);
}

on_both!(
    fewer_periods_are_another_page_without_script,
    nothing_is_widened,
    behind_a_password_it_is_asked_for_first,
    a_fixed_page_is_narrowed_as_it_was,
    who_narrows_a_page_is_the_same_visitor,
);
