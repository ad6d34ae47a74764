//! What it costs to draw an SVG, counted before anything is drawn: a clip in a clip in a clip is a small file and an endless work.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use resvg::usvg::roxmltree::{Document, Node};

/// Of the whole, where each use of an element counts like the element: its bytes, and so much for each element in it.
const MOST: u64 = 2_000_000;
const OF_ELEMENT: u64 = 200;
/// References from one to the next.
const LONGEST_CHAIN: usize = 12;

pub(super) fn is_too_much(document: &Document<'_>) -> bool {
    Graph::of(document).work(document.root_element()) > MOST
}

/// Who draws whom once more.
struct Graph<'a, 'i> {
    ids: BTreeMap<&'a str, Node<'a, 'i>>,
    /// What the style sheet makes elements of a class refer to.
    classes: BTreeMap<&'a str, Vec<&'a str>>,
    /// What it makes any element refer to.
    everywhere: Vec<&'a str>,
    known: RefCell<BTreeMap<usize, u64>>,
    open: RefCell<BTreeSet<usize>>,
}

impl<'a, 'i> Graph<'a, 'i> {
    fn of(document: &'a Document<'i>) -> Graph<'a, 'i> {
        let elements = || document.descendants().filter(Node::is_element);
        let ids = elements().filter_map(|node| Some((node.attribute("id")?, node))).collect();
        let mut graph = Graph {
            ids,
            classes: BTreeMap::new(),
            everywhere: Vec::new(),
            known: Default::default(),
            open: Default::default(),
        };
        let sheets = elements().filter(|node| node.tag_name().name() == "style");
        for rule in sheets
            .flat_map(|sheet| sheet.descendants())
            .filter_map(|node| node.is_text().then(|| node.text()).flatten())
            .flat_map(|text| text.split('}'))
        {
            graph.learn(rule);
        }
        graph
    }

    fn learn(&mut self, rule: &'a str) {
        let Some((selectors, body)) = rule.rsplit_once('{') else { return };
        let names: Vec<&str> = names(body).collect();
        for selector in selectors.split(',').map(str::trim).filter(|_| !names.is_empty()) {
            let plain =
                |class: &&str| class.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
            match selector.strip_prefix('.').filter(plain) {
                Some(class) => self.classes.entry(class).or_default().extend(&names),
                None => self.everywhere.extend(&names),
            }
        }
    }

    /// What it costs to draw an element with all that it refers to. A circle is endless, and a long chain as good as one.
    fn work(&self, node: Node<'a, 'i>) -> u64 {
        if let Some(known) = self.known.borrow().get(&node.id().get_usize()) {
            return *known;
        }
        if self.open.borrow().len() > LONGEST_CHAIN || !self.open.borrow_mut().insert(node.id().get_usize()) {
            return u64::MAX;
        }
        let mut work = node.range().len() as u64;
        for element in node.descendants().filter(Node::is_element) {
            work = work.saturating_add(OF_ELEMENT);
            for target in self.references(element) {
                work = work.saturating_add(self.work(target));
            }
        }
        self.open.borrow_mut().remove(&node.id().get_usize());
        self.known.borrow_mut().insert(node.id().get_usize(), work);
        work
    }

    fn references(&self, element: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
        let mut found: Vec<&str> = self.everywhere.clone();
        for attribute in element.attributes() {
            found.extend(names(attribute.value()));
            found.extend(attribute.value().strip_prefix('#').filter(|_| attribute.name() == "href"));
            if attribute.name() == "class" {
                let classes = attribute.value().split_whitespace();
                found.extend(classes.filter_map(|class| self.classes.get(class)).flatten());
            }
        }
        found.into_iter().filter_map(|name| self.ids.get(name)).copied().collect()
    }
}

/// `a` of `url(#a)`.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split("url(").skip(1).filter_map(|rest| {
        let inside = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        inside.strip_prefix('#')
    })
}
