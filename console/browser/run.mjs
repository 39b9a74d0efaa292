// The pages in a real browser against a running hub: HEED_URL (http://127.0.0.1:8440), HEED_TOKENS {"analyst": "…"}.
// Pictures go to console/test-results. Exit 0 when everything holds, or when there is no hub to speak to.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { board, casePage, signedIn } from './checks.mjs';

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

async function visit(width, colorScheme) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const said = (text) => failures.push(`${width} ${colorScheme}: ${text}`);
  page.on('pageerror', (error) => said(`error in the page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 401/.test(message.text())) said(`console: ${message.text()}`);
  });
  const picture = (name) => page.screenshot({ path: `${folder}${name}-${width}-${colorScheme}.png`, fullPage: true });
  try {
    await signedIn(page, url, token, said);
    await board(page, said);
    await picture('board');
    await page.goto(`${url}/console/#/cases`);
    await page.locator('h1').waitFor();
    await picture('cases');
    await casePage(page, url, said);
    await picture('case');
  } catch (error) {
    said(error.message);
    await picture('failed').catch(() => undefined);
  } finally {
    await context.close();
  }
}

for (const colorScheme of ['light', 'dark']) {
  for (const width of [360, 768, 1440]) await visit(width, colorScheme);
}
await browser.close();
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(failures.length ? `${failures.length} failed` : 'the pages hold at 360, 768 and 1440, light and dark');
process.exit(failures.length ? 1 : 0);
