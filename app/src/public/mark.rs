//! Whose page it is: the cluster's own logo, else its initials. Its name stands beside, so there is nothing to read out.

use std::fmt::Write as _;

use vigie_service::Picture;

use crate::chart::svg::escaped;

/// Markup. The picture stands in it whole: a page that is kept, printed or installed has its logo with it, and nobody who may not
/// open the page gets it from another address.
pub fn mark(cluster: &str, logo: Option<&Picture>) -> String {
    let mut out = String::new();
    let _ = match logo {
        Some(logo) => write!(
            out,
            "<span class=\"own-logo{}\"><img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"\"></span>",
            if logo.on_dark { " on-dark" } else { "" },
            logo.address(),
            logo.width,
            logo.height
        ),
        None => {
            write!(out, "<span class=\"mono\" aria-hidden=\"true\">{}</span>", escaped(&initials(cluster)))
        }
    };
    out
}

fn initials(cluster: &str) -> String {
    let letters = cluster.split_whitespace().filter_map(|word| word.chars().next());
    letters.take(2).collect::<String>().to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_stands_in_the_place_of_the_initials() {
        assert_eq!(mark("<b é", None), "<span class=\"mono\" aria-hidden=\"true\">&lt;É</span>");
        let logo = Picture { png: "AAAA".to_owned(), width: 3, height: 2, on_dark: true };
        assert_eq!(
            mark("Alpes", Some(&logo)),
            "<span class=\"own-logo on-dark\"><img src=\"data:image/png;base64,AAAA\" width=\"3\" height=\"2\" alt=\"\"></span>"
        );
    }
}
