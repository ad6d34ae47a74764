//! The texts of `locales/`, one function each (made by `build.rs`), and the reader's language.
//!
//! `t::kpis::title(lang)` is a text, `t::readings::overdue(lang, 3)` one with a plural. The language of a page is
//! fixed while it is open; choosing another loads it anew.

use leptos::prelude::*;
use vigie_domain::{Lang, Problem, ProblemCode};

/// The texts, a module per file of `locales/en`.
#[allow(
    clippy::useless_format,
    clippy::too_many_arguments,
    clippy::if_same_then_else,
    clippy::match_same_arms,
    clippy::needless_pass_by_value
)]
pub mod t {
    use vigie_domain::{Lang, Number};

    /// A count as figures are written.
    fn grouped(lang: Lang, n: i64) -> String {
        Number::from(n).show(lang, 0)
    }

    /// Singular? English and German for 1 alone, French for 0 and 1.
    const fn is_one(lang: Lang, n: i64) -> bool {
        match lang {
            Lang::Fr => n == 0 || n == 1,
            Lang::En | Lang::De => n == 1,
        }
    }

    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

/// Gives the language to every view below.
pub fn provide_lang(lang: Lang) {
    provide_context(lang);
}

/// The reader's language; English where no page has set one.
pub fn use_lang() -> Lang {
    use_context::<Lang>().unwrap_or(Lang::En)
}

/// What a problem says in the reader's language, its place left out (the view stands at the place).
pub fn problem_text(lang: Lang, problem: &Problem) -> String {
    let Some(text) = t::problems::by_key(lang, &problem.code.as_str().replace('-', "_")) else {
        return t::problems::unknown(lang, problem.code.as_str());
    };
    filled(text, problem)
}

/// The same for a problem of an import, where a file as a whole has words of its own.
pub fn import_problem_text(lang: Lang, problem: &Problem) -> String {
    let detail = problem.args.get("detail").filter(|_| problem.place == "file");
    let twice = problem.code == ProblemCode::Duplicate && problem.args.contains_key("period");
    let key = if twice { Some("twice".to_owned()) } else { detail.map(|detail| detail.replace('-', "_")) };
    let text = key.and_then(|key| t::files::by_key(lang, &key));
    text.map_or_else(|| problem_text(lang, problem), |text| filled(text, problem))
}

fn filled(text: &str, problem: &Problem) -> String {
    let mut out = text.to_owned();
    for (name, value) in &problem.args {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Lang, t};

    #[test]
    fn counts_are_written_as_figures_are() {
        let cases = [
            (Lang::En, 1, "1 unsent"),
            (Lang::En, 12_000, "12,000 unsent"),
            (Lang::De, 1_000, "1.000 nicht gesendet"),
        ];
        for (lang, n, words) in cases {
            assert_eq!(t::workspace::n_unsent(lang, n), words);
        }
        assert!(t::workspace::n_unsent(Lang::Fr, 1_000).starts_with("1\u{202f}000"));
    }
}
