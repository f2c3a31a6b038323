//! What holds for every picture, and two small ones to look at.

use super::geometry::Rect;
use super::layout;
use super::route::routes;
use super::scene::Scene;
use super::*;

/// A picture of so many parties and flows, some of them loops, the same every time.
fn random(nodes: usize, edges: usize) -> Picture {
    let mut state: u64 = 11;
    let mut below = move |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (state >> 33) as usize % bound
    };
    let names = ["Alpha Holdings", "Беломорска инвестиционна банка", "株式会社日立製作所", "Vega"];
    let nodes: Vec<Node> = (0..nodes)
        .map(|at| Node {
            key: format!("p{at}"),
            label: format!("{} {at}", names[below(names.len())]),
            note: (below(3) == 0).then(|| "special purpose vehicle".to_owned()),
            grade: (below(3) == 0).then_some((at % 3, 0)),
            fate: [None, Some(Fate::Joined), Some(Fate::Perhaps), Some(Fate::Bears)][at % 4],
        })
        .collect();
    let edges = (0..edges)
        .map(|at| Edge {
            from: below(nodes.len()),
            to: below(nodes.len()),
            label: format!("up to {at} bn USD"),
            kind: ["equity", "loan", "supply"][below(3)].to_owned(),
            weight: below(100) as f64 / 100.0,
            certain: below(3) > 0,
        })
        .collect();
    let clusters = vec![(0..nodes.len() / 5).collect()];
    let grades = ["C", "B", "A"].map(str::to_owned).to_vec();
    Picture { title: "random".to_owned(), nodes, edges, clusters, grades, ..Picture::default() }
}

/// Three parties that pay one another in a ring.
fn ring() -> Picture {
    let node = |key: &str, label: &str, note: Option<&str>| Node {
        key: key.to_owned(),
        label: label.to_owned(),
        note: note.map(str::to_owned),
        grade: note.map(|_| (1, 0)),
        fate: None,
    };
    let edge = |from, to, label: &str, kind: &str, weight, certain| Edge {
        from,
        to,
        label: label.to_owned(),
        kind: kind.to_owned(),
        weight,
        certain,
    };
    Picture {
        left_out: String::new(),
        failing: String::new(),
        title: "A ring".to_owned(),
        subtitle: "as of 2025-12-18".to_owned(),
        nodes: vec![
            node("maker", "Chip \"maker\"", None),
            node("lab", "Lab & Co", Some("model developer")),
            node("cloud", "Облак", None),
        ],
        edges: vec![
            edge(0, 1, "up to 100 bn USD", "equity", 0.6, false),
            edge(1, 2, "about 300 bn USD", "cloud", 1.0, true),
            edge(2, 0, "", "supply", 0.0, true),
        ],
        rings: vec![vec![0, 1, 2, 0]],
        clusters: vec![vec![0, 1]],
        grades: vec!["credit C".to_owned(), "credit A".to_owned()],
    }
}

#[test]
fn a_picture_is_the_same_every_time() {
    let picture = random(8, 14);
    assert_eq!(svg(&picture), svg(&picture));
    assert_eq!(dot(&picture), dot(&picture));
}

#[test]
fn boxes_stay_apart_and_within_the_width_and_words_leave_them_free() {
    for (nodes, edges) in [(5, 8), (60, 40)] {
        let picture = random(nodes, edges);
        let scene = Scene::of(&picture);
        let boxes = layout::boxes(&scene);
        assert_eq!(boxes.len(), nodes);
        assert!(boxes.iter().all(|b| b.left() >= -10.0 && b.right() <= scene.room.x + 10.0));
        for (at, one) in boxes.iter().enumerate() {
            let free = |other: &Rect| one.grown(20.0).overlap(*other) <= 0.0;
            assert!(boxes[at + 1..].iter().all(free), "box {at} of {nodes} overlaps another");
        }
        for (at, route) in routes(&picture, &scene, &boxes).iter().enumerate() {
            let covered = boxes.iter().any(|b| b.overlap(route.words) > 0.0);
            assert!(!covered, "the words of flow {at} of {edges} cover a box of {nodes}");
        }
    }
}

#[test]
fn many_parties_make_no_strip() {
    let drawn = svg(&random(LARGEST, 40)).expect("it is small enough");
    let size = drawn.split("viewBox=\"0 0 ").nth(1).and_then(|rest| rest.split('"').next());
    let size: Vec<f64> =
        size.into_iter().flat_map(str::split_whitespace).flat_map(str::parse).collect();
    let ratio = size[0] / size[1];
    assert!((1.0..1.8).contains(&ratio), "they are {ratio} times as wide as high");
}

#[test]
fn every_flow_is_drawn_once() {
    let picture = random(8, 15);
    let drawn = svg(&picture).expect("it is small");
    for at in 0..15 {
        let told = format!(", up to {at} bn USD");
        let titles = drawn.lines().filter(|l| l.starts_with("<title>") && l.contains(&told));
        assert_eq!(titles.count(), 1, "flow {at}");
    }
    assert_eq!(dot(&picture).expect("it is whole").matches(" -> ").count(), 15);
}

#[test]
fn a_ring_may_repeat_its_first_node() {
    let mut picture = ring();
    picture.edges.push(Edge { from: 0, to: 0, ..Edge::default() });
    let closed = picture.rings_of_edges();
    picture.rings = vec![vec![0, 1, 2]];
    assert_eq!(closed, picture.rings_of_edges());
    assert_eq!(closed, [vec![0], vec![0], vec![0], vec![]]);
}

#[test]
fn texts_are_escaped() {
    let mut picture = ring();
    picture.title = "<script>&\u{1}".to_owned();
    let drawn = svg(&picture).expect("it is small");
    assert!(drawn.contains("&lt;script&gt;&amp;\u{FFFD}"));
    assert!(drawn.contains("Chip &quot;maker&quot;") && drawn.contains("Lab &amp; Co"));
    assert!(!drawn.contains("<script") && !drawn.contains('\u{1}'));
    let graph = dot(&picture).expect("it is whole");
    assert!(graph.contains(r#"label="Chip \"maker\"""#));
}

#[test]
fn the_legend_tells_what_is_drawn_and_nothing_else() {
    let said =
        ["not certain", "wider: larger", "cluster", "ring: Chip", "one more", "2 more rings"];
    let told = |picture: &Picture| -> Vec<&str> {
        let drawn = svg(picture).expect("a small picture");
        said.into_iter().filter(|words| drawn.contains(&format!(">{words}"))).collect()
    };
    assert_eq!(told(&ring()), said[..4]);
    // As certain and as wide as each other, and nobody is with another.
    let mut plain = ring();
    plain.edges.iter_mut().for_each(|edge| (edge.certain, edge.weight) = (true, 0.5));
    (plain.clusters, plain.rings) = (vec![vec![0], vec![]], Vec::new());
    assert_eq!(told(&plain), [""; 0]);
    plain.edges[0].weight = 0.54;
    assert_eq!(told(&plain), [""; 0], "hardly wider");
    plain.edges[0].weight = 0.56;
    assert_eq!(told(&plain), ["wider: larger"]);
    // More rings than have a colour of their own.
    let mut rings = ring();
    rings.rings = vec![vec![0, 1, 2, 0]; palette::BANDS.len()];
    assert_eq!(told(&rings), said[..4]);
    rings.rings.push(vec![0, 1, 2, 0]);
    assert_eq!(told(&rings), said[..5]);
    rings.rings.push(vec![0, 1, 2, 0]);
    assert_eq!(told(&rings), [&said[..4], &said[5..]].concat());
}

#[test]
fn an_empty_picture_is_a_picture() {
    let drawn = svg(&Picture::default()).expect("nothing is small");
    assert!(drawn.starts_with("<svg ") && drawn.ends_with("</svg>\n") && !drawn.contains("NaN"));
    assert!(dot(&Picture::default()).expect("nothing is whole").ends_with("}\n"));
}

#[test]
fn strange_weights_are_drawn() {
    let mut picture = ring();
    picture.edges[0].weight = f64::NAN;
    picture.edges[1].weight = 1e300;
    let drawn = svg(&picture).expect("it is small");
    assert!(!drawn.contains("NaN") && !drawn.contains("inf"));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let many = Picture { nodes: vec![Node::default(); LARGEST + 1], ..Picture::default() };
    assert_eq!(svg(&many), Err(Unfit::TooManyNodes { count: 301 }));
    assert!(dot(&many).is_ok());
    let mut many = ring();
    many.edges = vec![many.edges[0].clone(); MOST_EDGES + 1];
    assert_eq!(svg(&many), Err(Unfit::TooManyEdges { count: 1001 }));
    let mut astray = ring();
    astray.rings.push(vec![7]);
    assert_eq!(svg(&astray), Err(Unfit::NoNode { node: 7, count: 3 }));
    assert_eq!(dot(&astray), Err(Unfit::NoNode { node: 7, count: 3 }));
}

#[test]
fn a_ring_as_svg() {
    insta::assert_snapshot!(svg(&ring()).expect("it is small"));
}

#[test]
fn a_ring_as_dot() {
    insta::assert_snapshot!(dot(&ring()).expect("it is whole"));
}

#[test]
fn what_becomes_of_parties_is_drawn_and_told() {
    let mut picture = ring();
    picture.failing = "failed".to_owned();
    let fates = [Fate::Joined, Fate::Perhaps, Fate::Bears];
    picture.nodes.iter_mut().zip(fates).for_each(|(node, fate)| node.fate = Some(fate));
    let (svg, dot) = (svg(&picture).unwrap(), dot(&picture).unwrap());
    for told in ["(failed)", "(perhaps failed, model developer)", "(bears its loss)"] {
        assert!(svg.contains(told), "{told} is not in {svg}");
    }
    // Each box, and its sample in the legend, has a look of its own.
    for look in ["#f6c9bd", "stroke-dasharray=\"6 4\"", "#e3edf7"] {
        assert_eq!(svg.matches(look).count(), 2, "{look}");
    }
    assert!(dot.contains("tooltip=\"perhaps failed\"") && dot.contains("rounded,filled,dashed"));
}

#[test]
fn on_a_page_a_picture_has_its_inks_and_names_its_rings() {
    let picture = Picture { rings: vec![vec![0, 1]], grades: Vec::new(), ..random(12, 30) };
    let nodes = picture.nodes.iter().cloned();
    let nodes = nodes.map(|node| Node { fate: None, grade: None, ..node }).collect();
    let picture = Picture { nodes, ..picture };
    let drawn = on_page(&picture).expect("a picture");
    assert!(drawn.starts_with("<svg class=\"net\""), "{drawn}");
    assert!(!drawn.contains("=\"#") && !drawn.contains("http"), "{drawn}");
    assert_eq!(drawn.matches("class=\"flow").count(), picture.edges.len());
    assert_eq!(drawn.matches("class=\"party\"").count(), picture.nodes.len());
    let on_ring = picture.rings_of_edges().iter().filter(|rings| !rings.is_empty()).count();
    assert_eq!(drawn.matches("data-rings=\"0\"").count(), on_ring);
}
