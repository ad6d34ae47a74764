//! What is dropped from scripts before they are served: the comments that stand on lines of their own.

use crate::Result;

/// Drops comment lines, empty lines and indentation. Only for scripts without multi-line template strings; ours and
/// those of wasm-bindgen have none.
pub fn strip(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        if in_comment || line.starts_with("/*") {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

/// The module that wasm-bindgen wrote. One that imports others would need them in dist/ too: none does today, and a
/// dependency that changes this must not pass unseen.
pub fn glue(script: &str) -> Result<String> {
    match script.lines().find(|line| line.starts_with("import ")) {
        Some(line) => {
            Err(format!("the program's script imports another file, which pack does not name: {line}"))
        }
        None => Ok(strip(script)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_code_stays() {
        let script = "// head\n/**\n * @param a\n */\nfunction f(a) {\n  // why\n  return a / 2; // half\n}\n/* one line */\n\n";
        assert_eq!(strip(script), "function f(a) {\nreturn a / 2; // half\n}\n");
    }

    #[test]
    fn an_import_is_refused() {
        assert!(glue("import { f } from './snippets/x.js';\n").is_err());
        assert!(glue("const imports = {};\nimportant();\n").is_ok());
    }
}
