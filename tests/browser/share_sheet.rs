//! Shares have a style sheet of their own, with less in it: they look the same under that of all pages.

use serde_json::json;
use vigie_tests::{Installation, PASSWORD};

use crate::support::{Browser, EMAIL, Kind, Stage, story};

/// Looks at every element, puts the other sheet in the place of the page's own, looks again, and says what differs.
const COMPARE: &str = "
    const whole = arguments[0], wrong = [];
    const LOOKS = ['display', 'position', 'color', 'backgroundColor', 'backgroundImage', 'font', 'letterSpacing', 'textAlign',
        'textDecoration', 'border', 'borderRadius', 'boxShadow', 'padding', 'margin', 'opacity', 'fill', 'stroke', 'strokeWidth',
        'strokeDasharray', 'visibility', 'overflow', 'zIndex', 'content', 'translate', 'breakInside', 'cursor'];
    for (const details of document.querySelectorAll('details')) details.open = true;
    const all = [...document.querySelectorAll('body, body *')];
    // What is inherited moves from level to level.
    const drawn = async () => {
        do await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        while (document.getAnimations().length > 0);
    };
    const looks = () => all.flatMap((element) => [null, '::before', '::after'].map((part) => {
        const style = getComputedStyle(element, part), box = element.getBoundingClientRect();
        if (part && style.content === 'none') return '';
        return [part, box.x, box.y, box.width, box.height, ...LOOKS.map((look) => style[look])].join(' | ');
    }));
    await drawn();
    const before = looks();
    const own = document.querySelector('link[rel=stylesheet]');
    if (own.href.endsWith(whole)) return ['the page has no sheet of its own'];
    const other = document.createElement('link');
    other.rel = 'stylesheet';
    other.href = whole;
    await new Promise((resolve, reject) => { other.onload = resolve; other.onerror = reject; own.after(other); });
    own.remove();
    await document.fonts.ready;
    await drawn();
    looks().forEach((look, at) => {
        const element = all[Math.floor(at / 3)];
        if (look !== before[at]) wrong.push(`<${element.tagName} class=\"${element.getAttribute('class')}\">: ${before[at]} / ${look}`);
    });
    return [all.length, wrong.slice(0, 5)];
";

async fn its_sheet_is_enough(kind: Kind) {
    let installation = Installation::sqlite();
    installation.add_loire();
    let stage = Stage::with_alpes(installation);
    let browser = Browser::open(&stage, kind).await;
    // With a card that compares clusters.
    browser.sign_in(EMAIL, PASSWORD).await;
    browser.arrives("/app").await;
    browser.visit("/app/alpes/dashboards").await;
    browser.reads("This cluster and the others of the office").await;
    browser.press_css(".picker li:nth-child(4) .kind").await;
    browser.arrives("/app/alpes/dashboards/portfolio/edit").await;
    let sheet = "return new URL(document.querySelector('link[rel=stylesheet]').href).pathname";
    let whole = browser.script(sheet, Vec::new()).await;
    for dashboard in ["overview", "board", "funder", "members", "portfolio"] {
        for on_paper in [false, true] {
            let path = stage.share(dashboard);
            browser.visit(&path).await;
            browser.is_alive().await;
            browser.prints(on_paper).await;
            let compared = browser.script(COMPARE, vec![whole.clone()]).await;
            assert!(compared[0].as_u64().is_some_and(|elements| elements > 200), "{compared}");
            assert_eq!(compared[1], json!([]), "{dashboard}, on paper: {on_paper}");
        }
    }
    browser.close().await;
}

#[test]
fn on_a_desk() {
    story(its_sheet_is_enough(Kind::default()));
}

#[test]
fn on_a_phone_in_the_dark() {
    story(its_sheet_is_enough(Kind { phone: true, dark: true, ..Kind::default() }));
}
