// Checks presentations with @sd-jwt/core, a library that Heed does not use: node check.mjs FILE... --vkey KEY
//
// FILE is a proof (*.tlog-proof) or a bare presentation; KEY is the issuer's verifier key, or a file that holds it.
// Prints one JSON object a line: {"file", "holds", "claims"} or {"file", "holds": false, "error"}. Exit 0 when all
// hold, 1 when one does not, 2 for a wrong use.
//
// Trust: the library alone is not strict enough to be believed (it takes two disclosures with one name, and member
// names that stand twice). It is here to show that what Heed issues is what others read.

import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { SDJwtInstance } from '@sd-jwt/core';

function wrongUse(why) {
  console.error(`check.mjs: ${why}\nusage: node check.mjs FILE... --vkey KEY`);
  process.exit(2);
}

function publicKeyOf(vkey) {
  const text = (existsSync(vkey) ? readFileSync(vkey, 'utf8') : vkey).trim();
  const raw = Buffer.from(text.split('+').slice(2).join('+'), 'base64').subarray(1);
  if (raw.length !== 32) wrongUse(`${vkey} is no Ed25519 verifier key`);
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  return createPublicKey({ key: Buffer.concat([prefix, raw]), format: 'der', type: 'spki' });
}

/** The presentation in a proof's line "extra", or the text itself. */
function presentationIn(file) {
  const text = readFileSync(file, 'utf8');
  const extra = /^extra (.*)$/m.exec(text);
  return extra ? Buffer.from(extra[1], 'base64').toString('latin1') : text.trim();
}

async function check(file, key) {
  const library = new SDJwtInstance({
    hasher: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
    verifier: (data, signature) => verify(null, Buffer.from(data), key, Buffer.from(signature, 'base64url')),
  });
  try {
    const { payload } = await library.verify(presentationIn(file));
    return { file, holds: true, claims: payload };
  } catch (error) {
    return { file, holds: false, error: error.message };
  }
}

const files = [];
let key = null;
for (let rest = process.argv.slice(2); rest.length > 0; ) {
  const word = rest.shift();
  if (word !== '--vkey') files.push(word);
  else if (rest.length > 0) key = publicKeyOf(rest.shift());
}
if (files.length === 0 || key === null) wrongUse('a file and a key are needed');
let all = true;
for (const file of files) {
  const answer = await check(file, key);
  all &&= answer.holds;
  console.log(JSON.stringify(answer));
}
process.exit(all ? 0 : 1);
