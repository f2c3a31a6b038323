//! The `riskwright` program.

/// Explanations are many small texts and trees, made by all threads and dropped by one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    riskwright::cli::main()
}
