//! A picture as SVG: no script, no style sheet, no font of its own.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::geometry::{Point, Rect, hull};
use super::layout;
use super::legend;
use super::model::{Edge, Node, Picture, Unfit};
use super::palette::{self, Palette, band, shade};
use super::paper::{Paper, escaped, path};
use super::route::{self, Route};
use super::scene::{FLOW, NAME, NOTE, Scene, Setting, Sign, Words};

/// The widest that a picture is shown, in pixels.
const WIDEST: f64 = 1200.0;

/// Space around everything.
const MARGIN: f64 = 28.0;

/// How far the shape around a cluster reaches beyond its boxes.
const HULL: f64 = 20.0;

/// How titles and subtitles are set.
const TITLE: Setting = Setting { leading: 26.0, column: 11.5, columns: 90, most: 3 };
const SUBTITLE: Setting = Setting { leading: 18.0, column: 7.6, columns: 140, most: 4 };

/// The fonts that systems have.
const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, \
                     'Noto Sans', 'Noto Sans CJK SC', sans-serif";

/// Draws a picture as SVG, at most 1200 pixels wide.
///
/// # Errors
/// [`Unfit`] when it is too large, or names a node that is not there.
pub fn svg(picture: &Picture) -> Result<String, Unfit> {
    picture.drawable()?;
    let scene = Scene::of(picture);
    let boxes = layout::boxes(&scene);
    let routes = route::routes(picture, &scene, &boxes);
    let palette = Palette::of(picture);
    let (low, high) = bounds(&boxes, &routes);

    let title = Words::set(&picture.title, TITLE);
    let subtitle = Words::set(&picture.subtitle, SUBTITLE);
    let widest = [high.x - low.x, title.size.x, subtitle.size.x, legend::NARROWEST];
    let width = widest.into_iter().fold(0.0, f64::max) + 2.0 * MARGIN;
    let head = title.size.y + subtitle.size.y + if title.lines.is_empty() { 0.0 } else { 14.0 };
    let below = MARGIN + head + (high.y - low.y) + 26.0;
    let mut key = Paper::default();
    let key_height = legend::draw(&mut key, picture, &palette, width - 2.0 * MARGIN);

    let mut paper = Paper::default();
    let height = below + key_height + MARGIN * 0.6;
    open(&mut paper, picture, Point::new(width, height));
    let ink = "fill=\"#111827\" font-weight=\"600\" font-size=\"20\"";
    let start = Point::new(MARGIN, MARGIN);
    paper.words(&title, TITLE, start + Point::new(0.0, title.size.y / 2.0), ink);
    let after = start + Point::new(0.0, title.size.y + subtitle.size.y / 2.0);
    let ink = "fill=\"#4b5563\" font-size=\"13\"";
    paper.words(&subtitle, SUBTITLE, after, ink);
    let slack = (width - 2.0 * MARGIN - (high.x - low.x)) / 2.0;
    let shift = Point::new(MARGIN + slack - low.x, MARGIN + head - low.y);
    paper.line(format_args!("<g transform=\"translate({:.1} {:.1})\">", shift.x, shift.y));
    flows(&mut paper, picture, &scene, &boxes, &routes, &palette);
    paper.line(format_args!("</g>"));
    paper.line(format_args!("<g transform=\"translate({MARGIN:.1} {below:.1})\">"));
    paper.0.push_str(&key.0);
    paper.line(format_args!("</g>\n</svg>"));
    Ok(paper.0)
}

/// The head of the document and the paper.
fn open(paper: &mut Paper, picture: &Picture, size: Point) {
    let shown = size.x.min(WIDEST);
    let title = if picture.title.is_empty() { "Parties and flows" } else { &picture.title };
    paper.line(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {x:.0} {y:.0}\" \
         width=\"{shown:.0}\" height=\"{tall:.0}\" role=\"img\" \
         aria-label=\"{label}\" font-family=\"{FONTS}\">",
        x = size.x,
        y = size.y,
        tall = size.y * shown / size.x,
        label = escaped(title),
    ));
    paper.line(format_args!("<title>{}</title>", escaped(title)));
    paper.line(format_args!(
        "<desc>{} parties and {} flows between them. {}</desc>",
        picture.nodes.len(),
        picture.edges.len(),
        escaped(&picture.subtitle)
    ));
    paper.line(format_args!("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"));
}

/// The picture itself, from the back to the front: clusters, bands of rings, lines, boxes, words.
fn flows(
    paper: &mut Paper,
    picture: &Picture,
    scene: &Scene,
    boxes: &[Rect],
    routes: &[Route],
    palette: &Palette,
) {
    for cluster in picture.clusters.iter().filter(|c| c.len() > 1) {
        hulled(paper, cluster, boxes);
    }
    let edges = || picture.edges.iter().zip(routes);
    for ((edge, route), rings) in edges().zip(picture.rings_of_edges()) {
        for (nth, ring) in rings.iter().enumerate().rev() {
            let width = line_width(edge) + 9.0 + 7.0 * nth as f64;
            paper.line(format_args!(
                "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{width:.1}\" \
                 stroke-linecap=\"round\"/>",
                path(&route.curve),
                band(*ring),
            ));
        }
    }
    for (edge, route) in edges() {
        paper.line(format_args!(
            "<g role=\"img\" aria-label=\"{}\">",
            escaped(&told(picture, edge))
        ));
        paper.line(format_args!("<title>{}</title>", escaped(&told(picture, edge))));
        paper.arrow(&route.curve, line_width(edge), palette.look(&edge.kind), edge.certain);
        paper.line(format_args!("</g>"));
    }
    for ((node, sign), rect) in picture.nodes.iter().zip(&scene.signs).zip(boxes) {
        let shaded = |grade| shade(grade, picture.grades.len());
        let shades = node.grade.map(|(best, worst)| (shaded(best), shaded(worst)));
        boxed(paper, (node, &picture.failing), sign, (*rect, shades));
    }
    labels(paper, picture, scene, routes, palette);
}

/// The words on flows, all above all that is white behind them: a veil over the flow, and the
/// letters' own outline. The outline is a text of its own, as not every program knows
/// `paint-order`; what the words share stands once.
fn labels(
    paper: &mut Paper,
    picture: &Picture,
    scene: &Scene,
    routes: &[Route],
    palette: &Palette,
) {
    paper.line(format_args!(
        "<g font-size=\"11\" font-weight=\"500\" text-anchor=\"middle\" pointer-events=\"none\">"
    ));
    paper.line(format_args!(
        "<g fill=\"#ffffff\" fill-opacity=\"0.86\" stroke=\"#ffffff\" stroke-linejoin=\"round\" \
         aria-hidden=\"true\">"
    ));
    for (route, words) in routes.iter().zip(&scene.words) {
        for nth in 0..words.lines.len() {
            veil(paper, words, nth, route.words);
        }
        paper.words(words, FLOW, route.words.at, "stroke-width=\"3\"");
    }
    paper.line(format_args!("</g>"));
    for ((edge, route), words) in picture.edges.iter().zip(routes).zip(&scene.words) {
        let ink = format!("fill=\"{}\"", palette.look(&edge.kind).ink);
        paper.words(words, FLOW, route.words.at, &ink);
    }
    paper.line(format_args!("</g>"));
}

/// A soft shape around the boxes of a cluster.
fn hulled(paper: &mut Paper, cluster: &[usize], boxes: &[Rect]) {
    let corners = cluster.iter().filter_map(|node| boxes.get(*node)).flat_map(|b| b.corners());
    let points: Vec<String> =
        hull(corners.collect()).iter().map(|p| format!("{:.1},{:.1}", p.x, p.y)).collect();
    for (color, width) in [("#d5dce6", 2.0 * HULL + 3.0), ("#f1f4f8", 2.0 * HULL)] {
        paper.line(format_args!(
            "<polygon points=\"{}\" fill=\"{color}\" stroke=\"{color}\" \
             stroke-width=\"{width:.0}\" stroke-linejoin=\"round\"/>",
            points.join(" ")
        ));
    }
}

/// A veil behind a line of words, so that the flow does not show between them. Narrower than the
/// room of the words, which is that of a wide font.
fn veil(paper: &mut Paper, words: &Words, nth: usize, room: Rect) {
    let columns = words.lines.get(nth).map_or(0, |line| line.width());
    let width = columns as f64 * FLOW.column * 0.92;
    paper.line(format_args!(
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{width:.1}\" height=\"{:.1}\" rx=\"4\" \
         stroke=\"none\"/>",
        room.at.x - width / 2.0,
        room.top() + nth as f64 * FLOW.leading,
        FLOW.leading
    ));
}

/// A node: its box, its name and its remark.
fn boxed(
    paper: &mut Paper,
    (node, failing): (&Node, &str),
    sign: &Sign,
    (rect, shades): (Rect, Option<(&'static str, &'static str)>),
) {
    let fate = node.fate.map(|fate| fate.told(failing));
    let remarks: Vec<String> = fate.into_iter().chain(node.note.clone()).collect();
    let told = match remarks.is_empty() {
        true => node.label.clone(),
        false => format!("{} ({})", node.label, remarks.join(", ")),
    };
    paper.line(format_args!("<g role=\"img\" aria-label=\"{}\">", escaped(&told)));
    paper.line(format_args!("<title>{}</title>", escaped(&told)));
    paper.line(format_args!(
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"8\" {}/>",
        rect.left(),
        rect.top(),
        2.0 * rect.half.x,
        2.0 * rect.half.y,
        palette::edged(node.fate, shades.map(|(best, _)| best))
    ));
    // What it is at worst stands in a strip at the right.
    if let Some((_, worst)) = shades.filter(|(best, worst)| best != worst) {
        paper.line(format_args!(
            "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"9.0\" height=\"{:.1}\" rx=\"4\" fill=\"{worst}\"/>",
            rect.left() + 2.0 * rect.half.x - 12.0,
            rect.top() + 4.0,
            2.0 * rect.half.y - 8.0
        ));
    }
    let (name, note) = (sign.name.size.y, sign.note.size.y);
    let ink = "text-anchor=\"middle\" fill=\"#111827\" font-size=\"13\" font-weight=\"600\"";
    paper.words(&sign.name, NAME, rect.at - Point::new(0.0, note / 2.0), ink);
    let ink = "text-anchor=\"middle\" fill=\"#4b5563\" font-size=\"10.5\"";
    paper.words(&sign.note, NOTE, rect.at + Point::new(0.0, name / 2.0), ink);
    paper.line(format_args!("</g>"));
}

/// A flow in a sentence, for those who point at it and those who cannot see it.
fn told(picture: &Picture, edge: &Edge) -> String {
    let name = |at: usize| picture.nodes.get(at).map_or("", |node| node.label.as_str());
    let mut told = format!("{} → {}", name(edge.from), name(edge.to));
    for more in [&edge.kind, &edge.label].into_iter().filter(|more| !more.is_empty()) {
        let _ = write!(told, ", {more}");
    }
    if !edge.certain {
        told.push_str(", not certain");
    }
    told
}

/// How wide the line of a flow is.
fn line_width(edge: &Edge) -> f64 {
    1.3 + 4.7 * edge.share()
}

/// The corners of everything that is drawn.
fn bounds(boxes: &[Rect], routes: &[Route]) -> (Point, Point) {
    let mut rects: Vec<Rect> = boxes.iter().map(|b| b.grown(HULL + 2.0)).collect();
    rects.extend(routes.iter().map(|r| r.words));
    let sampled = routes.iter().flat_map(|r| (0..=10).map(|at| r.curve.at(f64::from(at) / 10.0)));
    rects.extend(sampled.map(|at| Rect::new(at, 8.0, 8.0)));
    let Some(first) = rects.first() else {
        return (Point::default(), Point::default());
    };
    let mut low = Point::new(first.left(), first.top());
    let mut high = Point::new(first.right(), first.bottom());
    for rect in &rects {
        low = Point::new(low.x.min(rect.left()), low.y.min(rect.top()));
        high = Point::new(high.x.max(rect.right()), high.y.max(rect.bottom()));
    }
    (low, high)
}
