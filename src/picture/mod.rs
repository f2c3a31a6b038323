//! Parties and the flows between them as a picture: SVG to look at, DOT for other tools.
//!
//! A picture is plain data and its drawing plain arithmetic: the same picture gives the same bytes
//! on every machine. The way of a drawing: `wrap` breaks the words, `stress` finds a first shape,
//! `layout` moves the boxes until `energy` is low, `route` bends the flows around them and finds
//! the places of their words, `svg`, `legend` and `paper`
//! write it down.

mod dot;
mod energy;
mod geometry;
mod layout;
mod legend;
mod model;
mod palette;
mod paper;
mod route;
mod scene;
mod stress;
mod svg;
mod themed;
mod wrap;

#[cfg(test)]
mod tests;

pub use dot::dot;
pub use model::{Edge, Fate, LARGEST, MOST_EDGES, Node, Picture, Unfit};
pub use svg::svg;
pub use themed::on_page;
