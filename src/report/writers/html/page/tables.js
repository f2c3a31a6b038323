// Rows that are not shown at once.
function grow(table) {
  const button = one('[data-more="' + table.dataset.table + '"]');
  const on = table.classList.toggle('all');
  if (!button) return;
  button.setAttribute('aria-expanded', on);
  button.hidden = on;
}
all('.more').forEach((button) => {
  button.addEventListener('click', () => grow(one('table[data-table="' + button.dataset.more + '"]')));
});

// A matrix is one stop of the tab key; arrows go from mark to mark.
const ARROWS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
all('.matrix').forEach((table) => {
  all('td a', table).forEach((link, at) => { link.tabIndex = at ? -1 : 0 });
  table.addEventListener('keydown', (event) => {
    const from = event.target.closest('td a'), way = ARROWS[event.key];
    if (!from || !way) return;
    event.preventDefault();
    const cell = from.parentElement, rows = cell.closest('tbody').rows;
    let row = cell.parentElement.sectionRowIndex, column = cell.cellIndex, to = null;
    while (!to) {
      row += way[0];
      column += way[1];
      if (!rows[row] || !rows[row].cells[column]) return;
      if (rows[row].offsetParent !== null) to = one('a', rows[row].cells[column]);
    }
    from.tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  });
});

// A table that does not scroll is no stop of the tab key.
function stops() {
  all('.scroll').forEach((region) => {
    if (region.scrollWidth > region.clientWidth + 1) region.tabIndex = 0;
    else region.removeAttribute('tabindex');
  });
}
stops();
addEventListener('resize', stops);

// A ring that is chosen lights up in the picture.
const picture = one('.net');
all('.ring-button').forEach((button) => {
  button.addEventListener('click', () => {
    const on = button.getAttribute('aria-pressed') !== 'true';
    all('.ring-button').forEach((other) => other.setAttribute('aria-pressed', other === button && on));
    picture.classList.toggle('chosen', on);
    all('.flow', picture).forEach((flow) => {
      const rings = (flow.dataset.rings || '').split(' ');
      flow.classList.toggle('hit', on && rings.includes(button.dataset.ring));
    });
  });
});

// What a number stands for is told when one asks.
document.addEventListener('pointerover', (event) => {
  const link = event.target.closest && event.target.closest('.refs a');
  if (!link || link.title) return;
  const source = one(link.hash);
  if (source) link.title = source.innerText.replace(/\s+/g, ' ').trim();
});

addEventListener('hashchange', go);
go();

// What is not in the page, as there is too much of it, is led to from nowhere: the mark stays.
all('.matrix td a').forEach((link) => {
  if (!document.getElementById(link.hash.slice(1))) link.removeAttribute('href');
});
