// The verifier of the browser, in node: node --test console/verify/test.mjs

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import './time_test.mjs';

import { examine, parseVkey, Refusal, verifyPresentation } from '../public/verify/verify.js';

const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));
const { public_key: base64, kid, typ } = vectors.issuer;
const issuer = { publicKey: Buffer.from(base64, 'base64'), kid, typ };

/** Claims as JSON, for comparing. The rows name no fraction that JavaScript writes in its own way. */
const json = (value) =>
  value instanceof Map ? `{${[...value].map(([name, one]) => `${JSON.stringify(name)}:${json(one)}`).join(',')}}`
    : Array.isArray(value) ? `[${value.map(json).join(',')}]`
      : JSON.stringify(value?.constructor?.name === 'Fraction' ? value.value : value);

const refused = (says) => (error) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.ok(error.message.includes(says), error.message);
  return true;
};

for (const row of vectors.presentations) {
  test(`presentation: ${row.name}`, async () => {
    const verified = verifyPresentation(row.text, issuer);
    if (row.says) await assert.rejects(verified, refused(row.says));
    else assert.equal(json((await verified).claims), row.claims);
  });
}

for (const row of vectors.proofs) {
  test(`proof: ${row.name}`, async () => {
    const examined = examine(row.text, row.vkeys);
    if (row.says) await assert.rejects(examined, refused(row.says));
    else assert.deepEqual(await examined, { proven: row.proven, not: row.not });
  });
}

const whole = vectors.proofs.find((row) => row.name === 'every field shown');

test('a file as bytes is the same as its text', async () => {
  assert.deepEqual(await examine(Buffer.from(whole.text), whole.vkeys), { proven: whole.proven, not: whole.not });
  await assert.rejects(examine(Uint8Array.of(0xff), whole.vkeys), refused('UTF-8'));
});

test('a file cut short is never proven', async () => {
  const keys = await Promise.all(whole.vkeys.map(parseVkey));
  for (let size = 0; size < whole.text.length; ++size) {
    await assert.rejects(examine(whole.text.slice(0, size), keys), Refusal);
  }
});

test('a file with any changed byte is never proven', async () => {
  const keys = await Promise.all(whole.vkeys.map(parseVkey));
  const bytes = Buffer.from(whole.text);
  for (let at = 0; at < bytes.length; ++at) {
    const changed = Buffer.from(bytes);
    changed[at] ^= 1 << at % 8;
    await assert.rejects(examine(changed, keys), Refusal);
  }
});

test('limits hold one past the limit', async () => {
  await assert.rejects(examine('x'.repeat((24 << 20) + 1), whole.vkeys), refused('at most'));
  await assert.rejects(verifyPresentation(`${'a'.repeat(65_536)}~`, issuer), refused('at most'));
  await assert.rejects(verifyPresentation(`${'a'.repeat(65_535)}~`, issuer), refused('three pieces'));
  await assert.rejects(verifyPresentation(`a~${'e30~'.repeat(20_001)}`, issuer), refused('at most'));
});

test('where Ed25519 or all cryptography is missing, the refusal says so', async (context) => {
  context.mock.method(crypto.subtle, 'importKey', () => Promise.reject(new Error('NotSupportedError')));
  await assert.rejects(examine(whole.text, whole.vkeys), refused('this browser cannot check Ed25519 signatures'));
});

test('a point of mixed order is no key', async () => {
  // A sound key with the point of order two, (0, -1), added to it: still on the curve, not in the large group.
  const { publicKey } = await parseVkey(whole.vkeys[0]);
  const p = 2n ** 255n - 19n;
  let y = 0n;
  for (let i = 31; i >= 0; --i) y = (y << 8n) | BigInt(i === 31 ? publicKey[i] & 127 : publicKey[i]);
  y = p - y;
  const mixed = Buffer.alloc(32);
  for (let i = 0; i < 32; ++i, y >>= 8n) mixed[i] = Number(y & 255n);
  mixed[31] |= (publicKey[31] & 128) ^ 128;
  const text = `heed.example/log+00000000+${Buffer.concat([Buffer.from([1]), mixed]).toString('base64')}`;
  await assert.rejects(parseVkey(text), refused('no sound'));
});
