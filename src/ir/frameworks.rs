//! The frameworks that things are cited under, and those of which a run tells the citations.

use std::sync::Arc;

use super::{Program, Standing};

impl Program {
    /// Tells only citations of those frameworks, and those of none; of all, where none is named.
    /// The name of one that nothing is cited under is an error.
    pub fn keep_frameworks<'n>(&mut self, kept: &'n [String]) -> Result<(), &'n str> {
        let unknown = kept.iter().find(|name| !self.frameworks.iter().any(|f| **f == ***name));
        if let Some(unknown) = unknown {
            return Err(unknown);
        }
        if kept.is_empty() {
            return Ok(());
        }
        let rules = self.rules.iter_mut().flat_map(|rule| {
            let of_rungs = rule.rungs.iter_mut().flat_map(|rung| &mut rung.cites);
            rule.cites.iter_mut().chain(of_rungs)
        });
        let params = self.params.iter_mut().flat_map(|param| &mut param.cites);
        let scenarios = self.scenarios.iter_mut().flat_map(|scenario| &mut scenario.cites);
        for citation in rules.chain(params).chain(scenarios) {
            let is_kept = |name: &Arc<str>| kept.iter().any(|kept| **kept == **name);
            if !citation.framework.as_ref().is_none_or(is_kept) {
                citation.standing = Standing::Elsewhere;
            }
        }
        self.kept_frameworks = kept.iter().map(|name| name.as_str().into()).collect();
        self.kept_frameworks.sort_unstable();
        self.kept_frameworks.dedup();
        Ok(())
    }
}
