// The pages in a real browser against a running hub: HEED_URL (http://127.0.0.1:8440), HEED_TOKENS {"analyst": "…"}.
// Pictures go to console/test-results. Exit 0 when everything holds, or when there is no hub to speak to.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { board, casePage, fits, heardPage, signedIn } from './checks.mjs';
import { deeds } from './deeds.mjs';
import { everyForm } from './forms.mjs';
import { verifyPage } from './verify.mjs';

const { HEED_URL: url, HEED_TOKENS: given, CHROMIUM: executablePath = '/usr/bin/chromium' } = process.env;
if (!url || !given) {
  console.log('skipped: HEED_URL and HEED_TOKENS say which hub to test, and neither is to be guessed');
  process.exit(0);
}
const tokens = JSON.parse(given);
const token = tokens.analyst ?? Object.values(tokens)[0];
const folder = fileURLToPath(new URL('../test-results/', import.meta.url));
mkdirSync(folder, { recursive: true });

const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];
const browser = await chromium.launch({ executablePath, args });
const failures = [];

async function visit(width, colorScheme, walk) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const said = (text) => failures.push(`${width} ${colorScheme}: ${text}`);
  page.on('pageerror', (error) => said(`error in the page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 401/.test(message.text())) said(`console: ${message.text()}`);
  });
  const picture = (name) => page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png`, fullPage: true });
  try {
    await walk(page, said, picture);
  } catch (error) {
    said(error.message);
    await picture('failed').catch(() => undefined);
  } finally {
    await context.close();
  }
}

async function look(page, said, picture) {
  await signedIn(page, url, token, said);
  await board(page, said);
  await picture('board');
  await page.goto(`${url}/console/#/cases`);
  await page.locator('h1').waitFor();
  await picture('cases');
  await casePage(page, url, said);
  await picture('case');
  await heardPage(page, url, said);
  await picture('heard');
  if (tokens.auditor) await verifyPage(page, url, tokens.auditor, { said, picture });
}

const someCases = async (page) => {
  const { cases } = await page.evaluate(() => fetch('/api/v1/cases').then((answer) => answer.json()));
  return cases.slice(0, 2).map((one) => `#/cases/${encodeURIComponent(one.case_id)}`);
};

/** The pages and forms of each role. */
const forms = (role) => async (page, said, picture) => {
  await signedIn(page, url, tokens[role], said);
  const links = await page.locator('header nav a').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  const cases = links.includes('#/cases') ? await someCases(page) : [];
  for (const where of [...links, ...cases]) {
    await page.goto(`${url}/console/${where}`);
    await page.locator('main h1, main .empty').first().waitFor();
    await page.waitForTimeout(300);
    await fits(page, where, (text) => said(`${role}: ${text}`));
    if (['#/heard', '#/recipients', '#/record'].includes(where)) await picture(where.slice(2));
    await everyForm(page, folder, (text) => said(`${role}: ${text}`));
  }
};

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 768, 1440]) await visit(width, colorScheme, look);
}
for (const role of Object.keys(tokens)) {
  for (const width of [360, 768, 1440]) await visit(width, 'light', forms(role));
}
if (process.env.HEED_WRITE === 'yes') {
  const said = (text) => failures.push(`deeds: ${text}`);
  await deeds({ browser, url, tokens, said }).catch((error) => said(error.message));
}
await browser.close();
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(failures.length ? `${failures.length} failed` : 'the pages hold at 360, 768 and 1440, light and dark');
process.exit(failures.length ? 1 : 0);
