//! A small, safe part of Markdown: headings, paragraphs, lists, quotes, emphasis, links.
//!
//! Whatever else people write stays text or goes: markup of their own and pictures are dropped (a picture leaves its words), a
//! link leads to http, https or mailto or is only its words. What comes out is made of the tags below, all text escaped.

use leptos::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use crate::chart::svg::escaped;

pub fn prose(text: &str) -> impl IntoView + use<> {
    view! { <div class="prose" inner_html=html(text)></div> }
}

fn html(text: &str) -> String {
    let mut out = String::new();
    // Of the open links whether they are tags.
    let mut links = Vec::new();
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let address = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.into_string(),
                };
                let is_safe = is_safe(&address);
                links.push(is_safe);
                if is_safe {
                    out.push_str("<a rel=\"noopener noreferrer nofollow\" href=\"");
                    out.push_str(&escaped(&address));
                    out.push_str("\">");
                }
            }
            Event::End(TagEnd::Link) => out.push_str(if links.pop() == Some(true) { "</a>" } else { "" }),
            Event::Start(tag) => open(&mut out, &tag),
            Event::End(tag) => close(&mut out, tag),
            Event::Text(text) | Event::Code(text) => out.push_str(&escaped(&text)),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak => out.push_str("<br>"),
            _ => {}
        }
    }
    out
}

fn heading(level: HeadingLevel) -> &'static str {
    // The card is among cards with a title of the second level.
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => "h2",
        _ => "h3",
    }
}

fn open(out: &mut String, tag: &Tag<'_>) {
    match (name(tag), tag) {
        (Some(_), Tag::List(Some(start))) if *start != 1 => out.push_str(&format!("<ol start=\"{start}\">")),
        (Some(name), _) => out.push_str(&format!("<{name}>")),
        (None, _) => {}
    }
}

/// The list of what has a tag; links are looked at one by one.
pub(crate) fn name(tag: &Tag<'_>) -> Option<&'static str> {
    Some(match tag {
        Tag::Paragraph => "p",
        Tag::Heading { level, .. } => heading(*level),
        Tag::BlockQuote(_) => "blockquote",
        Tag::List(Some(_)) => "ol",
        Tag::List(None) => "ul",
        Tag::Item => "li",
        Tag::Emphasis => "em",
        Tag::Strong => "strong",
        _ => return None,
    })
}

fn close(out: &mut String, tag: TagEnd) {
    let name = match tag {
        TagEnd::Paragraph => "p",
        TagEnd::Heading(level) => heading(level),
        TagEnd::BlockQuote(_) => "blockquote",
        TagEnd::List(true) => "ol",
        TagEnd::List(false) => "ul",
        TagEnd::Item => "li",
        TagEnd::Emphasis => "em",
        TagEnd::Strong => "strong",
        _ => return,
    };
    out.push_str(&format!("</{name}>"));
}

/// By a list of what may be, in any case of letters; nothing relative.
pub(crate) fn is_safe(address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|start| address.starts_with(start))
        && !address.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn what_people_write_is_read() {
        for (text, expected) in [
            ("Un accord.\n\nUn salon.", "<p>Un accord.</p><p>Un salon.</p>"),
            ("# A\n## B\n### C", "<h2>A</h2><h2>B</h2><h3>C</h3>"),
            (
                "- a\n- *b*\n\n3. **c**",
                "<ul><li>a</li><li><em>b</em></li></ul><ol start=\"3\"><li><strong>c</strong></li></ol>",
            ),
            ("> said  \n> twice", "<blockquote><p>said<br>twice</p></blockquote>"),
            (
                "[us](https://vigie.example/?a=1&b=2)",
                "<p><a rel=\"noopener noreferrer nofollow\" href=\"https://vigie.example/?a=1&amp;b=2\">us</a></p>",
            ),
            (
                "<mail@vigie.example>",
                "<p><a rel=\"noopener noreferrer nofollow\" href=\"mailto:mail@vigie.example\">mail@vigie.example</a></p>",
            ),
            ("5 < 6 & \"7\"", "<p>5 &lt; 6 &amp; &quot;7&quot;</p>"),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
    }

    #[test]
    fn nothing_else_comes_through() {
        for (text, expected) in [
            ("a <script>alert(1)</script> b", "<p>a alert(1) b</p>"),
            ("<div onclick=x>\n\ny", "<p>y</p>"),
            ("[a](javascript:alert(1)) [b](JavaScript:x) [c](/app) [d](data:text/html,x)", "<p>a b c d</p>"),
            ("[a](java&#x0A;script:x)", "<p>a</p>"),
            ("![words](https://spy.example/p.png \"t\")", "<p>words</p>"),
            ("[![w](https://a.example/p)](javascript:x)", "<p>w</p>"),
            (
                "[a](https://x.example/\"onmouseover=\"y)",
                "<p><a rel=\"noopener noreferrer nofollow\" href=\"https://x.example/&quot;onmouseover=&quot;y\">a</a></p>",
            ),
            ("`<b>`", "<p>&lt;b&gt;</p>"),
        ] {
            assert_eq!(html(text), expected, "{text}");
        }
    }
}
