//! A picture in the language of Graphviz.

use std::fmt::Write;

use super::model::{Edge, Picture, Unfit};
use super::palette::{Palette, band, boxed, shade};
use crate::value::text::on_one_line;

/// Writes a picture in DOT. There is no bound to its size.
///
/// # Errors
/// [`Unfit::NoNode`] when an edge, a ring or a cluster names a node that is not there.
pub fn dot(picture: &Picture) -> Result<String, Unfit> {
    picture.whole()?;
    let mut out = String::from("digraph flows {\n");
    head(&mut out, picture);
    for node in &picture.nodes {
        let label = match &node.note {
            Some(note) => format!("{}\n{note}", node.label),
            None => node.label.clone(),
        };
        let shaded = |grade| shade(grade, picture.grades.len());
        let shades = node.grade.map(|(best, worst)| (shaded(best), shaded(worst)));
        let look = boxed(node.fate, shades.map(|(best, _)| best));
        // From the best that it may be to the worst.
        let fill = match shades {
            Some((best, worst)) if best != worst => format!("{best}:{worst}"),
            _ => look.fill.to_owned(),
        };
        let told = node.fate.map(|fate| fate.told(&picture.failing));
        let told = told.map(|told| format!(", tooltip={}", quoted(&told))).unwrap_or_default();
        let frame = match (node.fate, shades) {
            (None, None) => String::new(),
            (None, Some(_)) => format!(", fillcolor=\"{fill}\""),
            (Some(_), _) => {
                let dashed = if look.dashes.is_empty() { "" } else { ",dashed" };
                format!(
                    ", fillcolor=\"{fill}\", color=\"{}\", penwidth={:.1}, \
                     style=\"rounded,filled{dashed}\"",
                    look.edge, look.width
                )
            }
        };
        let (key, label) = (quoted(&node.key), quoted(&label));
        line(&mut out, format_args!("  {key} [label={label}{told}{frame}];"));
    }
    for (at, cluster) in picture.clusters.iter().enumerate() {
        let keys: Vec<String> = cluster
            .iter()
            .filter_map(|node| picture.nodes.get(*node))
            .map(|node| quoted(&node.key))
            .collect();
        line(&mut out, format_args!("  subgraph cluster_{at} {{"));
        line(&mut out, format_args!("    graph [style=\"rounded,filled\", color=\"#eef1f5\"];"));
        line(&mut out, format_args!("    {};", keys.join("; ")));
        line(&mut out, format_args!("  }}"));
    }
    let palette = Palette::of(picture);
    for (edge, rings) in picture.edges.iter().zip(picture.rings_of_edges()) {
        flow(&mut out, picture, edge, &palette, &rings);
    }
    out.push_str("}\n");
    Ok(out)
}

/// What holds for the whole graph.
fn head(out: &mut String, picture: &Picture) {
    let title = [picture.title.as_str(), picture.subtitle.as_str()];
    let title: Vec<&str> = title.into_iter().filter(|t| !t.is_empty()).collect();
    let font = "fontname=\"Helvetica,Arial,sans-serif\"";
    line(out, format_args!("  graph [label={}, labelloc=t, {font}];", quoted(&title.join("\n"))));
    line(
        out,
        format_args!(
            "  node [shape=box, style=\"rounded,filled\", fillcolor=white, {font}, fontsize=11];"
        ),
    );
    line(out, format_args!("  edge [{font}, fontsize=9];"));
}

/// One flow. An edge of a ring has the ring's band as the second of two parallel lines.
fn flow(out: &mut String, picture: &Picture, edge: &Edge, palette: &Palette, rings: &[usize]) {
    let (Some(from), Some(to)) = (picture.nodes.get(edge.from), picture.nodes.get(edge.to)) else {
        return;
    };
    let ink = palette.look(&edge.kind).ink;
    let color = match rings.first() {
        Some(ring) => format!("{ink}:{}", band(*ring)),
        None => ink.to_owned(),
    };
    let dashed = if edge.certain { "" } else { ", style=dashed" };
    line(
        out,
        format_args!(
            "  {} -> {} [label={}, tooltip={}, color=\"{color}\", fontcolor=\"{ink}\", \
             penwidth={:.1}{dashed}];",
            quoted(&from.key),
            quoted(&to.key),
            quoted(&edge.label),
            quoted(&edge.kind),
            1.0 + 4.0 * edge.share(),
        ),
    );
}

/// Writes a line. Writing to a string does not fail.
fn line(out: &mut String, text: std::fmt::Arguments) {
    let _ = writeln!(out, "{text}");
}

/// A text as a DOT string. A backslash is doubled: in labels `\N` would mean the node's name.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c => out.push(on_one_line(c)),
        }
    }
    out.push('"');
    out
}
