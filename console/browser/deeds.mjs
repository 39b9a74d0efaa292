// What the duty does, through the page: a warning is drafted, released by a second person, extended and released again, and what
// came back is written down. This writes to the hub: HEED_WRITE=yes, and never against one that is in use.
import { signedIn } from './checks.mjs';

export const inField = (ms) => new Date(ms).toISOString().slice(0, 16);
export const hour = 3600_000;

/** Opens the form behind a button, fills it in and sends it. `fill` maps a label to its text, or to true for a choice. */
export async function send(scope, label, fill) {
  const page = scope.page();
  await scope.getByRole('button', { name: label, exact: true }).first().click();
  const form = page.locator('main form[novalidate]');
  await form.locator('h4').waitFor();
  for (const [name, value] of Object.entries(fill)) {
    if (name.startsWith('>')) {
      await form.locator('summary', { hasText: name.slice(1) }).click();
      continue;
    }
    const field = form.getByLabel(name).locator('visible=true').first();
    if (value === true) await field.check();
    else if ((await field.evaluate((element) => element.tagName)) === 'SELECT') await field.selectOption({ index: value });
    else await field.fill(value);
  }
  await form.locator('button[type="submit"]').click();
  await Promise.race([form.waitFor({ state: 'detached' }), form.locator('.refusal, .error').first().waitFor()]);
  if (await form.count()) throw new Error(`"${label}" was refused: ${await form.locator('.refusal, .error').first().innerText()}`);
}

/** One page for each role, on the case. */
export async function opened({ browser, url, tokens, said }, role, id) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  page.on('pageerror', (error) => said(`${role}: error in the page: ${error.message}`));
  await signedIn(page, url, tokens[role], said);
  if (id) {
    await page.goto(`${url}/console/#/cases/${encodeURIComponent(id)}`);
    await page.locator('#timeline').waitFor();
  }
  return page;
}

export const read = (page, path) => page.evaluate((asked) => fetch(`/api/v1/${asked}`).then((answer) => answer.json()), path);

/** A case with a target that somebody decided to warn, and the threat open. */
export async function findCase(page) {
  const { cases } = await read(page, 'cases');
  for (const { case_id } of cases) {
    const view = await read(page, `cases/${case_id}`);
    const target = Object.values(view.case.targets ?? {}).find(
      ({ added, threat }) => threat === 'open' && view.decisions?.[added.target]?.made?.at(-1)?.standing === 'warn');
    if (target) return { id: case_id, name: target.added.name, now: Date.parse(view.now) };
  }
  throw new Error('the hub has no case with a target that somebody decided to warn');
}

export async function release(senior, releaser) {
  const article = (page) => page.locator('#warnings article', { hasText: 'Not released' }).first();
  for (let left = 12; left > 0; --left) {
    await senior.reload();
    await article(senior).waitFor();
    await senior.waitForTimeout(400);
    const answer = article(senior).getByRole('button', { name: 'Answer by name', exact: true });
    if (!(await answer.count())) break;
    await send(article(senior), 'Answer by name', { Answer: 'Seen, and it may go out.' });
  }
  await releaser.reload();
  await article(releaser).waitFor();
  const button = article(releaser).getByRole('button', { name: /^Release edition/ });
  await send(article(releaser), await button.innerText(), { 'I have read every tier': true });
}

export async function deeds(world) {
  const { id, name, now } = await findCase(await opened(world, 'analyst'));
  const [analyst, senior, releaser] = [await opened(world, 'analyst', id), await opened(world, 'senior_officer', id), await opened(world, 'releaser', id)];
  await send(analyst.locator('#known'), 'Add a statement', {
    What: true, Statement: 'A test of the console: nothing is planned.', Public: true,
  });
  await send(analyst.locator('#warnings'), 'Draft a warning', {
    [name]: true, 'Issued by': 'Test desk', 'Stands from': inField(now), 'Stands until': inField(now + hour), 'Reviewed at': inField(now + hour / 2),
    '>venue tier': true, Headline: 'A test of the console', 'What to do': 'Nothing', 'The area as text': '55.7558,37.6173 30',
  });
  await release(senior, releaser);
  await analyst.reload();
  // The window ends within the hour: the hub asks at once how it goes on, and the page asks with it.
  const next = analyst.locator('#warnings .next.ask').first();
  await next.waitFor();
  await send(next, 'Extend the window', { 'What changed, and why': 'The test goes on.' });
  await release(senior, releaser);
  await write(analyst, senior);
  await analyst.goto(`${world.url}/console/#/recipients`);
  await send(analyst.locator('main'), 'Register a recipient', {
    Name: 'Test desk', Venue: true, Public: true, Roles: 'venue_security', Webhook: true, Address: 'https://desk.test.example/heed',
  });
  const more = analyst.locator('#check').getByRole('button', { name: /more contacts? to check/ });
  if (await more.count()) await more.click();
  await analyst.locator('#check').getByRole('button', { name: /It works.*Test desk/ }).first().click();
  await analyst.locator('#check [role=status]').getByText('was verified now').waitFor();
}

/** What came back, as it is written down. */
async function write(analyst, senior) {
  const responses = analyst.locator('#responses');
  const from = { Warning: 1, Recipient: 1 };
  await send(responses, 'Open a task', { 'What is to be done': 'Look at the console' });
  const open = (text, button) => responses.locator('li', { hasText: text }).filter({ has: analyst.getByRole('button', { name: button }) }).first();
  await send(open('Look at the console', 'Complete the task'), 'Complete the task', { Outcome: 'Looked at.' });
  await send(responses, 'They ask something', { ...from, 'The question': 'Is this a test?' });
  await send(responses, 'They took a measure', { ...from, 'What protects people now': 'A guard' });
  await send(open('A guard', 'It was lifted'), 'It was lifted', { 'Who lifted it': 'The guard', Why: 'The test is over' });
  await send(responses, 'Their front line was briefed', { ...from, 'Who was told': 'The guard', 'How this is known': 'Telephone' });
  await send(responses, 'The warning is rejected', { ...from, 'Their words': 'A test', 'How this is known': 'Telephone' });
  await send(responses, 'The warning is disputed', { ...from, 'Too general': true, 'Their words': 'A test', 'How this is known': 'Telephone' });
  await senior.reload();
  await senior.locator('#timeline').waitFor();
  await send(senior.locator('main'), 'Hand over the case', { 'New owner': 'second-officer' });
  await send(senior.locator('main'), 'Hand over the case', { 'New owner': 'duty-analyst' });
}
