//! Codes of the syntax: RW1xx.

use super::CodeInfo;

/// Every code that reading rule text can give.
pub(super) const CODES: &[CodeInfo] = &[
    CodeInfo {
        code: "RW101",
        title: "something else is expected here",
        page: include_str!("../../../docs/src/diagnostics/RW101.md"),
    },
    CodeInfo {
        code: "RW102",
        title: "this starts no item",
        page: include_str!("../../../docs/src/diagnostics/RW102.md"),
    },
    CodeInfo {
        code: "RW103",
        title: "this starts no clause",
        page: include_str!("../../../docs/src/diagnostics/RW103.md"),
    },
    CodeInfo {
        code: "RW104",
        title: "reserved for a later version",
        page: include_str!("../../../docs/src/diagnostics/RW104.md"),
    },
    CodeInfo {
        code: "RW105",
        title: "a brace without its partner",
        page: include_str!("../../../docs/src/diagnostics/RW105.md"),
    },
    CodeInfo {
        code: "RW106",
        title: "a text that is never closed",
        page: include_str!("../../../docs/src/diagnostics/RW106.md"),
    },
    CodeInfo {
        code: "RW107",
        title: "comparisons do not chain",
        page: include_str!("../../../docs/src/diagnostics/RW107.md"),
    },
    CodeInfo {
        code: "RW108",
        title: "nested too deep",
        page: include_str!("../../../docs/src/diagnostics/RW108.md"),
    },
    CodeInfo {
        code: "RW109",
        title: "a number that cannot be held",
        page: include_str!("../../../docs/src/diagnostics/RW109.md"),
    },
    CodeInfo {
        code: "RW110",
        title: "an impossible date",
        page: include_str!("../../../docs/src/diagnostics/RW110.md"),
    },
    CodeInfo {
        code: "RW111",
        title: "a currency that does not exist",
        page: include_str!("../../../docs/src/diagnostics/RW111.md"),
    },
    CodeInfo {
        code: "RW112",
        title: "a period that is not whole",
        page: include_str!("../../../docs/src/diagnostics/RW112.md"),
    },
    CodeInfo {
        code: "RW113",
        title: "an unknown escape in a text",
        page: include_str!("../../../docs/src/diagnostics/RW113.md"),
    },
    CodeInfo {
        code: "RW114",
        title: "a brace or format in a message",
        page: include_str!("../../../docs/src/diagnostics/RW114.md"),
    },
    CodeInfo {
        code: "RW115",
        title: "not written like this here",
        page: include_str!("../../../docs/src/diagnostics/RW115.md"),
    },
    CodeInfo {
        code: "RW116",
        title: "digits grouped as they are not here",
        page: include_str!("../../../docs/src/diagnostics/RW116.md"),
    },
    CodeInfo {
        code: "RW117",
        title: "a doc comment that documents nothing",
        page: include_str!("../../../docs/src/diagnostics/RW117.md"),
    },
    CodeInfo {
        code: "RW118",
        title: "a grouped aggregate on its own",
        page: include_str!("../../../docs/src/diagnostics/RW118.md"),
    },
    CodeInfo {
        code: "RW119",
        title: "a rank out of range",
        page: include_str!("../../../docs/src/diagnostics/RW119.md"),
    },
    CodeInfo {
        code: "RW120",
        title: "an item that is too long",
        page: include_str!("../../../docs/src/diagnostics/RW120.md"),
    },
    CodeInfo {
        code: "RW121",
        title: "more mistakes than are told",
        page: include_str!("../../../docs/src/diagnostics/RW121.md"),
    },
    CodeInfo {
        code: "RW123",
        title: "a character that cannot be seen",
        page: include_str!("../../../docs/src/diagnostics/RW123.md"),
    },
    CodeInfo {
        code: "RW124",
        title: "an extension gives fields only",
        page: include_str!("../../../docs/src/diagnostics/RW124.md"),
    },
    CodeInfo {
        code: "RW125",
        title: "whose citation this is",
        page: include_str!("../../../docs/src/diagnostics/RW125.md"),
    },
    CodeInfo {
        code: "RW126",
        title: "a language that texts cannot be in",
        page: include_str!("../../../docs/src/diagnostics/RW126.md"),
    },
    CodeInfo {
        code: "RW127",
        title: "a doc comment is in one language twice",
        page: include_str!("../../../docs/src/diagnostics/RW127.md"),
    },
    CodeInfo {
        code: "RW128",
        title: "a merge that is not finished",
        page: include_str!("../../../docs/src/diagnostics/RW128.md"),
    },
];
