//! The `riskwright` program.

fn main() -> std::process::ExitCode {
    riskwright::cli::main()
}
