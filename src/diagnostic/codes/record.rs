//! Codes of record files: RW4xx.

use super::CodeInfo;

/// Every code that reading records can give.
pub(super) const CODES: &[CodeInfo] = &[
    CodeInfo {
        code: "RW401",
        title: "a record file is not well-formed",
        page: include_str!("../../../docs/src/diagnostics/RW401.md"),
    },
    CodeInfo {
        code: "RW402",
        title: "a record file is not in the encoding that it should be",
        page: include_str!("../../../docs/src/diagnostics/RW402.md"),
    },
    CodeInfo {
        code: "RW403",
        title: "it is not clear what kind of records these are",
        page: include_str!("../../../docs/src/diagnostics/RW403.md"),
    },
    CodeInfo {
        code: "RW404",
        title: "a record has a field that its kind does not declare",
        page: include_str!("../../../docs/src/diagnostics/RW404.md"),
    },
    CodeInfo {
        code: "RW405",
        title: "a record lacks a field",
        page: include_str!("../../../docs/src/diagnostics/RW405.md"),
    },
    CodeInfo {
        code: "RW406",
        title: "a value is not of its field's type",
        page: include_str!("../../../docs/src/diagnostics/RW406.md"),
    },
    CodeInfo {
        code: "RW407",
        title: "an amount has no currency or unit that is known",
        page: include_str!("../../../docs/src/diagnostics/RW407.md"),
    },
    CodeInfo {
        code: "RW408",
        title: "a value is none of the choices",
        page: include_str!("../../../docs/src/diagnostics/RW408.md"),
    },
    CodeInfo {
        code: "RW409",
        title: "there is no such date",
        page: include_str!("../../../docs/src/diagnostics/RW409.md"),
    },
    CodeInfo {
        code: "RW410",
        title: "a reference names no record",
        page: include_str!("../../../docs/src/diagnostics/RW410.md"),
    },
    CodeInfo {
        code: "RW411",
        title: "two records have the same key",
        page: include_str!("../../../docs/src/diagnostics/RW411.md"),
    },
    CodeInfo {
        code: "RW412",
        title: "a field is given twice",
        page: include_str!("../../../docs/src/diagnostics/RW412.md"),
    },
    CodeInfo {
        code: "RW413",
        title: "a value is outside the field's bounds",
        page: include_str!("../../../docs/src/diagnostics/RW413.md"),
    },
    CodeInfo {
        code: "RW414",
        title: "a number has too many digits",
        page: include_str!("../../../docs/src/diagnostics/RW414.md"),
    },
    CodeInfo {
        code: "RW415",
        title: "values nest too deep, or use an alias or a tag",
        page: include_str!("../../../docs/src/diagnostics/RW415.md"),
    },
    CodeInfo {
        code: "RW416",
        title: "a mapping does not fit the record kind or the file",
        page: include_str!("../../../docs/src/diagnostics/RW416.md"),
    },
    CodeInfo {
        code: "RW417",
        title: "a CSV row does not fit its header",
        page: include_str!("../../../docs/src/diagnostics/RW417.md"),
    },
    CodeInfo {
        code: "RW418",
        title: "this is not what a source says",
        page: include_str!("../../../docs/src/diagnostics/RW418.md"),
    },
    CodeInfo {
        code: "RW419",
        title: "a mapping finds its values in some records only, or leaves columns out",
        page: include_str!("../../../docs/src/diagnostics/RW419.md"),
    },
    CodeInfo {
        code: "RW420",
        title: "a value may be read in two ways",
        page: include_str!("../../../docs/src/diagnostics/RW420.md"),
    },
    CodeInfo {
        code: "RW421",
        title: "one fact says two things",
        page: include_str!("../../../docs/src/diagnostics/RW421.md"),
    },
    CodeInfo {
        code: "RW422",
        title: "a bare number in a percent field",
        page: include_str!("../../../docs/src/diagnostics/RW422.md"),
    },
    CodeInfo {
        code: "RW430",
        title: "a key is a word that names nobody",
        page: include_str!("../../../docs/src/diagnostics/RW430.md"),
    },
    CodeInfo {
        code: "RW431",
        title: "a key holds characters that nobody sees",
        page: include_str!("../../../docs/src/diagnostics/RW431.md"),
    },
    CodeInfo {
        code: "RW432",
        title: "a key that a record cannot have had",
        page: include_str!("../../../docs/src/diagnostics/RW432.md"),
    },
    CodeInfo {
        code: "RW440",
        title: "a CSV cell has a quote in its text",
        page: include_str!("../../../docs/src/diagnostics/RW440.md"),
    },
    CodeInfo {
        code: "RW441",
        title: "a record file holds nothing",
        page: include_str!("../../../docs/src/diagnostics/RW441.md"),
    },
    CodeInfo {
        code: "RW442",
        title: "records that no rule can look at",
        page: include_str!("../../../docs/src/diagnostics/RW442.md"),
    },
    CodeInfo {
        code: "RW450",
        title: "a record file cannot be opened",
        page: include_str!("../../../docs/src/diagnostics/RW450.md"),
    },
    CodeInfo {
        code: "RW451",
        title: "it is not clear which cells of a workbook to read",
        page: include_str!("../../../docs/src/diagnostics/RW451.md"),
    },
    CodeInfo {
        code: "RW452",
        title: "a cell has no value but an error",
        page: include_str!("../../../docs/src/diagnostics/RW452.md"),
    },
    CodeInfo {
        code: "RW453",
        title: "something in a workbook is not read",
        page: include_str!("../../../docs/src/diagnostics/RW453.md"),
    },
    CodeInfo {
        code: "RW499",
        title: "more problems than are shown",
        page: include_str!("../../../docs/src/diagnostics/RW499.md"),
    },
];
