// What all parts lean on: finding elements, making them, and the data that the page holds.
function one(what, root) { return (root || document).querySelector(what) }
function all(what, root) { return Array.from((root || document).querySelectorAll(what)) }
function made(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text != null) element.textContent = text;
  return element;
}
function html(tag, name, markup) {
  const element = made(tag, name);
  element.innerHTML = markup;
  return element;
}
const read = (script) => JSON.parse(script.textContent);

// Pictures are made of both: ?theme=dark shows the page as those see it whose system is dark.
const theme = /[?&]theme=(dark|light)/.exec(location.search);
if (theme) document.documentElement.dataset.theme = theme[1];

// Where one is.
if ('IntersectionObserver' in window) {
  const seen = {}, links = all('nav a');
  const observer = new IntersectionObserver((entries) => {
    entries.forEach((entry) => { seen[entry.target.id] = entry.isIntersecting });
    const here = links.find((link) => seen[link.hash.slice(1)]);
    links.forEach((link) => {
      if (link === here) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    });
  }, { rootMargin: '-15% 0px -70% 0px' });
  all('main > section').forEach((section) => observer.observe(section));
}
