// What must hold on each page, whatever the hub holds.

const tiers = ['internal', 'partner', 'direct', 'venue', 'public'];

export async function fits(page, where, said) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) said(`${where} is ${wide} px too wide`);
}

/** Through the link that the hub prints; the token must not stay in the address. */
export async function signedIn(page, url, token, said) {
  await page.goto(`${url}/console/#sign-in=${encodeURIComponent(token)}`);
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  if (page.url().includes(token)) said('the token stayed in the address');
}

export async function board(page, said) {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('heading', { name: 'Due next' }).waitFor();
  await page.getByText('Live', { exact: true }).waitFor();
  await fits(page, 'the board', said);
}

export async function casePage(page, url, said) {
  const { cases } = await page.evaluate(() => fetch('/api/v1/cases').then((answer) => answer.json()));
  const one = cases.find((candidate) => candidate.warnings.length) ?? cases[0];
  if (!one) return said('the hub has no case to look at');
  const view = await page.evaluate((id) => fetch(`/api/v1/cases/${id}`).then((answer) => answer.json()), one.case_id);
  await page.goto(`${url}/console/#/cases/${encodeURIComponent(one.case_id)}`);
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  await stays(page, said);
  await fits(page, 'the case page', said);
  if (view.warnings.some((warning) => warning.editions.some((edition) => edition.drafted.status !== 'actual'))) {
    if (!(await page.locator('aside.drill').isVisible())) said('nothing says that this is an exercise');
  }
  await sideBySide(page, view, said);
  await honestDeliveries(page, view, said);
}

/** What others warn of: every feed that fails says so in words, and every alert has its own page with its original. */
export async function heardPage(page, url, said) {
  const asked = (path) => page.evaluate((where) => fetch(`/api/v1/${where}`).then((answer) => answer.json()), path);
  const { feeds = [] } = await asked('feeds');
  await page.goto(`${url}/console/#/heard`);
  await page.getByRole('heading', { name: 'Feeds' }).waitFor();
  await page.locator('#feeds .card, #feeds .empty').first().waitFor();
  const failing = feeds.filter((feed) => feed.going === 'failing').length;
  const shown = await page.locator('#feeds').getByText('fails', { exact: true }).count();
  if (shown < failing) said(`${failing} feeds fail, and ${shown} say so`);
  await page.getByLabel('Show').selectOption('');
  await page.locator('#alerts .card, #alerts .empty').first().waitFor();
  await fits(page, 'the alerts of others', said);
  const [first] = (await asked('alerts?limit=1')).alerts ?? [];
  if (!first) return;
  await page.goto(`${url}/console/#/heard/${first.digest}`);
  await page.getByRole('link', { name: 'Download the original' }).waitFor();
  await fits(page, 'an alert of others', said);
}

/** Wherever one is on the page, the way to its parts stands at the top. */
async function stays(page, said) {
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  const top = await page.getByRole('navigation', { name: 'Parts of this case' }).evaluate((nav) => nav.getBoundingClientRect().top);
  if (Math.abs(top) > 1) said(`the way to the parts of the case stands at ${top} px`);
  await page.evaluate(() => window.scrollTo(0, 0));
}

/** Every tier has a column, and no column holds a statement that is marked narrower than its tier. */
async function sideBySide(page, view, said) {
  // What is over is folded: looked at all the same.
  await page.locator('#warnings details').evaluateAll((all) => all.forEach((one) => (one.open = true)));
  const grid = page.locator('.tiers').first();
  if (!(await grid.count())) return view.warnings.length ? said('no tiers are shown') : undefined;
  const boxes = [];
  for (const [place, tier] of tiers.entries()) {
    const column = grid.locator(`section[aria-label="${tier}"]`);
    if ((await column.count()) !== 1) said(`there is no column for the tier ${tier}`);
    boxes.push(await column.boundingBox());
    const shown = await column.innerText();
    for (const { added } of Object.values(view.case.facets)) {
      const isHidden = tiers.indexOf(added.marking) < place;
      if (isHidden && shown.includes(added.statement)) said(`the column ${tier} shows ${added.facet}, marked ${added.marking}`);
    }
  }
  const isWide = (await page.viewportSize()).width >= 1100;
  if (isWide && new Set(boxes.map((box) => Math.round(box.y))).size !== 1) said('the tiers do not stand side by side');
}

/** A delivery that was only accepted is never spoken of as if somebody had been warned. */
async function honestDeliveries(page, view, said) {
  const section = page.locator('#deliveries');
  const words = await section.innerText();
  for (const word of ['warned', 'informed', 'notified']) {
    if (new RegExp(`\\b${word}\\b`, 'i').test(words)) said(`the deliveries say "${word}"`);
  }
  const accepted = view.deliveries.filter((delivery) => delivery.standing === 'accepted');
  const shown = await section.getByText('Whether it arrived nobody knows').count();
  if (shown < accepted.length) said(`${accepted.length} are only accepted, and ${shown} say what that means`);
}
