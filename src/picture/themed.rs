//! A picture in the inks of the page that it stands in, light or dark: lines take the page's ink,
//! and kinds are told by their marks alone.

use super::model::{Picture, Unfit};
use super::palette::INKS;
use super::svg::svg;

/// Inks of a picture by itself, and what they are on a page.
const ON_PAGE: [(&str, &str); 7] = [
    ("#ffffff", "var(--paper)"),
    ("#111827", "var(--ink)"),
    ("#4b5563", "var(--ink2)"),
    ("#374151", "var(--ink2)"),
    ("#334155", "var(--ink2)"),
    ("#d5dce6", "var(--line)"),
    ("#f1f4f8", "var(--wash)"),
];

/// Draws a picture as a part of a page, without its title. Flows tell in `data-rings` on which rings
/// they lie, by place.
///
/// # Errors
/// [`Unfit`] when it is too large, or names a node that is not there.
pub fn on_page(picture: &Picture) -> Result<String, Unfit> {
    let plain = Picture {
        title: String::new(),
        subtitle: String::new(),
        rings: Vec::new(),
        grades: Vec::new(),
        ..picture.clone()
    };
    let mut drawn = svg(&plain)?;
    for (ink, on_page) in ON_PAGE {
        drawn = drawn.replace(ink, on_page);
    }
    for ink in INKS {
        drawn = drawn.replace(ink, "currentColor");
    }
    let head = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
    let drawn =
        drawn.replacen(head, "<svg class=\"net\"", 1).replacen("role=\"img\"", "role=\"group\"", 1);
    Ok(placed(&drawn, &picture.rings_of_edges()))
}

/// Flows come before parties, in their order, each in a group of its own.
fn placed(drawn: &str, rings: &[Vec<usize>]) -> String {
    let group = "<g role=\"img\"";
    let mut parts = drawn.split(group);
    let mut placed = parts.next().unwrap_or_default().to_owned();
    for (nth, part) in parts.enumerate() {
        let class = match rings.get(nth).map(Vec::as_slice) {
            None => "class=\"party\"".to_owned(),
            Some([]) => "class=\"flow\"".to_owned(),
            Some(rings) => {
                let rings: Vec<String> = rings.iter().map(usize::to_string).collect();
                format!("class=\"flow ring\" data-rings=\"{}\"", rings.join(" "))
            }
        };
        placed.push_str(&format!("<g {class} role=\"img\"{part}"));
    }
    placed
}
