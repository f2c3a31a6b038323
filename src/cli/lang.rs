//! The language that reports are asked for in.

use clap::Args;

use super::ended::Stop;
use super::manifest::Manifest;
use super::problem::Problem;
use crate::value::{Lang, UnknownLang};

#[derive(Args, Clone, Debug)]
pub(super) struct LangArgs {
    /// The language of reports for people, `bg` or `en`; without it, the manifest's, else English
    #[arg(long, value_name = "TAG")]
    lang: Option<String>,
}

impl LangArgs {
    /// The language of the command line, else of the manifest, else English.
    pub(super) fn lang(&self, manifest: Option<&Manifest>) -> Result<Lang, Stop> {
        let told = manifest.and_then(|manifest| Some((manifest, manifest.settings.lang.as_ref()?)));
        match (&self.lang, told) {
            (Some(flag), _) => Ok(flag.parse().map_err(Problem::Language)?),
            (None, Some((manifest, tag))) => tag
                .parse()
                .map_err(|unknown: UnknownLang| vec![manifest.wrong("lang", unknown.to_string())]),
            (None, None) => Ok(Lang::default()),
        }
    }
}
