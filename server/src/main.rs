//! The program `vigie`: everything is in the library, so that tests can reach it.

/// Small and quick to give memory back, which the system allocator is not under many short requests.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    vigie_server::cli::main()
}
