//! The program under test. Cargo gives the tests of a package the paths of its own programs only.

fn main() -> std::process::ExitCode {
    vigie_server::cli::main()
}
