//! A case as it is written: Markdown with fenced blocks.

use riskwright::pipeline::Setting;

/// One case: the blocks under one `##` heading.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) blocks: Vec<Block>,
}

/// A fenced block.
pub(crate) struct Block {
    /// The first word behind the fence.
    pub(crate) kind: String,
    /// The second: a file's name.
    pub(crate) file: Option<String>,
    pub(crate) text: String,
}

impl Case {
    /// The cases of a file. A heading without blocks is prose.
    pub(crate) fn all(text: &str) -> Vec<Case> {
        let mut cases = Vec::new();
        let mut open: Option<(String, Block)> = None;
        for line in text.lines() {
            match &mut open {
                Some((fence, _)) if line.trim_end() == fence.as_str() => {
                    let (_, block) = open.take().expect("a block is open");
                    let case: &mut Case = cases.last_mut().expect("blocks stand under a heading");
                    case.blocks.push(block);
                }
                Some((_, block)) => {
                    block.text.push_str(line);
                    block.text.push('\n');
                }
                None if line.starts_with("## ") => {
                    cases.push(Case { name: line[3..].trim().to_owned(), blocks: Vec::new() });
                }
                None if line.starts_with("```") => {
                    let fence: String = line.chars().take_while(|c| *c == '`').collect();
                    let mut words = line[fence.len()..].split_whitespace().map(str::to_owned);
                    let kind = words.next().unwrap_or_default();
                    open = Some((fence, Block { kind, file: words.next(), text: String::new() }));
                }
                None => {}
            }
        }
        cases.retain(|case| !case.blocks.is_empty());
        cases
    }

    pub(crate) fn of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |block| block.kind == kind)
    }

    /// The lines of all blocks of a kind; `None` where there is no such block.
    pub(crate) fn lines(&self, kind: &str) -> Option<Vec<&str>> {
        let blocks: Vec<&Block> = self.blocks.iter().filter(|block| block.kind == kind).collect();
        let lines = blocks.iter().flat_map(|block| block.text.lines());
        (!blocks.is_empty()).then(|| lines.map(str::trim).filter(|line| !line.is_empty()).collect())
    }

    /// The value of a line `key: value` in `args`.
    pub(crate) fn arg(&self, key: &str) -> Option<&str> {
        let lines = self.lines("args").unwrap_or_default();
        lines.into_iter().find_map(|line| line.strip_prefix(key)?.strip_prefix(':').map(str::trim))
    }

    /// The lines `param NAME: VALUE` in `args`.
    pub(crate) fn params(&self) -> Vec<Setting> {
        let lines = self.lines("args").unwrap_or_default();
        let param = |line: &str| {
            let (name, value) = line.strip_prefix("param ")?.split_once(':')?;
            Some(Setting::of_run("--param", name.trim().to_owned(), value.trim().to_owned()))
        };
        lines.into_iter().filter_map(param).collect()
    }
}
