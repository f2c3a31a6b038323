//! Codes of the command line, files and the manifest: RW0xx.

use super::CodeInfo;

/// Every code that a run can end with before a rule or record is read.
pub(super) const CODES: &[CodeInfo] = &[
    CodeInfo {
        code: "RW001",
        title: "a file cannot be read",
        page: include_str!("../../../docs/src/diagnostics/RW001.md"),
    },
    CodeInfo {
        code: "RW002",
        title: "nothing to check",
        page: include_str!("../../../docs/src/diagnostics/RW002.md"),
    },
    CodeInfo {
        code: "RW003",
        title: "no rules to apply",
        page: include_str!("../../../docs/src/diagnostics/RW003.md"),
    },
    CodeInfo {
        code: "RW004",
        title: "a value that a flag or the manifest does not take",
        page: include_str!("../../../docs/src/diagnostics/RW004.md"),
    },
    CodeInfo {
        code: "RW005",
        title: "a manifest that cannot be understood",
        page: include_str!("../../../docs/src/diagnostics/RW005.md"),
    },
    CodeInfo {
        code: "RW006",
        title: "no record kind of that name",
        page: include_str!("../../../docs/src/diagnostics/RW006.md"),
    },
    CodeInfo {
        code: "RW007",
        title: "a file of no known format",
        page: include_str!("../../../docs/src/diagnostics/RW007.md"),
    },
    CodeInfo {
        code: "RW008",
        title: "a text that is not UTF-8",
        page: include_str!("../../../docs/src/diagnostics/RW008.md"),
    },
    CodeInfo {
        code: "RW009",
        title: "nothing of that name to explain",
        page: include_str!("../../../docs/src/diagnostics/RW009.md"),
    },
    CodeInfo {
        code: "RW010",
        title: "a baseline that does not fit",
        page: include_str!("../../../docs/src/diagnostics/RW010.md"),
    },
    CodeInfo {
        code: "RW011",
        title: "a file cannot be written",
        page: include_str!("../../../docs/src/diagnostics/RW011.md"),
    },
    CodeInfo {
        code: "RW012",
        title: "a language that reports do not speak",
        page: include_str!("../../../docs/src/diagnostics/RW012.md"),
    },
    CodeInfo {
        code: "RW013",
        title: "a project file that exists already",
        page: include_str!("../../../docs/src/diagnostics/RW013.md"),
    },
    CodeInfo {
        code: "RW016",
        title: "no profile of that name",
        page: include_str!("../../../docs/src/diagnostics/RW016.md"),
    },
    CodeInfo {
        code: "RW017",
        title: "nothing to draw",
        page: include_str!("../../../docs/src/diagnostics/RW017.md"),
    },
    CodeInfo {
        code: "RW020",
        title: "no scenario of that name",
        page: include_str!("../../../docs/src/diagnostics/RW020.md"),
    },
    CodeInfo {
        code: "RW021",
        title: "files were passed over",
        page: include_str!("../../../docs/src/diagnostics/RW021.md"),
    },
    CodeInfo {
        code: "RW022",
        title: "a path that leads out of the project",
        page: include_str!("../../../docs/src/diagnostics/RW022.md"),
    },
    CodeInfo {
        code: "RW023",
        title: "several manifests",
        page: include_str!("../../../docs/src/diagnostics/RW023.md"),
    },
    CodeInfo {
        code: "RW024",
        title: "the manifest of another folder counts",
        page: include_str!("../../../docs/src/diagnostics/RW024.md"),
    },
    CodeInfo {
        code: "RW025",
        title: "a report among the records",
        page: include_str!("../../../docs/src/diagnostics/RW025.md"),
    },
    CodeInfo {
        code: "RW026",
        title: "no thread can be had",
        page: include_str!("../../../docs/src/diagnostics/RW026.md"),
    },
    CodeInfo {
        code: "RW027",
        title: "a file of another kind than the manifest says",
        page: include_str!("../../../docs/src/diagnostics/RW027.md"),
    },
    CodeInfo {
        code: "RW028",
        title: "a mistake in Riskwright",
        page: include_str!("../../../docs/src/diagnostics/RW028.md"),
    },
    CodeInfo {
        code: "RW029",
        title: "no framework of that name",
        page: include_str!("../../../docs/src/diagnostics/RW029.md"),
    },
    CodeInfo {
        code: "RW030",
        title: "no such grade",
        page: include_str!("../../../docs/src/diagnostics/RW030.md"),
    },
    CodeInfo {
        code: "RW031",
        title: "no day of a commit",
        page: include_str!("../../../docs/src/diagnostics/RW031.md"),
    },
    CodeInfo {
        code: "RW032",
        title: "no projects to check",
        page: include_str!("../../../docs/src/diagnostics/RW032.md"),
    },
    CodeInfo {
        code: "RW036",
        title: "no report to go by",
        page: include_str!("../../../docs/src/diagnostics/RW036.md"),
    },
    CodeInfo {
        code: "RW037",
        title: "a run that cannot be made again",
        page: include_str!("../../../docs/src/diagnostics/RW037.md"),
    },
    CodeInfo {
        code: "RW038",
        title: "the later report stands first",
        page: include_str!("../../../docs/src/diagnostics/RW038.md"),
    },
];
