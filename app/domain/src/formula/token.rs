//! The words of a formula with their positions. A key may contain dashes, so a binary minus has spaces around it and a
//! unary minus none after it.

use crate::key::{Key, LONGEST};
use crate::number::Number;
use crate::problem::{Problem, ProblemCode};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    Number(Number),
    /// A key, or the name of a function when a parenthesis follows.
    Word(String),
    Plus,
    /// Between two operands, spaces around it.
    Minus,
    /// Before its operand, no space between.
    Negate,
    Times,
    Over,
    Open,
    Close,
    Comma,
}

/// Each token with the position of its first character, from 1.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, Problem> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let position = at + 1;
        let refuse = |code, text: String| Err(Problem::new(code).with("at", position).with("text", text));
        let simple = match c {
            '+' => Some(Token::Plus),
            '*' | '×' => Some(Token::Times),
            '/' | '÷' => Some(Token::Over),
            '(' => Some(Token::Open),
            ')' => Some(Token::Close),
            ',' | ';' => Some(Token::Comma),
            _ => None,
        };
        if c.is_whitespace() {
            at += 1;
        } else if let Some(token) = simple {
            tokens.push((token, position));
            at += 1;
        } else if c == '-' || c == '\u{2212}' {
            let before = at == 0 || chars[at - 1].is_whitespace();
            let after = chars.get(at + 1).is_none_or(|c| c.is_whitespace());
            let operand =
                matches!(tokens.last(), Some((Token::Number(_) | Token::Word(_) | Token::Close, _)));
            match (operand, before, after) {
                (true, true, true) => tokens.push((Token::Minus, position)),
                (false, _, false) => tokens.push((Token::Negate, position)),
                _ => return refuse(ProblemCode::FormulaMinus, c.to_string()),
            }
            at += 1;
        } else if c.is_ascii_digit() {
            let text = run(&chars[at..], |c| c.is_ascii_digit() || c == '.');
            let number = Number::parse(&text).map_err(|problem| problem.with("at", position))?;
            at += text.len();
            tokens.push((Token::Number(number), position));
        } else if c.is_ascii_lowercase() {
            let text = word(&chars[at..]);
            if text.len() > LONGEST {
                return refuse(ProblemCode::KeyMalformed, text);
            }
            at += text.len();
            tokens.push((Token::Word(text), position));
        } else {
            return refuse(ProblemCode::FormulaUnexpected, c.to_string());
        }
    }
    Ok(tokens)
}

fn run(chars: &[char], belongs: impl Fn(char) -> bool) -> String {
    chars.iter().copied().take_while(|c| belongs(*c)).collect()
}

/// Letters, digits and underscores; a dash belongs to the word when it is followed by a letter or digit.
fn word(chars: &[char]) -> String {
    let belongs = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let mut text = String::new();
    for (i, &c) in chars.iter().enumerate() {
        let joins = c == '-' && chars.get(i + 1).is_some_and(|next| belongs(*next));
        if !belongs(c) && c != '_' && !joins {
            break;
        }
        text.push(c);
    }
    text
}

pub(super) fn key(text: &str, position: usize) -> Result<Key, Problem> {
    Key::parse(text).map_err(|problem| problem.with("at", position))
}
