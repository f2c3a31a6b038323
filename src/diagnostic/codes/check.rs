//! Codes of names, structure and types: RW2xx and RW3xx.

use super::CodeInfo;

/// Every code that checking rules can give.
pub(super) const CODES: &[CodeInfo] = &[
    CodeInfo {
        code: "RW201",
        title: "unknown name",
        page: include_str!("../../../docs/src/diagnostics/RW201.md"),
    },
    CodeInfo {
        code: "RW202",
        title: "unknown record",
        page: include_str!("../../../docs/src/diagnostics/RW202.md"),
    },
    CodeInfo {
        code: "RW203",
        title: "the record has no such field",
        page: include_str!("../../../docs/src/diagnostics/RW203.md"),
    },
    CodeInfo {
        code: "RW204",
        title: "unknown type",
        page: include_str!("../../../docs/src/diagnostics/RW204.md"),
    },
    CodeInfo {
        code: "RW205",
        title: "unknown pack",
        page: include_str!("../../../docs/src/diagnostics/RW205.md"),
    },
    CodeInfo {
        code: "RW206",
        title: "unknown function",
        page: include_str!("../../../docs/src/diagnostics/RW206.md"),
    },
    CodeInfo {
        code: "RW207",
        title: "unknown unit",
        page: include_str!("../../../docs/src/diagnostics/RW207.md"),
    },
    CodeInfo {
        code: "RW208",
        title: "unknown severity",
        page: include_str!("../../../docs/src/diagnostics/RW208.md"),
    },
    CodeInfo {
        code: "RW209",
        title: "this is not one of the choices",
        page: include_str!("../../../docs/src/diagnostics/RW209.md"),
    },
    CodeInfo {
        code: "RW210",
        title: "a name is used twice",
        page: include_str!("../../../docs/src/diagnostics/RW210.md"),
    },
    CodeInfo {
        code: "RW211",
        title: "a name already means something here",
        page: include_str!("../../../docs/src/diagnostics/RW211.md"),
    },
    CodeInfo {
        code: "RW212",
        title: "a define refers to itself",
        page: include_str!("../../../docs/src/diagnostics/RW212.md"),
    },
    CodeInfo {
        code: "RW213",
        title: "the rule flags nothing",
        page: include_str!("../../../docs/src/diagnostics/RW213.md"),
    },
    CodeInfo {
        code: "RW214",
        title: "a rule has one message, one remedy and one amount",
        page: include_str!("../../../docs/src/diagnostics/RW214.md"),
    },
    CodeInfo {
        code: "RW215",
        title: "nothing can refer to it",
        page: include_str!("../../../docs/src/diagnostics/RW215.md"),
    },
    CodeInfo {
        code: "RW216",
        title: "this cannot be part of a key",
        page: include_str!("../../../docs/src/diagnostics/RW216.md"),
    },
    CodeInfo {
        code: "RW217",
        title: "the expression is too deep or too large",
        page: include_str!("../../../docs/src/diagnostics/RW217.md"),
    },
    CodeInfo {
        code: "RW218",
        title: "the run sets a param that no rule file declares",
        page: include_str!("../../../docs/src/diagnostics/RW218.md"),
    },
    CodeInfo {
        code: "RW219",
        title: "unknown currency",
        page: include_str!("../../../docs/src/diagnostics/RW219.md"),
    },
    CodeInfo {
        code: "RW220",
        title: "unknown flow",
        page: include_str!("../../../docs/src/diagnostics/RW220.md"),
    },
    CodeInfo {
        code: "RW221",
        title: "a translation that does not tell what its text does",
        page: include_str!("../../../docs/src/diagnostics/RW221.md"),
    },
    CodeInfo {
        code: "RW230",
        title: "an amendment of a rule that does not exist",
        page: include_str!("../../../docs/src/diagnostics/RW230.md"),
    },
    CodeInfo {
        code: "RW231",
        title: "two amendments change the same",
        page: include_str!("../../../docs/src/diagnostics/RW231.md"),
    },
    CodeInfo {
        code: "RW232",
        title: "nothing to remove",
        page: include_str!("../../../docs/src/diagnostics/RW232.md"),
    },
    CodeInfo {
        code: "RW241",
        title: "the scenario changes nothing",
        page: include_str!("../../../docs/src/diagnostics/RW241.md"),
    },
    CodeInfo {
        code: "RW242",
        title: "a scenario cannot change this",
        page: include_str!("../../../docs/src/diagnostics/RW242.md"),
    },
    CodeInfo {
        code: "RW243",
        title: "a field that is always given cannot be unknown",
        page: include_str!("../../../docs/src/diagnostics/RW243.md"),
    },
    CodeInfo {
        code: "RW244",
        title: "a cascade only turns facts true",
        page: include_str!("../../../docs/src/diagnostics/RW244.md"),
    },
    CodeInfo {
        code: "RW245",
        title: "a value outside the bounds of its field",
        page: include_str!("../../../docs/src/diagnostics/RW245.md"),
    },
    CodeInfo {
        code: "RW246",
        title: "losses are told of cascades",
        page: include_str!("../../../docs/src/diagnostics/RW246.md"),
    },
    CodeInfo {
        code: "RW250",
        title: "the vocabulary declares no sources",
        page: include_str!("../../../docs/src/diagnostics/RW250.md"),
    },
    CodeInfo {
        code: "RW251",
        title: "no rule has the tag",
        page: include_str!("../../../docs/src/diagnostics/RW251.md"),
    },
    CodeInfo {
        code: "RW252",
        title: "no such grade in the scorecard",
        page: include_str!("../../../docs/src/diagnostics/RW252.md"),
    },
    CodeInfo {
        code: "RW253",
        title: "the grades of a scorecard do not fit together",
        page: include_str!("../../../docs/src/diagnostics/RW253.md"),
    },
    CodeInfo {
        code: "RW254",
        title: "the scorecard takes no rule",
        page: include_str!("../../../docs/src/diagnostics/RW254.md"),
    },
    CodeInfo {
        code: "RW255",
        title: "nothing leads from the rule to the record",
        page: include_str!("../../../docs/src/diagnostics/RW255.md"),
    },
    CodeInfo {
        code: "RW256",
        title: "a disabled rule is taken",
        page: include_str!("../../../docs/src/diagnostics/RW256.md"),
    },
    CodeInfo {
        code: "RW257",
        title: "a clause of a scorecard changes nothing",
        page: include_str!("../../../docs/src/diagnostics/RW257.md"),
    },
    CodeInfo {
        code: "RW260",
        title: "a waiver that does not say all that it must",
        page: include_str!("../../../docs/src/diagnostics/RW260.md"),
    },
    CodeInfo {
        code: "RW261",
        title: "two waivers of one verdict",
        page: include_str!("../../../docs/src/diagnostics/RW261.md"),
    },
    CodeInfo {
        code: "RW262",
        title: "a waiver that reaches too far",
        page: include_str!("../../../docs/src/diagnostics/RW262.md"),
    },
    CodeInfo {
        code: "RW263",
        title: "a name that a rule cannot have had",
        page: include_str!("../../../docs/src/diagnostics/RW263.md"),
    },
    CodeInfo {
        code: "RW301",
        title: "something of another type is expected here",
        page: include_str!("../../../docs/src/diagnostics/RW301.md"),
    },
    CodeInfo {
        code: "RW302",
        title: "the two sides do not go together",
        page: include_str!("../../../docs/src/diagnostics/RW302.md"),
    },
    CodeInfo {
        code: "RW303",
        title: "this has no meaning",
        page: include_str!("../../../docs/src/diagnostics/RW303.md"),
    },
    CodeInfo {
        code: "RW305",
        title: "these choices have no order",
        page: include_str!("../../../docs/src/diagnostics/RW305.md"),
    },
    CodeInfo {
        code: "RW306",
        title: "wrong arguments",
        page: include_str!("../../../docs/src/diagnostics/RW306.md"),
    },
    CodeInfo {
        code: "RW307",
        title: "this is not a constant",
        page: include_str!("../../../docs/src/diagnostics/RW307.md"),
    },
    CodeInfo {
        code: "RW308",
        title: "the pattern cannot be read",
        page: include_str!("../../../docs/src/diagnostics/RW308.md"),
    },
    CodeInfo {
        code: "RW309",
        title: "the aggregate lacks something",
        page: include_str!("../../../docs/src/diagnostics/RW309.md"),
    },
    CodeInfo {
        code: "RW310",
        title: "this bound does not fit the field",
        page: include_str!("../../../docs/src/diagnostics/RW310.md"),
    },
    CodeInfo {
        code: "RW311",
        title: "this is not something to go over",
        page: include_str!("../../../docs/src/diagnostics/RW311.md"),
    },
    CodeInfo {
        code: "RW312",
        title: "this does not print that way",
        page: include_str!("../../../docs/src/diagnostics/RW312.md"),
    },
    CodeInfo {
        code: "RW313",
        title: "a flow is no value",
        page: include_str!("../../../docs/src/diagnostics/RW313.md"),
    },
    CodeInfo {
        code: "RW314",
        title: "a window that ends before it begins",
        page: include_str!("../../../docs/src/diagnostics/RW314.md"),
    },
    CodeInfo {
        code: "RW315",
        title: "a bare number beside a percent",
        page: include_str!("../../../docs/src/diagnostics/RW315.md"),
    },
    CodeInfo {
        code: "RW316",
        title: "a power needs a whole number that is known here",
        page: include_str!("../../../docs/src/diagnostics/RW316.md"),
    },
    CodeInfo {
        code: "RW317",
        title: "a power without a value",
        page: include_str!("../../../docs/src/diagnostics/RW317.md"),
    },
    CodeInfo {
        code: "RW320",
        title: "no value of a param is in force",
        page: include_str!("../../../docs/src/diagnostics/RW320.md"),
    },
    CodeInfo {
        code: "RW321",
        title: "the dates of a param do not ascend",
        page: include_str!("../../../docs/src/diagnostics/RW321.md"),
    },
    CodeInfo {
        code: "RW322",
        title: "a conversion as of two days",
        page: include_str!("../../../docs/src/diagnostics/RW322.md"),
    },
    CodeInfo {
        code: "RW323",
        title: "a citation that ends before it begins",
        page: include_str!("../../../docs/src/diagnostics/RW323.md"),
    },
    CodeInfo {
        code: "RW324",
        title: "a calendar of too many subjects",
        page: include_str!("../../../docs/src/diagnostics/RW324.md"),
    },
    CodeInfo {
        code: "RW325",
        title: "a value outside the bounds of a param",
        page: include_str!("../../../docs/src/diagnostics/RW325.md"),
    },
    CodeInfo {
        code: "RW330",
        title: "this is not a fact that sources tell",
        page: include_str!("../../../docs/src/diagnostics/RW330.md"),
    },
    CodeInfo {
        code: "RW331",
        title: "an order of evidence that goes in a circle",
        page: include_str!("../../../docs/src/diagnostics/RW331.md"),
    },
    CodeInfo {
        code: "RW332",
        title: "kinds of sources without a rank",
        page: include_str!("../../../docs/src/diagnostics/RW332.md"),
    },
];
