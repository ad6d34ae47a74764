//! Why the program ends without having done what was asked: lines for standard error and an exit code.

use std::process::ExitCode;

/// Written for the person at the terminal: whole sentences, no driver text, no secrets.
#[derive(Debug)]
pub struct Failure {
    code: u8,
    lines: Vec<String>,
}

impl Failure {
    /// Asked rightly, but it could not be done (exit code 1).
    pub fn failed(line: impl Into<String>) -> Self {
        Self { code: 1, lines: vec![line.into()] }
    }

    /// Asked wrongly in a way that only shows after parsing (exit code 2).
    pub fn usage(line: impl Into<String>) -> Self {
        Self { code: 2, lines: vec![line.into()] }
    }

    /// One line per problem of a file.
    pub fn problems(lines: Vec<String>) -> Self {
        Self { code: 1, lines }
    }

    /// What it says, to be said with other things.
    pub fn into_lines(self) -> Vec<String> {
        self.lines
    }

    /// Says it and gives the exit code.
    pub fn report(&self) -> ExitCode {
        for line in &self.lines {
            eprintln!("vigie: {line}");
        }
        ExitCode::from(self.code)
    }
}

/// Standard output was closed, a file can't be written, …
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::failed(error.to_string())
    }
}
