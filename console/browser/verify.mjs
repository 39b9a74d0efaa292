// The page that checks proofs, with a real proof of the running hub: what is proven, and an edited file that is refused.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { fits } from './checks.mjs';

const step = 'the page that checks proofs';

async function proofOf(url, token, entry, fields) {
  const answer = await fetch(`${url}/api/v1/record/${entry}/proof?fields=${fields}`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  if (!answer.ok) throw new Error(`${step}: the hub gives no proof: ${answer.status}`);
  return answer.text();
}

/** The address that the code on a printed receipt of that entry leads to. */
function receiptAddress(url, proof, entry) {
  const extra = proof.split('\n').find((line) => line.startsWith('extra ')).split(' ')[1];
  const leaf = Buffer.from(extra, 'base64').toString('latin1').split('~')[0];
  const hash = createHash('sha256').update(Buffer.concat([Buffer.of(0), Buffer.from(leaf, 'latin1')])).digest('base64url');
  return `${url}/verify#entry=${entry}&leaf=${hash}`;
}

const asFile = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

const vectors = JSON.parse(readFileSync(new URL('../verify/time_vectors.json', import.meta.url), 'utf8'));
const stampOf = (name) => {
  const { answer, believed } = vectors.rows.find((row) => row.name === name);
  return { file: { name: 'checkpoint.tsr', mimeType: 'application/timestamp-reply', buffer: Buffer.from(answer, 'base64') }, believed };
};

/** A proof with a time stamp beside it: by nobody who is believed, by somebody, and one that is of other bytes. */
async function timeStamps(page, url, { said, picture }) {
  const shown = () => page.locator('#verify-result').innerText();
  await page.goto('about:blank');
  await page.goto(`${url}/verify`);
  await page.waitForFunction(() => document.getElementById('verify-keys').value.includes('/issuer+'));
  for (const summary of await page.locator('#verify summary').all()) await summary.click();
  await picture('verify-open');
  await page.fill('#verify-keys', vectors.vkeys.join('\n'));
  const { file, believed } = stampOf('a key on P-384 and SHA-384');
  await page.setInputFiles('#verify-time', file);
  await page.locator('#verify-result', { hasText: 'Choose the proof too' }).waitFor();
  await page.setInputFiles('#verify-file', asFile('told.tlog-proof', vectors.proof));
  await page.locator('#verify-result.proven', { hasText: 'but not its time' }).waitFor();
  if (!/signed by CN=p384; but whether that authority can be trusted is not known/.test(await shown())) {
    said(`${step}: it does not say that the authority is not known: ${await shown()}`);
  }
  await fits(page, step, said);
  await picture('verify-time-unknown');
  await page.fill('#verify-believed', believed);
  await page.click('#verify button[type=submit]');
  await page.locator('#verify-result.proven', { hasText: 'The time authority CN=p384 signed' }).waitFor();
  await picture('verify-time-proven');
  await page.setInputFiles('#verify-time', stampOf('of other bytes').file);
  await page.locator('#verify-result.refused', { hasText: 'it is about other bytes' }).waitFor();
  await picture('verify-time-refused');
  // Another proof puts the time stamp of the one before away.
  await page.setInputFiles('#verify-file', asFile('again.tlog-proof', vectors.proof));
  await page.locator('#verify-result.proven', { hasText: "No time authority's answer was given" }).waitFor();
}

/** Checks a proof of the first entry in the browser; pictures of a proven and of a refused file. */
export async function verifyPage(page, url, token, { said, picture }) {
  const proof = await proofOf(url, token, 0, 'kind,at');
  await page.goto(`${url}/verify`);
  await page.waitForFunction(() => document.getElementById('verify-keys').value.includes('/issuer+'));
  await page.setInputFiles('#verify-file', asFile('entry-0.tlog-proof', proof));
  await page.locator('#verify-result.proven').waitFor();
  const told = await page.locator('#verify-result').innerText();
  if (!/stands an entry of kind/.test(told)) said(`${step}: it does not say what is proven: ${told}`);
  if (!/not prove/.test(told)) said(`${step}: it does not say what is not proven`);
  await fits(page, step, said);
  await picture('verify-proven');
  await page.setInputFiles('#verify-file', asFile('edited.tlog-proof', proof.replace('index 0', 'index 1')));
  await page.locator('#verify-result.refused').waitFor();
  await picture('verify-refused');
  const address = receiptAddress(url, proof, 0);
  for (const [at, verdict] of [[address, 'proven'], [address.replace('entry=0', 'entry=1'), 'refused']]) {
    await page.goto('about:blank');
    await page.goto(at);
    await page.locator(`#verify-result.${verdict}`).waitFor();
    await picture(`verify-receipt-${verdict}`);
  }
  await timeStamps(page, url, { said, picture });
}
