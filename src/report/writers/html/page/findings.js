// What unfolds of a finding: laid out when it is opened, from the page's data.
let steps = null;
function known() {
  if (steps) return steps;
  steps = { texts: [], steps: [], shared: new Map() };
  all('script.steps').map(read).forEach((piece) => {
    piece.texts.forEach((text) => steps.texts.push(text));
    piece.steps.forEach((step) => steps.steps.push(step));
    piece.shared.forEach(([id, step]) => steps.shared.set(id, step));
  });
  return steps;
}

// The bodies of findings, a piece at a time.
const pieces = all('script.bodies').map((script) => ({ script, bodies: null }));
function body(place) {
  for (const piece of pieces) {
    piece.bodies = piece.bodies || new Map(read(piece.script));
    if (piece.bodies.has(place)) return piece.bodies.get(place);
  }
  return null;
}

// A step: what is written, what it comes to, what is to be said of it and where it stands.
function line(step, into) {
  const [expression, value, place, remark] = step.slice(0, 4).map((at) => known().texts[at]);
  into.append(made('span', 'expression', expression), ' ');
  into.append(made('span', value === 'false' ? 'value false' : 'value', value));
  if (remark) into.append(' ', made('span', 'remark', remark));
  if (place) into.append(' ', made('span', 'at', place));
}

// So deep trees are open at first, where their steps hold.
const DEEP = 4;
function branch(at, depth) {
  const step = known().steps[at], item = made('li');
  const shared = step[5] === undefined ? null : known().steps[known().shared.get(step[5])];
  const parts = step[4].length || !shared ? step[4] : shared[4];
  if (!parts.length) {
    const leaf = made('div', 'leaf');
    line(step, leaf);
    item.append(leaf);
    return item;
  }
  const details = made('details'), summary = made('summary');
  line(step, summary);
  details.append(summary);
  const fill = () => {
    const list = made('ul');
    parts.forEach((part) => list.append(branch(part, depth + 1)));
    details.append(list);
  };
  if (depth < DEEP && known().texts[step[1]] !== 'false') {
    details.open = true;
    fill();
  } else details.addEventListener('toggle', fill, { once: true });
  item.append(details);
  return item;
}

// A figure, as the page's other figures are drawn: solid is certain, hatched may be.
function bar(figure) {
  const wide = 104, high = 9, end = wide - 8;
  const at = (part) => Math.floor(part * end / 100) / 10;
  let drawn = `<path class="axis" d="M.5 0V${high}"/><path class="axis" d="M0 ${high >> 1}H${end}"/>`;
  const [low, top] = figure, far = top === null ? 1000 : top;
  if (far > low) {
    drawn += `<rect x="${at(low)}" y="1" width="${at(far - low)}" height="${high - 2}" fill="url(#h-ink)"/>`;
    if (top !== null) drawn += `<path class="o-ink" d="M${at(low)} 1H${at(top)}V${high - 1}H${at(low)}"/>`;
  }
  if (low > 0) drawn += `<rect class="s-ink" y="1" width="${at(Math.max(low, 8))}" height="${high - 2}"/>`;
  else if (top === 0) drawn += `<rect class="s-ink" width="2" height="${high}"/>`;
  if (top === null) drawn += `<path class="s-ink" d="M${end} 0L${wide} ${high >> 1}L${end} ${high}Z"/>`;
  return `<svg class="bar" viewBox="0 -4 ${wide} ${high + 8}" width="${wide}" height="${high + 8}" aria-hidden="true">${drawn}</svg>`;
}

function row(fact, drawn) {
  const tr = made('tr', fact.class === 'own' ? '' : fact.class);
  const head = html('th', '', fact.label);
  head.scope = fact.class === 'head' ? 'rowgroup' : 'row';
  tr.append(head);
  if (fact.class === 'head') {
    head.colSpan = drawn ? 5 : 4;
    return tr;
  }
  const value = html('td', fact.words ? 'words' : 'num', fact.value || '');
  if (fact.words && drawn) value.colSpan = 2;
  tr.append(value);
  if (drawn && !fact.words) tr.append(html('td', 'drawn', fact.bar ? bar(fact.bar) : ''));
  tr.append(html('td', 'at', fact.place || ''), html('td', 'refs', fact.sources || ''));
  return tr;
}

// The one renderer of bodies that the page holds as data. Its words are those of a body that stands
// in the page, of which there is always one.
function written(place, rule) {
  const told = body(place), like = one('.finding .cols');
  if (!told || !like) return null;
  const cols = made('div', 'cols'), rests = made('div', 'rests'), beside = made('div', 'beside');
  const table = made('table', 'facts'), head = one('thead', like).cloneNode(true), rows = made('tbody');
  const drawn = one('.drawn', head);
  if (drawn && !told.drawn) drawn.remove();
  if (!drawn && told.drawn) head.rows[0].insertBefore(made('td', 'drawn'), head.rows[0].cells[2]);
  told.facts.forEach((fact) => rows.append(row(fact, told.drawn)));
  table.append(one('caption', like).cloneNode(true), head, rows);
  rests.append(table);
  if (told.tree !== undefined) {
    const why = made('details', 'why');
    why.dataset.tree = told.tree;
    why.append(made('summary', '', one('.why > summary').textContent), made('div', 'tree'));
    rests.append(why);
  }
  const rationale = made('p', 'rationale');
  rationale.dataset.rule = rule;
  rests.append(rationale, html('div', '', told.foot).firstChild);
  told.beside.forEach(([title, entries]) => {
    const list = made('ul');
    entries.forEach((entry) => list.append(html('li', '', entry)));
    beside.append(made('h4', '', title), list);
  });
  cols.append(rests, beside);
  return cols;
}

// A rule's rationale stands once, with the rule; findings repeat it.
function reasons(root) {
  all('.rationale:empty', root).forEach((place) => {
    const rule = document.getElementById('r-' + place.dataset.rule);
    const told = rule && one('.rationale-of', rule);
    if (told) place.innerHTML = told.innerHTML;
    else place.remove();
  });
}
reasons(document);

document.addEventListener('toggle', (event) => {
  const details = event.target;
  if (!details.open) return;
  if (details.classList.contains('why') && !one('.tree', details).firstChild) {
    const list = made('ul');
    list.append(branch(+details.dataset.tree, 0));
    one('.tree', details).append(list);
  }
  if (details.classList.contains('body') && !one('.cols', details)) {
    const cols = written(+details.dataset.i, details.closest('.finding').dataset.r);
    if (cols) details.append(cols);
    reasons(details);
  }
}, true);
