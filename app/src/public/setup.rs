//! `/setup`: the first account, or where to find the address that leads to it.

use leptos::prelude::*;
use vigie_domain::{Lang, Problem, ProblemCode};

use super::document::{Assets, plain};
use super::door::Door;
use super::render::html;
use crate::locale::{problem_text, t};
use crate::ui::{Banner, BannerKind, Field, Glyph};

/// What was typed into the form.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setup<'a> {
    /// Empty: the page says where to find it.
    pub token: &'a str,
    pub name: &'a str,
    pub email: &'a str,
    pub office: &'a str,
    pub problems: &'a [Problem],
}

pub fn setup(assets: &Assets, lang: Lang, form: &Setup<'_>) -> String {
    if form.token.is_empty() {
        return locked(assets, lang);
    }
    let title = t::public::setup_title(lang);
    let problems = form.problems;
    let again = !problems.is_empty();
    let says = ["name", "email", "password", "office"].map(|place| {
        let problem = problems.iter().find(|problem| problem.place == place);
        problem.map(|problem| text(lang, problem))
    });
    let (name, email, office, token) =
        (form.name.to_owned(), form.email.to_owned(), form.office.to_owned(), form.token.to_owned());
    // A link into another language keeps the token, which is in the address anyway.
    let rest = format!("&token={token}");
    let body = html(lang, move || {
        let [name_wrong, email_wrong, password_wrong, office_wrong] =
            says.each_ref().map(|says| says.as_ref().map(|_| "true"));
        let [name_says, email_says, password_says, office_says] =
            says.map(|says| Signal::stored(says.unwrap_or_default()));
        view! {
            <Door rest>
                <h1>{title}</h1>
                <p class="muted">{t::public::setup_lede(lang)}</p>
                <form class="form" method="post" action=format!("/setup?lang={}", lang.tag())>
                    {again.then(|| view! {
                        <Banner kind=BannerKind::Error glyph=Glyph::Alert><p>{t::public::setup_again(lang)}</p></Banner>
                    })}
                    <Field id="name" label=t::public::setup_name(lang) error=name_says>
                        <input class="input" id="name" name="name" autocomplete="name" required maxlength="200" value=name
                            aria-describedby="name-error" aria-invalid=name_wrong/>
                    </Field>
                    <Field id="email" label=t::common::email(lang) error=email_says>
                        <input class="input" id="email" name="email" type="email" autocomplete="username" required value=email
                            aria-describedby="email-error" aria-invalid=email_wrong/>
                    </Field>
                    <Field id="password" label=t::public::setup_password(lang) hint=t::public::password_rules(lang) error=password_says>
                        <input class="input" id="password" name="password" type="password" autocomplete="new-password" required
                            aria-describedby="password-hint password-error" aria-invalid=password_wrong/>
                    </Field>
                    <Field id="office" label=t::public::setup_office(lang) hint=t::public::setup_office_hint(lang)
                        optional=t::common::optional(lang) error=office_says>
                        <input class="input" id="office" name="office" autocomplete="organization" maxlength="200" value=office
                            aria-describedby="office-hint office-error" aria-invalid=office_wrong/>
                    </Field>
                    <input type="hidden" name="token" value=token/>
                    <button class="btn primary wide">{t::public::setup_button(lang)}</button>
                </form>
            </Door>
        }
    });
    plain(assets, lang, title, &body)
}

fn text(lang: Lang, problem: &Problem) -> String {
    if problem.place == "password" && problem.code == ProblemCode::FieldOutOfRange {
        return t::public::password_length(lang).to_owned();
    }
    problem_text(lang, problem)
}

fn locked(assets: &Assets, lang: Lang) -> String {
    let title = t::public::setup_locked_title(lang);
    let body = html(lang, move || {
        view! {
            <Door>
                <h1>{title}</h1>
                <p class="muted">{t::public::setup_locked_text(lang, "…/setup?token=…")}</p>
            </Door>
        }
    });
    plain(assets, lang, title, &body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_stands_at_its_field() {
        let problems = [Problem::new(ProblemCode::FieldOutOfRange).at("password")];
        let form = Setup { token: "t", name: "Claire", problems: &problems, ..Setup::default() };
        let page = setup(&Assets::default(), Lang::De, &form);
        assert!(page.contains(t::public::password_length(Lang::De)));
        assert!(page.contains(t::public::password_rules(Lang::De)), "said before typing");
        assert!(page.contains("value=\"Claire\"") && page.contains("name=\"token\" value=\"t\""));
        assert_eq!(page.matches("aria-invalid=\"true\"").count(), 1);
    }

    #[test]
    fn without_a_token_there_is_no_form() {
        let page = setup(&Assets::default(), Lang::En, &Setup::default());
        assert!(!page.contains("<form"));
    }
}
