//! The file formats that records can be read from.

/// A record file format.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Format {
    /// YAML, of one or several documents.
    Yaml,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    JsonLines,
    /// Comma, semicolon or tab separated, with a header.
    Csv,
}

impl Format {
    /// Every format.
    #[doc(hidden)]
    pub const ALL: [Format; 4] = [Format::Yaml, Format::Json, Format::JsonLines, Format::Csv];

    /// The endings of file names that mean the format.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Format::Yaml => &["yaml", "yml"],
            Format::Json => &["json"],
            Format::JsonLines => &["jsonl", "ndjson"],
            Format::Csv => &["csv", "tsv"],
        }
    }

    /// The format of a file, by the ending of its name.
    pub fn of(path: &str) -> Option<Format> {
        let (_, ending) = path.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        Format::ALL.into_iter().find(|f| f.endings().contains(&ending.as_str()))
    }
}
