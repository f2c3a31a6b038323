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

// A table that does not scroll is no stop of the tab key.
function stops() {
  all('.scroll').forEach((region) => {
    if (region.scrollWidth > region.clientWidth + 1) region.tabIndex = 0;
    else region.removeAttribute('tabindex');
  });
}
stops();
addEventListener('resize', stops);

// What a number stands for is told when one asks.
document.addEventListener('pointerover', (event) => {
  const link = event.target.closest && event.target.closest('.refs a');
  if (!link || link.title) return;
  const source = one(link.hash);
  if (source) link.title = source.innerText.replace(/\s+/g, ' ').trim();
});

addEventListener('hashchange', go);
go();
