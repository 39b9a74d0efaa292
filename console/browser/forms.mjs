// Every form that the page offers to a role: it opens, holds the width, asks before it sends, and closes. Nothing is sent.
import { fits } from './checks.mjs';

const slug = (text) => text.toLowerCase().replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '').slice(0, 40);
const done = new Set();

export async function everyForm(page, folder, said) {
  const width = page.viewportSize().width;
  const openers = page.locator('main :not(nav) > button[aria-expanded="false"]:visible');
  const labels = await openers.allInnerTexts();
  for (const [i, label] of labels.entries()) {
    const name = `${slug(label)}-${width}`;
    if (done.has(name)) continue;
    done.add(name);
    await openers.nth(i).click();
    const form = page.locator('main form[novalidate]');
    await form.locator('h4').waitFor();
    await fits(page, `the form "${label}"`, said);
    await form.screenshot({ path: `${folder}form-${name}.png` });
    await unlabelled(form, label, said);
    await form.getByRole('button', { name: 'Cancel' }).click();
    await form.waitFor({ state: 'detached' });
  }
}

/** Everything that is asked has a name for who cannot see it. */
async function unlabelled(form, label, said) {
  const count = await form.evaluate((element) =>
    [...element.querySelectorAll('input, textarea, select')].filter((field) => field.labels?.length !== 1).length);
  if (count) said(`${count} fields of the form "${label}" have no label`);
}
