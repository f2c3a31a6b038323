//! The parts of SARIF 2.1.0 that reports have, named as the standard names them.

use serde::Serialize;

use crate::outcome::Severity;
use crate::report::writers::entry::{At, Entry};
use crate::report::writers::text::page::clean;
use crate::report::{ReasonKind, RuleCount, Scorecard, Waived, words};

/// How many tags a code host shows of a rule.
const TAGS: usize = 10;

/// The standard's levels.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

/// A text; on one line, without what a terminal would obey.
#[derive(Clone, Serialize)]
pub(super) struct Message {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

impl Message {
    pub(super) fn new(text: String) -> Message {
        Message { text: clean(&text), markdown: None }
    }
}

/// Who wrote it, and by which rules.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

impl Driver {
    pub(super) fn this(rules: Vec<Rule>) -> Driver {
        let version = env!("CARGO_PKG_VERSION");
        Driver { name: "riskwright", version, semantic_version: version, rules }
    }
}

/// A rule, or a scorecard.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rule {
    pub(super) id: String,
    short_description: Message,
    full_description: Message,
    help: Message,
    default_configuration: Configuration,
    properties: Tags,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Tags {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
}

impl Rule {
    pub(super) fn of(rule: &RuleCount) -> Rule {
        let tags = rule.tags.iter().take(TAGS).cloned().collect();
        let about = (rule.rationale.as_str(), rule.cites.as_slice());
        Rule::new((&rule.id, &rule.title), about, level(rule.worst), tags)
    }

    pub(super) fn of_scorecard(card: &Scorecard) -> Rule {
        let about = ("", card.cites.as_slice());
        Rule::new((&card.id, &card.title), about, level(Severity::High), Vec::new())
    }

    fn new(
        (id, title): (&str, &str),
        (rationale, cites): (&str, &[String]),
        level: &'static str,
        tags: Vec<String>,
    ) -> Rule {
        let full = if rationale.is_empty() { title } else { rationale };
        let mut markdown = vec![format!("**{}**", plain(title))];
        markdown.extend(rationale.split("\n\n").filter(|text| !text.is_empty()).map(plain));
        if !cites.is_empty() {
            markdown.push(format!("Cites {}.", plain(&cites.join("; "))));
        }
        markdown.push(format!("`riskwright explain {id}` tells what the rule is made of."));
        let help =
            Message { markdown: Some(markdown.join("\n\n")), ..Message::new(full.to_owned()) };
        Rule {
            id: id.to_owned(),
            short_description: Message::new(title.to_owned()),
            full_description: Message::new(full.to_owned()),
            help,
            default_configuration: Configuration { level },
            properties: Tags { tags },
        }
    }
}

/// A text that Markdown takes for nothing else.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in clean(text).chars() {
        if c.is_ascii_punctuation() && !".,;:'-/()%".contains(c) {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

/// By what a run is told from others.
#[derive(Serialize)]
pub(super) struct Details {
    pub(super) id: String,
}

/// A verdict or a grade.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Result<'r> {
    pub(super) rule_id: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule_index: Option<usize>,
    pub(super) kind: &'static str,
    pub(super) level: &'static str,
    pub(super) message: Message,
    pub(super) locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) code_flows: Vec<CodeFlow>,
    pub(super) partial_fingerprints: Prints<'r>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) baseline_state: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) suppressions: Vec<Suppression>,
    pub(super) properties: Properties,
}

/// By what a result is known tomorrow. Code hosts make prints of their own of the line that a result
/// stands at; of records they would be wrong, so none is given in that name.
#[derive(Serialize)]
pub(super) struct Prints<'r> {
    #[serde(rename = "riskwright/v1")]
    pub(super) riskwright: &'r str,
}

/// That a result is waived, and who answers for it.
#[derive(Serialize)]
pub(super) struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}

impl Suppression {
    pub(super) fn of(waiver: &Waived) -> Suppression {
        let justification = clean(&words::waived(waiver));
        Suppression { kind: "external", status: "accepted", justification }
    }
}

/// What the standard has no names for.
#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Properties {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) severity: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) possibly: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at_stake: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fails_gate: Option<ReasonKind>,
}

/// Where something stands.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<u32>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<LogicalLocation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Clone, Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
}

#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
struct LogicalLocation {
    name: String,
    fully_qualified_name: String,
}

impl Location {
    pub(super) fn of_subject(at: At, entry: &Entry<'_>) -> Location {
        let name = clean(entry.key);
        let logical = LogicalLocation { name, fully_qualified_name: entry.subject() };
        Location { logical_locations: vec![logical], ..Location::new(at) }
    }

    pub(super) fn of_fact(at: At, said: String) -> Location {
        let spot = at.spot.as_ref().map(|spot| format!(" ({spot})")).unwrap_or_default();
        let message = Some(Message::new(format!("{said}{spot}")));
        Location { message, ..Location::new(at) }
    }

    /// The same with another number, by which texts may point at it.
    pub(super) fn numbered(self, id: Option<u32>) -> Location {
        Location { id, ..self }
    }

    fn new(At { path, line, column, .. }: At) -> Location {
        let artifact_location = ArtifactLocation { uri: uri(&path) };
        let region = Region { start_line: line, start_column: column };
        let physical_location = PhysicalLocation { artifact_location, region };
        Location { id: None, physical_location, logical_locations: Vec::new(), message: None }
    }
}

/// A path as RFC 3986 writes it.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

/// A way from place to place.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeFlow {
    pub(super) thread_flows: Vec<ThreadFlow>,
}

#[derive(Serialize)]
pub(super) struct ThreadFlow {
    pub(super) locations: Vec<FlowLocation>,
}

#[derive(Serialize)]
pub(super) struct FlowLocation {
    pub(super) location: Location,
}

/// How the run went.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    pub(super) exit_code: i32,
    pub(super) tool_execution_notifications: Vec<Notification>,
    pub(super) properties: InvocationProperties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InvocationProperties {
    pub(super) as_of: String,
    pub(super) fail_on: String,
    pub(super) undetermined: String,
}

/// Something that a reader must know of the run.
#[derive(Serialize)]
pub(super) struct Notification {
    pub(super) level: &'static str,
    pub(super) descriptor: Descriptor,
    pub(super) message: Message,
}

/// What kind of thing that is.
#[derive(Serialize)]
pub(super) struct Descriptor {
    pub(super) id: String,
}
