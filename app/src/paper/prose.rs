//! A text card as a tree: the same small part of Markdown as on pages, for a painter that takes no markup.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use serde::{Deserialize, Serialize};

use crate::dashboards::markdown::{is_safe, name};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// A tag of [`name`], `a`, `br`, or empty: a text.
    pub tag: String,
    /// The text, or where a link leads.
    pub text: String,
    pub children: Vec<Node>,
}

pub fn nodes(text: &str) -> Vec<Node> {
    let mut open = vec![Node::default()];
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(tag) => open.push(begun(&tag)),
            Event::End(tag) => {
                let Some(node) = open.pop() else { break };
                let Some(parent) = open.last_mut() else { break };
                match node.tag.is_empty() {
                    // What may not be seen leaves its words, as on pages; raw blocks leave none.
                    true if tag == TagEnd::HtmlBlock => {}
                    true => parent.children.extend(node.children),
                    false => parent.children.push(node),
                }
            }
            Event::Text(text) | Event::Code(text) => add(&mut open, "", &text),
            Event::SoftBreak => add(&mut open, "", " "),
            Event::HardBreak => add(&mut open, "br", ""),
            _ => {}
        }
    }
    open.swap_remove(0).children
}

fn add(open: &mut [Node], tag: &str, text: &str) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(Node { tag: tag.to_owned(), text: text.to_owned(), children: Vec::new() });
    }
}

fn begun(tag: &Tag<'_>) -> Node {
    let (tag, text) = match tag {
        Tag::Link { link_type, dest_url, .. } => {
            let address = match link_type {
                LinkType::Email => format!("mailto:{dest_url}"),
                _ => dest_url.to_string(),
            };
            if is_safe(&address) { ("a", address) } else { ("", String::new()) }
        }
        Tag::List(Some(start)) => ("ol", start.to_string()),
        tag => (name(tag).unwrap_or_default(), String::new()),
    };
    Node { tag: tag.to_owned(), text, children: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(nodes: &[Node]) -> String {
        let one = |node: &Node| match node.tag.as_str() {
            "" => node.text.clone(),
            tag => format!("{tag}{}({})", node.text, shape(&node.children)),
        };
        nodes.iter().map(one).collect()
    }

    #[test]
    fn the_tree_has_what_pages_have_and_nothing_else() {
        for (text, expected) in [
            ("# A\n\nUn **accord**.", "h2(A)p(Un strong(accord).)"),
            ("- a\n- *b*", "ul(li(a)li(em(b)))"),
            ("3. c", "ol3(li(c))"),
            ("[us](https://a.example) [b](javascript:x)", "p(ahttps://a.example(us) b)"),
            ("a <script>x</script>", "p(a x)"),
            ("#set page()\n`#eval(\"1\")`", "p(#set page() #eval(\"1\"))"),
        ] {
            assert_eq!(shape(&nodes(text)), expected, "{text}");
        }
    }
}
