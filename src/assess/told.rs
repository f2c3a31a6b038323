//! The report told to its writers: every entry is made once, however many there are.

use std::io;

use rayon::join;

use super::assessment::{Assessment, Hit};
use crate::report::{Distribution, Section, Writer};

/// How many verdicts are explained at once: all threads have work, and few wait to be written.
const RUN: usize = 4096;

impl Assessment<'_> {
    /// Tells the report to writers: how each of them fared, in their order.
    pub fn tell<'w>(
        &self,
        writers: impl IntoIterator<Item = Box<dyn Writer + 'w>>,
    ) -> Vec<io::Result<()>> {
        let mut to = Distribution::to(writers);
        let (head, all) = (&self.head, |n: u64| usize::try_from(n).unwrap_or(usize::MAX));
        to.head(head);

        // Who takes the run at a glance is told of the requests before their time.
        let rank = |to: &Distribution<'_>| {
            self.rank_requests(to.most(Section::Requests), to.most(Section::RequestGroups))
        };
        let ranked = to.wants_glance().then(|| rank(&to));
        if let Some(requests) = &ranked {
            to.glance(&self.glance(&requests.facts));
        }

        to.begin(Section::Findings, all(head.summary.findings()));
        let hits = self.flagged(to.most(Section::Findings));
        ahead(&hits, |hits| self.make_findings(hits), |made| to.finding(&self.numbered(made)));
        to.end(Section::Findings);

        to.begin(Section::Explanations, 0);
        let explanations = self.explanations().take(to.most(Section::Explanations));
        explanations.for_each(|shared| to.explanation(&shared));
        to.end(Section::Explanations);

        to.begin(Section::Undetermined, all(head.summary.undetermined));
        let hits = self.undecided(to.most(Section::Undetermined));
        ahead(
            &hits,
            |hits| self.make_open(hits),
            |made| to.undetermined(&self.numbered_open(made)),
        );
        to.end(Section::Undetermined);

        let requests = ranked.unwrap_or_else(|| rank(&to));
        to.begin(Section::Requests, requests.all);
        requests.facts.iter().for_each(|request| to.request(request));
        to.end(Section::Requests);
        to.begin(Section::RequestGroups, requests.all_groups);
        requests.groups.iter().for_each(|group| to.request_group(group));
        to.end(Section::RequestGroups);

        if !self.grades.is_empty() {
            to.begin(Section::Grades, self.grades.iter().map(|graded| graded.order.len()).sum());
            self.tell_grades(to.most(Section::Grades), |grade| to.grade(&grade));
            to.end(Section::Grades);
        }
        to.close(head)
    }
}

/// Makes entries of verdicts and tells them in their order: while some are told, the next are made.
fn ahead<T: Send>(
    hits: &[Hit],
    make: impl Fn(&[Hit]) -> Vec<T> + Sync,
    mut tell: impl FnMut(T) + Send,
) {
    let mut made = Vec::new();
    for run in hits.chunks(RUN) {
        let (next, ()) = join(|| make(run), || made.into_iter().for_each(&mut tell));
        made = next;
    }
    made.into_iter().for_each(tell);
}
