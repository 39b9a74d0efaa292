// An area is drawn by the list of points alone, with the keyboard's means; the count moves with it; the warning is released by a second
// person; and the deliveries are as many as were counted. This writes to the hub: never against one that is in use.
// HEED_URL, HEED_TOKENS and CHROMIUM as for run.mjs.
import { chromium } from 'playwright-core';
import { findCase, hour, inField, opened, read, release } from './deeds.mjs';

const { HEED_URL: url, HEED_TOKENS: given, CHROMIUM: executablePath = '/usr/bin/chromium' } = process.env;
if (!url || !given) {
  console.log('skipped: HEED_URL and HEED_TOKENS say which hub to test, and neither is to be guessed');
  process.exit(0);
}
const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
const browser = await chromium.launch({ executablePath, args });
const failures = [];
const said = (text) => failures.push(text);
const world = { browser, url, tokens: JSON.parse(given), said };

const far = [['-17', '177'], ['-17', '-179'], ['-19', '-179']];
const around = [['55', '36'], ['55', '39'], ['57', '37.5']];

/** Writes the corners into the list of points, the way a keyboard does it. */
async function corners(form, points) {
  for (const [i, [lat, lon]] of points.entries()) {
    await form.getByLabel(`Polygon 1, Point ${i + 1}, Latitude`).locator('visible=true').fill(lat);
    await form.getByLabel(`Polygon 1, Point ${i + 1}, Longitude`).locator('visible=true').fill(lon);
  }
}

const textOf = (points) => [...points, points[0]].map((point) => point.join(',')).join(' ');

/** The count, once the answer to what was written has come; half of it is asked about as well. */
async function counted(page, form, points) {
  const answer = page.waitForResponse((response) => {
    const asked = response.url().endsWith('/audience/preview') ? response.request().postDataJSON() : undefined;
    return asked?.reach.area?.polygons?.[0] === textOf(points) && response.ok();
  });
  await corners(form, points);
  const { count } = await (await answer).json();
  const shown = form.locator('.sum strong').locator('visible=true');
  await form.getByText(`${count} recipient`, { exact: false }).first().waitFor({ state: 'attached' });
  if ((await shown.innerText()) !== String(count)) said(`the page shows ${await shown.innerText()} and the hub counted ${count}`);
  return count;
}

async function draw() {
  const { id, name, now } = await findCase(await opened(world, 'analyst'));
  const [analyst, senior, releaser] = [await opened(world, 'analyst', id), await opened(world, 'senior_officer', id), await opened(world, 'releaser', id)];
  const before = new Set((await read(analyst, `cases/${id}`)).warnings.map((warning) => warning.id));
  await analyst.locator('#warnings').getByRole('button', { name: 'Draft a warning', exact: true }).click();
  const form = analyst.locator('main form[novalidate]');
  await form.getByLabel(name).check();
  for (const [label, value] of Object.entries({ 'Issued by': 'Test desk', 'Stands from': inField(now), 'Stands until': inField(now + hour), 'Reviewed at': inField(now + hour / 2) })) {
    await form.getByLabel(label).fill(value);
  }
  await form.locator('summary', { hasText: 'public tier' }).click();
  await form.getByLabel('Headline').locator('visible=true').fill('A test of the reach');
  await form.getByLabel('What to do').locator('visible=true').fill('Nothing');
  await form.getByText('List of points').locator('visible=true').click();
  await form.getByRole('button', { name: 'Add a polygon', exact: true }).locator('visible=true').click();
  const nobody = await counted(analyst, form, far);
  const some = await counted(analyst, form, around);
  if (nobody !== 0 || some === 0) said(`the polygon in the Pacific reaches ${nobody}, the one around Moscow ${some}`);
  await form.locator('button[type="submit"]').click();
  await Promise.race([form.waitFor({ state: 'detached' }), form.locator('.refusal, .error').first().waitFor()]);
  if (await form.count()) return said(`the draft was refused: ${await form.locator('.refusal, .error').first().innerText()}`);
  await release(senior, releaser);
  return delivered(analyst, id, before, some);
}

/** One delivery for each who was counted, of the warning that was not there before. */
async function delivered(page, id, before, some) {
  const view = await read(page, `cases/${id}`);
  const [made] = view.warnings.filter((warning) => !before.has(warning.id));
  const [reach] = made?.editions[0].drafted.reach ?? [];
  if (reach?.area.polygons[0] !== textOf(around)) said(`the reach that was released is ${JSON.stringify(reach)}`);
  const found = view.deliveries.filter((delivery) => delivery.planned.warning === made?.id);
  if (found.length !== some) said(`${some} were counted, and ${found.length} deliveries exist`);
  await page.reload();
  await page.locator('#deliveries summary', { hasText: made.id }).first().waitFor();
}

await draw().catch((error) => said(error.message));
await browser.close();
for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(failures.length ? `${failures.length} failed` : 'what was drawn was counted, released and delivered');
process.exit(failures.length ? 1 : 0);
