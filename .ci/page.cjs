// Opens the page that is made of the example, as its readers do: no console message, nothing asked
// of the net, nothing that axe-core finds, filters and unfolding work, and it prints.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { chromium } = require('playwright-core');

const AXE = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

async function opened(browser, file, options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, ...options });
  const page = await context.newPage();
  page.said = [];
  page.on('console', (message) => page.said.push(message.text()));
  page.on('pageerror', (error) => page.said.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) page.said.push('asked for ' + request.url());
  });
  await page.goto('file://' + path.resolve(file) + (options.query || ''));
  return page;
}

// The page's own policy keeps axe-core out as it does everything: it is put in past it.
async function accessible(page, what) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
  const told = violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join('\n  ')}`);
  assert.deepStrictEqual(told, [], `${what}:\n${told.join('\n')}`);
}

async function filters(page) {
  const shown = () => page.locator('article.finding:not([hidden])').count();
  const all = await shown();
  await page.check('input[value=critical]');
  await page.waitForFunction(() => location.hash === '#/s=critical');
  const critical = await shown();
  assert(critical > 0 && critical < all, `${critical} of ${all}`);
  await page.keyboard.press('/');
  await page.keyboard.type('no such words');
  await page.waitForFunction(() => !document.querySelector('p.nothing').hidden);
  assert.strictEqual(await shown(), 0);
  await page.click('.filters button[type=reset]');
  assert.strictEqual(await shown(), all);
}

async function unfolding(page) {
  const folded = page.locator('article.finding.soft:visible').first();
  await folded.locator('details.body > summary').click();
  assert(await folded.locator('table.facts').isVisible());
  await folded.locator('details.why > summary').click();
  assert(await folded.locator('.tree li').count() > 1);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert(overflow <= 0, `the page is ${overflow} pixels too wide`);
}

// Data that bodies are laid out from makes what the page writes itself.
async function alike(page) {
  const differ = await page.evaluate(() => {
    const far = document.querySelector('details.body[data-i]');
    if (!far) return null;
    far.open = true;
    return new Promise((done) => setTimeout(() => {
      const told = far.querySelector('.cols');
      done(told && told.querySelectorAll('.facts tbody tr').length > 0 && told.querySelectorAll('.beside li').length > 0);
    }, 300));
  });
  assert.notStrictEqual(differ, false, 'what unfolds of a finding beyond the first is empty');
}

(async () => {
  const files = process.argv.slice(2);
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
  for (const file of files) {
    const page = await opened(browser, file, {});
    await accessible(page, file);
    if (await page.locator('.filters').count()) {
      await filters(page);
      await unfolding(page);
      await alike(page);
      await accessible(page, file + ', unfolded');
    }
    await page.pdf({ path: file + '.pdf', preferCSSPageSize: true });
    assert(fs.statSync(file + '.pdf').size > 10_000);
    assert.deepStrictEqual(page.said, []);
    for (const [what, options] of [
      ['dark', { query: '?theme=dark' }],
      ['narrow', { viewport: { width: 360, height: 800 } }],
    ]) {
      const other = await opened(browser, file, options);
      await accessible(other, `${file}, ${what}`);
      const overflow = await other.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert(overflow <= 0, `${file}, ${what}: ${overflow} pixels too wide`);
      assert.deepStrictEqual(other.said, []);
    }
    console.log(`${file}: opens, filters, unfolds, prints`);
  }
  await browser.close();
})().catch((error) => { console.error(error.message); process.exit(1) });
