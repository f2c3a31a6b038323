// Filters. Their state is the hash, #/s=critical,high&g=1&w=1&r=rule&k=subject&q=text, so that it can be sent.
const form = one('.filters'), items = all('.finding'), open = all('.verdict');
const NONE = { s: [], g: '', w: '', r: '', k: '', q: '' };

// The rules and subjects to choose from.
const filed = one('script.filed');
if (form && filed) {
  const [rules, subjects] = read(filed);
  const option = (value, text) => { const o = made('option', '', text); o.value = value; return o };
  const named = (of) => Object.entries(of).sort((a, b) => a[1] < b[1] ? -1 : 1);
  named(rules).forEach(([rule, title]) => form.r.append(option(rule, title)));
  Object.entries(subjects).forEach(([kind, keys]) => {
    const group = made('optgroup');
    group.label = kind;
    named(keys).forEach(([key, name]) => group.append(option(kind + '|' + key, name)));
    form.k.append(group);
  });
}

function told() {
  const state = { ...NONE };
  if (location.hash.startsWith('#/')) new URLSearchParams(location.hash.slice(2)).forEach((value, key) => {
    if (key === 's') state.s = value.split(',');
    else if (key in state) state[key] = value;
  });
  return state;
}
function tell(state) {
  const params = new URLSearchParams();
  if (state.s.length) params.set('s', state.s.join(','));
  ['g', 'w', 'r', 'k', 'q'].forEach((key) => { if (state[key]) params.set(key, state[key]) });
  const hash = params.toString().replace(/%2C/g, ',');
  history.replaceState(null, '', hash ? '#/' + hash : location.pathname + location.search);
}

const texts = new Map();
function text(element) {
  let text = texts.get(element);
  if (text === undefined) {
    const { r, k } = element.dataset;
    text = (element.textContent + ' ' + r + ' ' + k).toLowerCase().replace(/\u00a0/g, ' ');
    texts.set(element, text);
  }
  return text;
}

// How many there are, in the words that the page has for it.
const number = (n) => n.toLocaleString(document.documentElement.lang);
const everything = form ? form.o.textContent : '';
function apply(state) {
  const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
  const some = state.s.length || state.g || state.w || state.r || state.k || words.length;
  const fits = (element) => {
    const { s, g, w, r, k } = element.dataset;
    return (!state.s.length || state.s.includes(s)) && (!state.g || g !== undefined) && (!state.w || w !== undefined) &&
      (!state.r || r === state.r) &&
      (!state.k || k === state.k) && words.every((word) => text(element).includes(word));
  };
  const shown = (list) => list.filter((element) => !(element.hidden = !fits(element))).length;
  const found = shown(items), left = shown(open);
  form.o.textContent = some ? number(found) + ' / ' + everything : everything;
  if (some && left) {
    const link = made('a', '', ' + ' + number(left) + ' ' + one('#t-not-known').textContent.toLowerCase());
    link.href = '#allopen';
    form.o.append(link);
  }
  const count = one('#ucount');
  if (count && open.length) count.textContent = some ? number(left) + ' / ' + number(open.length) : number(open.length);
  one('button', form).hidden = !some;
  const list = one('.list');
  if (list && some) {
    const fails = state.g && form.g.parentElement.textContent, waived = state.w && form.w.parentElement.textContent;
    const by = [state.s.join(', '), fails, waived, state.r, state.k.split('|').pop(), state.q && '“' + state.q + '”'];
    list.dataset.extract = form.o.firstChild.textContent + ': ' + by.filter(Boolean).join('; ');
  } else if (list) delete list.dataset.extract;
  one('p.nothing').hidden = !!found || !items.length;
}
function show(state) {
  if (!form) return;
  all('[name=s]', form).forEach((box) => { box.checked = state.s.includes(box.value) });
  if (form.g) form.g.checked = !!state.g;
  if (form.w) form.w.checked = !!state.w;
  form.r.value = state.r;
  form.k.value = state.k;
  if (form.q !== document.activeElement) form.q.value = state.q;
  apply(state);
}
function chosen() {
  const boxes = all('[name=s]:checked', form).map((box) => box.value);
  const on = (box) => box && box.checked ? '1' : '';
  return { s: boxes, g: on(form.g), w: on(form.w), r: form.r.value, k: form.k.value, q: form.q.value.trim() };
}
function clear() {
  form.q.value = '';
  tell(NONE);
  show(NONE);
}
if (form) {
  let waiting;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => { const state = chosen(); tell(state); apply(state) }, items.length > 2000 ? 120 : 0);
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => { event.preventDefault(); clear(); form.q.focus() });
  all('button.all').forEach((button) => button.addEventListener('click', clear));
}

document.addEventListener('keydown', (event) => {
  const within = document.activeElement;
  const writes = within.matches('select, textarea, input:not([type=checkbox])');
  if (event.key === '/' && form && !writes &&
      !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    form.q.focus();
  }
  if (event.key === 'Escape' && form && within === form.q && form.q.value) {
    event.preventDefault();
    form.q.value = '';
    form.dispatchEvent(new Event('input'));
  }
});

// A link leads to what it names, whatever hides it.
function go() {
  const hash = location.hash;
  if (!hash || hash.startsWith('#/')) {
    if (form) show(hash ? told() : chosen());
    return;
  }
  let target = null;
  try { target = document.getElementById(decodeURIComponent(hash.slice(1))) } catch (malformed) { return }
  if (!target) return;
  if (target.hidden && form) { clear(); history.replaceState(null, '', hash) }
  for (let at = target; at; at = at.parentElement) if (at.tagName === 'DETAILS') at.open = true;
  if (target.classList.contains('quiet')) grow(target.closest('table'));
  const body = target.classList.contains('finding') && one('details.body', target);
  if (body) body.open = true;
  target.scrollIntoView();
}
