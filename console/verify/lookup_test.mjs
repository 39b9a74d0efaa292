// The look-up of a printed receipt's entry in the log, in node, against a log that is made here with node's own tools.

import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { test } from 'node:test';

import { lookUp, readReceipt } from '../public/verify/lookup.js';
import { Refusal } from '../public/verify/verify.js';

const origin = 'test.example/log';
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const secret = createPrivateKey({
  key: { kty: 'OKP', crv: 'Ed25519', d: Buffer.alloc(32, 7).toString('base64url'), x: Buffer.alloc(32).toString('base64url') },
  format: 'jwk',
});
const publicKey = createPublicKey(secret).export({ type: 'spki', format: 'der' }).subarray(-32);
const keyId = sha256(Buffer.from(`${origin}\n`), Buffer.of(1), publicKey).subarray(0, 4);
const vkey = `${origin}+${keyId.toString('hex')}+${Buffer.concat([Buffer.of(1), publicKey]).toString('base64')}`;

const leafHash = (number) => sha256(Buffer.of(0), Buffer.from(`entry ${number}`));

/** RFC 6962, section 2.1, by its words. */
function rootOf(leaves) {
  if (leaves.length === 1) return leaves[0];
  const left = 2 ** Math.ceil(Math.log2(leaves.length) - 1);
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)));
}

/** A log of `size` entries: its signed checkpoint, and what a reader of its tiles gets. */
function logOf(size) {
  const leaves = Array.from({ length: size }, (_, number) => leafHash(number));
  const files = new Map();
  for (let level = 0, row = leaves; row.length > 0; ++level) {
    for (let first = 0; first < row.length; first += 256) {
      const tile = row.slice(first, first + 256);
      const partial = tile.length < 256 ? `.p/${tile.length}` : '';
      files.set(`tile/${level}/${pathOf(first / 256)}${partial}`, Buffer.concat(tile));
    }
    row = Array.from({ length: Math.floor(row.length / 256) }, (_, at) => rootOf(row.slice(at * 256, at * 256 + 256)));
  }
  const text = `${origin}\n${size}\n${rootOf(leaves).toString('base64')}\n`;
  const signature = Buffer.concat([keyId, sign(null, Buffer.from(text), secret)]);
  const note = `${text}\n\u2014 ${origin} ${signature.toString('base64')}\n`;
  const read = async (path) => files.get(path) ?? assert.fail(`${path} is not there`);
  return { note, files, read };
}

const pathOf = (number) => String(number).padStart(3, '0');
const receiptOf = (entry) => ({ entry, leaf: leafHash(entry).toString('base64url') });

const refused = (says) => (error) => {
  assert.ok(error instanceof Refusal, String(error));
  assert.ok(error.message.includes(says), error.message);
  return true;
};

for (const size of [1, 2, 3, 255, 256, 257, 600, 65_537]) {
  test(`an entry of a log of ${size} is found and proven`, async () => {
    const log = logOf(size);
    for (const entry of new Set([0, Math.floor(size / 2), size - 1])) {
      const { proven, not } = await lookUp(receiptOf(entry), log.note, [vkey], log.read);
      assert.ok(proven[0].includes(`at place ${entry}`), proven[0]);
      assert.equal(not.length, 2);
    }
  });
}

test('another entry, one behind the end, and a receipt of another log are refused', async () => {
  const log = logOf(300);
  await assert.rejects(lookUp({ ...receiptOf(5), entry: 6 }, log.note, [vkey], log.read), refused('another entry'));
  await assert.rejects(lookUp(receiptOf(300), log.note, [vkey], log.read), refused('has 300 entries'));
  await assert.rejects(lookUp(receiptOf(299), log.note.replace('300', '301'), [vkey], log.read), Refusal);
});

test('a changed byte in any tile on the way is refused', async () => {
  const log = logOf(600);
  for (const [name, bytes] of log.files) {
    const read = async (path) => {
      const right = Buffer.from(await log.read(path));
      if (path === name) right[right.length - 1] ^= 1;
      return right;
    };
    // The last hash of the tile is on the way of the last entry, or is its sibling's.
    const last = name.startsWith('tile/0/') ? Number(name.slice(7, 10)) * 256 + bytes.length / 32 - 1 : 599;
    await assert.rejects(lookUp(receiptOf(last), log.note, [vkey], read), Refusal, name);
  }
  const short = async (path) => (await log.read(path)).subarray(1);
  await assert.rejects(lookUp(receiptOf(0), log.note, [vkey], short), refused('length'));
});

test('only what the code of a receipt says is read', () => {
  const leaf = leafHash(17).toString('base64url');
  assert.deepEqual(readReceipt(`#entry=17&leaf=${leaf}`), { entry: 17, leaf });
  for (const wrong of ['', '#entry=17', `#entry=017&leaf=${leaf}`, `#entry=-1&leaf=${leaf}`, `#entry=17&leaf=${leaf}A`,
    `#entry=17&leaf=${leaf.slice(1)}`, `#entry=9999999999999999&leaf=${leaf}`, `#leaf=${leaf}&entry=17`]) {
    assert.equal(readReceipt(wrong), null, wrong);
  }
});
