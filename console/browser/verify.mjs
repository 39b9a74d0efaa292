// The page that checks proofs, with a real proof of the running hub: what is proven, and an edited file that is refused.
import { createHash } from 'node:crypto';

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
}
