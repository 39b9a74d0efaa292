// The time stamps of the browser, in node: every row of time_vectors.json is judged as heed-verify judged it, which
// checks with OpenSSL.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { bitsOf, numberOf, oidOf, readDer, readWhole, tags, timeOf } from '../public/verify/der.js';
import { examineTime } from '../public/verify/timestamp.js';
import { Refusal, stampedBytes, visible } from '../public/verify/verify.js';

const vectors = JSON.parse(readFileSync(new URL('time_vectors.json', import.meta.url), 'utf8'));
const bytesOf = (row) => Buffer.from(row.answer, 'base64');
const rowOf = (name) => vectors.rows.find((row) => row.name === name);
const good = rowOf('an authority with a key on P-256');

const refused = (says) => (error) => {
  assert.ok(error instanceof Refusal, error.stack);
  assert.match(error.message, says);
  return true;
};

for (const row of vectors.rows) {
  test(`time stamp: ${row.name}`, async () => {
    const examined = examineTime(vectors.proof, bytesOf(row), row.believed);
    if (!row.holds || row.stricter) await assert.rejects(examined, refused(/./));
    else assert.deepEqual(await examined, { proven: [visible(row.sentence)], not: [] });
  });
}

/** Which words refuse it: a row that is refused for another reason than its name's proves nothing. */
const reasons = [
  ['nobody who vouches for it', /none of the certificates that you believe/],
  ['no certificate in it, and none given that signed', /is not in it/],
  ['of other bytes', /about other bytes/],
  ['of the same bytes by SHA-512', /about other bytes/],
  ['the certificate between is missing', /none of the certificates that you believe/],
  ['more certificates between than one of them allows', /more certificates stand between/],
  ['vouched for by who may not', /not that of an authority/],
  ['vouched for by who had run out', /not valid at the stamped time/],
  ['a certificate that had run out', /not valid at the stamped time/],
  ['a certificate that had run out, believed itself', /not valid at the stamped time/],
  ['a certificate that was not valid yet', /not valid at the stamped time/],
  ['a purpose that is not critical', /for time stamping and nothing else/],
  ['a certificate of a web server', /for time stamping and nothing else/],
  ['a certificate for two purposes', /for time stamping and nothing else/],
  ['a key for more than signing', /for more than signing/],
  ['a certificate without a purpose', /for time stamping and nothing else/],
  ['a critical extension that nobody knows', /critical extension 1\.2\.3\.4\.5/],
  ['the certificate is not named in the signature', /does not name the certificate/],
  ['no signed attributes', /no signed attributes/],
  ['something else that was signed', /something else than a time stamp/],
  ['two signatures', /more than one signature/],
  ['another version of what is said', /of a version that is not known/],
  ['a time that there is not', /no such time/],
  ['another digest in the signed attributes', /of another time stamp/],
  ['another digest of what is said', /of another time stamp/],
  ['another imprint', /of another time stamp/],
  ['another time', /of another time stamp/],
  ['another byte in the signature', /does not belong to it/],
  ['cut short', /ends too early/],
  ['something behind it', /behind its end/],
  ['no answer at all', /no answer of a time-stamping authority/],
  ['nothing', /no answer of a time-stamping authority/],
  ['granted, and none sent', /a part is missing/],
  ['refused by the authority', /did not grant the time stamp \(status 2\)/],
  ['a key on a curve that WebCrypto has not', /unusual curve/],
];
for (const [name, says] of reasons) {
  test(`why: ${name}`, () =>
    assert.rejects(examineTime(vectors.proof, bytesOf(rowOf(name)), rowOf(name).believed), refused(says)));
}

test('every row that is refused has its reason here', () => {
  const named = new Set(reasons.map(([name]) => name));
  assert.deepEqual(vectors.rows.filter((row) => (!row.holds || row.stricter) && !named.has(row.name)).map((row) => row.name), []);
});

test('without anybody who is believed it says who signed, and that this is all it knows', async () => {
  const { proven, not } = await examineTime(vectors.proof, bytesOf(good), '');
  assert.deepEqual(proven, []);
  assert.equal(not.length, 1);
  assert.match(not[0], /signed by CN=Time\\, \\u200bof \\"day\\",O=Ruritania; but whether that authority can be trusted is not known/);
  assert.match(not[0], /fingerprint ([0-9A-F]{2}:){31}[0-9A-F]{2}:/);
  for (const name of ['another byte in the signature', 'of other bytes', 'a certificate of a web server', 'a certificate that had run out']) {
    await assert.rejects(examineTime(vectors.proof, bytesOf(rowOf(name)), ''), refused(/proves nothing/));
  }
});

test('the fingerprint that it names is enough to believe it, however it is written', async () => {
  const { not: [said] } = await examineTime(vectors.proof, bytesOf(good), '');
  const [fingerprint] = /([0-9A-F]{2}:){31}[0-9A-F]{2}/.exec(said);
  const rows = [fingerprint, fingerprint.toLowerCase(), fingerprint.replaceAll(':', ''), `sha256 Fingerprint=${fingerprint}`,
    `\n  ${fingerprint} \n`, `${fingerprint}\n${rowOf('nobody who vouches for it').believed}`];
  for (const believed of rows) {
    assert.deepEqual(await examineTime(vectors.proof, bytesOf(good), believed), { proven: [visible(good.sentence)], not: [] });
  }
  const other = fingerprint.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
  await assert.rejects(examineTime(vectors.proof, bytesOf(good), other), refused(/none of the certificates that you believe/));
});

test('what is neither a certificate nor a fingerprint is said, and is not the same as nothing', async () => {
  for (const [believed, says] of [['AB:CD', /neither a certificate/], ['-----BEGIN CERTIFICATE-----\nAAA', /no certificate in this PEM/],
    ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /whom you believe/], ['x'.repeat((1 << 20) + 1), /at most/]]) {
    await assert.rejects(examineTime(vectors.proof, bytesOf(good), believed), refused(says));
  }
});

test('the bytes that are examined stay what they were', async () => {
  const bytes = bytesOf(good);
  for (let i = 0; i < 2; ++i) assert.equal((await examineTime(vectors.proof, bytes, good.believed)).proven.length, 1);
  assert.deepEqual(bytes, bytesOf(good));
});

test('cosignatures are not stamped: they come later', async () => {
  assert.deepEqual(await stampedBytes(vectors.cosigned), await stampedBytes(vectors.proof));
});

test('an answer cut short is never proven, with or without somebody who is believed', async () => {
  const whole = bytesOf(good);
  for (let size = 0; size < whole.length; size += 3) {
    await assert.rejects(examineTime(vectors.proof, whole.subarray(0, size), ''), Refusal);
  }
});

test('an answer with any changed byte is refused, or says the same of the same authority', async () => {
  const whole = bytesOf(good);
  const { believed, sentence } = good;
  let held = 0;
  for (let at = 0; at < whole.length; ++at) {
    const changed = Buffer.from(whole);
    changed[at] ^= 1 << at % 8;
    const examined = await examineTime(vectors.proof, changed, believed).catch((error) => {
      assert.ok(error instanceof Refusal, `${at}: ${error.stack}`);
      return null;
    });
    if (!examined) continue;
    assert.deepEqual(examined, { proven: [visible(sentence)], not: [] }, String(at));
    ++held;
  }
  // A status of 1 for 0, and the versions of the outer forms, are under no signature.
  assert.ok(held < 10, `${held} of ${whole.length}`);
});

test('limits hold at the limit and one past', async () => {
  await assert.rejects(examineTime(vectors.proof, Buffer.alloc(65_536), ''), refused(/no answer/));
  await assert.rejects(examineTime(vectors.proof, Buffer.alloc(65_537), ''), refused(/at most 65536 bytes/));
});

// ---- DER

const der = (hex) => readDer(Buffer.from(hex, 'hex'));

test('only one form of a value is read', () => {
  for (const [why, hex] of [['nothing', ''], ['no length', '02'], ['too short', '020201'], ['too long', '02010100'],
    ['a length of no end', '3080020101' + '0000'], ['a length in two bytes that needs one', '02810101'],
    ['a length with a zero in front', '0282008041' + '00'.repeat(127)], ['a length of four bytes', '028400000001' + '01'],
    ['a tag of two bytes', '1f0100']]) {
    assert.throws(() => der(hex), Refusal, why);
  }
  assert.equal(der('048180' + '00'.repeat(128)).content.length, 128);
});

test('what stands deep inside is in its one form too, and not too deep', () => {
  assert.throws(() => readWhole(Buffer.from('30053003028101', 'hex')), Refusal);
  const nested = (levels) => {
    let bytes = Buffer.from('0500', 'hex');
    for (let i = 1; i < levels; ++i) bytes = Buffer.concat([Buffer.from([0x30, bytes.length]), bytes]);
    return bytes;
  };
  assert.equal(readWhole(nested(24)).tag, tags.sequence);
  assert.throws(() => readWhole(nested(25)), Refusal);
});

test('numbers, identifiers, bits and times are read in their one form', () => {
  assert.equal(numberOf(der('02020080')), 128);
  assert.equal(numberOf(der('0201ff')), null);
  assert.equal(numberOf(der('02047fffffff')), 2 ** 31 - 1);
  assert.equal(numberOf(der('02050080000000')), null);
  for (const hex of ['0200', '02020001', '0202ff80']) assert.throws(() => numberOf(der(hex)), Refusal, hex);
  assert.equal(oidOf(der('06032a0304')), '1.2.3.4');
  assert.equal(oidOf(der('0603883703')), '2.999.3');
  for (const hex of ['0600', '06022a80', '06032a8001']) assert.throws(() => oidOf(der(hex)), Refusal, hex);
  assert.deepEqual([...bitsOf(der('03020780'))], [0]);
  assert.deepEqual([...bitsOf(der('030106'.replace('06', '00')))], []);
  for (const hex of ['0300', '030101', '03020880']) assert.throws(() => bitsOf(der(hex)), Refusal, hex);
  const time = (tag, text) => timeOf(readDer(Buffer.concat([Buffer.from([tag, text.length]), Buffer.from(text)])));
  assert.equal(time(tags.time, '20240229235959Z'), Date.UTC(2024, 1, 29, 23, 59, 59));
  assert.equal(time(tags.time, '20240229235959.5Z'), Date.UTC(2024, 1, 29, 23, 59, 59));
  assert.equal(time(tags.utcTime, '500101000000Z'), Date.UTC(1950, 0, 1));
  assert.equal(time(tags.utcTime, '491231235959Z'), Date.UTC(2049, 11, 31, 23, 59, 59));
  for (const text of ['20230229000000Z', '20240101000000', '20240101000000.50Z', '20240101240000Z', '202401010000Z', '20240101000000+0100']) {
    assert.throws(() => time(tags.time, text), Refusal, text);
  }
});
