//! `/login`: a plain form.

use leptos::prelude::*;
use vigie_domain::Lang;

use super::document::{Assets, plain};
use super::door::Door;
use super::render::html;
use crate::locale::t;
use crate::ui::{Banner, BannerKind, Field, Glyph};

/// Why signing in did not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoginProblem {
    Wrong,
    TooMany,
    Unavailable,
}

/// What was asked for and typed.
#[derive(Clone, Copy, Debug)]
pub struct Login<'a> {
    pub email: &'a str,
    /// A path inside of Vigie.
    pub next: &'a str,
    pub problem: Option<LoginProblem>,
}

pub fn login(assets: &Assets, lang: Lang, form: &Login<'_>) -> String {
    let Login { email, next, problem } = *form;
    let title = t::public::login_title(lang);
    let says = problem.map(|problem| match problem {
        LoginProblem::Wrong => t::public::login_wrong(lang),
        LoginProblem::TooMany => t::public::login_too_many(lang),
        LoginProblem::Unavailable => t::public::unavailable(lang),
    });
    let (email, next, first) = (email.to_owned(), next.to_owned(), email.is_empty());
    let rest = if next == "/app" { String::new() } else { format!("&next={}", in_query(&next)) };
    let body = html(lang, move || {
        view! {
            <Door rest>
                <h1>{title}</h1>
                <form class="form" method="post" action=format!("/login?lang={}", lang.tag())>
                    {says.map(|says| view! { <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{says}</p></Banner> })}
                    <Field id="email" label=t::common::email(lang)>
                        <input
                            class="input" id="email" name="email" type="email" autocomplete="username" required autofocus=first
                            value=email
                        />
                    </Field>
                    <Field id="password" label=t::common::password(lang)>
                        <input
                            class="input" id="password" name="password" type="password" autocomplete="current-password" required
                            autofocus=!first
                        />
                    </Field>
                    <input type="hidden" name="next" value=next/>
                    <button class="btn primary wide">{t::public::login_button(lang)}</button>
                </form>
            </Door>
        }
    });
    plain(assets, lang, title, &body)
}

/// A path as the value of a query parameter.
fn in_query(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_was_typed_and_where_to_go() {
        let form = Login {
            email: "a\"<b@c.example",
            next: "/app/alpes/kpis?by=month",
            problem: Some(LoginProblem::Wrong),
        };
        let page = login(&Assets::default(), Lang::En, &form);
        assert!(page.contains("value=\"a&quot;&lt;b@c.example\""), "{page}");
        assert!(
            page.contains("&amp;next=/app/alpes/kpis%3Fby%3Dmonth")
                || page.contains("&next=/app/alpes/kpis%3Fby%3Dmonth")
        );
        assert!(page.contains(t::public::login_wrong(Lang::En)));
        assert!(!page.contains("<script>") && !page.contains("style="));
    }
}
