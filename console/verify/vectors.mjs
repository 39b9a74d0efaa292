// Makes vectors.json: node console/verify/vectors.mjs > console/verify/vectors.json
//
// An issuer and a log written apart from those of the hub, on node's own cryptography, which make true texts and false
// ones. Two verifiers must agree on every row: verify.js (test.mjs) and the C++ one (src/lib/proof/vectors_test.cpp).
// Everything follows from fixed seeds, so the file is the same every time.

import { createHash, createHmac, createPrivateKey, createPublicKey, sign as signBytes } from 'node:crypto';

import { examine } from '../public/verify/verify.js';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts.map((part) => Buffer.from(part)))).digest();
const url = (bytes) => Buffer.from(bytes).toString('base64url');

function keyOf(seed) {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  const secret = createPrivateKey({ key: Buffer.concat([prefix, sha256(seed)]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(secret).export({ format: 'der', type: 'spki' }).subarray(12);
  return { publicKey, sign: (message) => signBytes(null, Buffer.from(message), secret) };
}

const origin = 'heed.example/log';
const log = { name: origin, type: 1, ...keyOf('log') };
const issuer = { name: `${origin}/issuer`, type: 1, ...keyOf('issuer') };
const witness = { name: 'witness.example', type: 4, ...keyOf('witness') };
const stranger = keyOf('stranger');

const idOf = ({ name, type, publicKey }) => sha256(`${name}\n`, [type], publicKey).subarray(0, 4);
const vkeyOf = (key) =>
  `${key.name}+${idOf(key).toString('hex')}+${Buffer.concat([Buffer.from([key.type]), key.publicKey]).toString('base64')}`;
const kid = idOf(issuer).toString('hex');

// ---- SD-JWT

const goodHeader = `{"alg":"EdDSA","kid":"${kid}","typ":"heed+sd-jwt"}`;
function jws(payload, header = goodHeader, sign = issuer.sign) {
  const text = `${url(header)}.${url(payload)}`;
  return `${text}.${url(sign(text))}`;
}
let salts = 0;
const salt = () => url(sha256('salt', String(++salts)).subarray(0, 16));
const disclosure = (json) => url(json.replace('SALT', salt()));
const member = (name, value) => disclosure(`["SALT",${JSON.stringify(name)},${JSON.stringify(value)}]`);
const element = (value) => disclosure(`["SALT",${JSON.stringify(value)}]`);
const digest = (text) => url(sha256(text));
const decoy = () => digest(salt());
/** A presentation whose payload hides these disclosures and shows them. */
const shows = (...all) => `${jws(`{"_sd":${JSON.stringify(all.map(digest))}}`)}~${all.map((one) => `${one}~`).join('')}`;
/** The same with one disclosure of this JSON. */
const showsJson = (json) => shows(disclosure(json));
const listed = (...all) => `${jws(`{"a":${JSON.stringify(all.map((one) => ({ '...': digest(one) })))}}`)}~${all.map((one) => `${one}~`).join('')}`;

/** The last digit of base64url with a bit set that belongs to no byte. Requires: a length that leaves such bits. */
function loosened(text) {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + digits[digits.indexOf(text.at(-1)) + 1];
}

/** S + L in place of S: the same signature to a lenient verifier. */
function malleated(text) {
  const [head, payload, signature] = text.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  let s = 0n;
  for (let i = 63; i >= 32; --i) s = (s << 8n) | BigInt(bytes[i]);
  s += 2n ** 252n + 27742317777372353535851937790883648493n;
  for (let i = 32; i < 64; ++i, s >>= 8n) bytes[i] = Number(s & 255n);
  return `${head}.${payload}.${url(bytes)}`;
}

function presentations() {
  const kind = member('kind', 'delivery.reported');
  const at = member('at', '2024-03-22T18:00:00Z');
  const two = jws(`{"_sd":${JSON.stringify([digest(kind), digest(at), decoy()])},"_sd_alg":"sha-256","v":1}`);
  const inner = member('recipient', 'Hall 1');
  const body = member('body', { _sd: [digest(inner), decoy()] });
  const nested = jws(`{"_sd":["${digest(body)}"]}`);
  const first = element('x');
  const last = element({ n: 1 });
  const list = jws(`{"told":[{"...":"${digest(first)}"},"plain",{"...":"${decoy()}"},{"...":"${digest(last)}"}]}`);
  const bare = jws('{}');
  const header = (json) => `${jws('{}', json)}~`;
  const hs256 = (text) => createHmac('sha256', issuer.publicKey).update(text).digest();
  const holds = (name, text, claims) => ({ name, text, claims });
  const fails = (name, text, says) => ({ name, text, says });
  // Where a disclosure's length leaves spare bits behind its last byte.
  const spare = [disclosure('["SALT","a",1]'), disclosure('["SALT","a",12]')].find((one) => one.length % 4 !== 0);
  return [
    holds('nothing shown', `${two}~`, '{"v":1}'),
    holds('one field shown', `${two}~${at}~`, '{"v":1,"at":"2024-03-22T18:00:00Z"}'),
    holds('two fields, in the order of the disclosures', `${two}~${at}~${kind}~`, '{"v":1,"at":"2024-03-22T18:00:00Z","kind":"delivery.reported"}'),
    holds('a field in a field', `${nested}~${body}~${inner}~`, '{"body":{"recipient":"Hall 1"}}'),
    holds('the inner one first', `${nested}~${inner}~${body}~`, '{"body":{"recipient":"Hall 1"}}'),
    holds('an outer field with nothing in it', `${nested}~${body}~`, '{"body":{}}'),
    holds('elements of a list keep their order', `${list}~${last}~${first}~`, '{"told":["x","plain",{"n":1}]}'),
    holds('elements that are not shown are dropped', `${list}~`, '{"told":["plain"]}'),
    holds('blanks between the tokens, as in the RFC', showsJson('["SALT", "a", {"b": [1, 2]}]'), '{"a":{"b":[1,2]}}'),
    holds('the largest numbers', showsJson('["SALT","a",[9007199254740991,-9007199254740991,0]]'), '{"a":[9007199254740991,-9007199254740991,0]}'),
    holds('a fraction', showsJson('["SALT","a",[0.5,-1.25]]'), '{"a":[0.5,-1.25]}'),
    holds('names that mean something to JavaScript', shows(member('constructor', 1), member('10', 2), member('2', 3), disclosure('["SALT","__proto__",4]')), '{"constructor":1,"10":2,"2":3,"__proto__":4}'),
    holds('text from everywhere', shows(member('a', 'é 中 😀 "\\/ \n')), '{"a":"é 中 😀 \\"\\\\/ \\n"}'),
    holds('an empty list of digests', `${jws('{"_sd":[],"a":{"_sd":[]}}')}~`, '{"a":{}}'),
    holds('32 levels', `${jws(`{"a":${'['.repeat(31)}${']'.repeat(31)}}`)}~`, `{"a":${'['.repeat(31)}${']'.repeat(31)}}`),
    holds('members of the header in another order', header(`{"typ":"heed+sd-jwt","kid":"${kid}","alg":"EdDSA"}`), '{}'),

    fails('no signature at all', `${url(`{"alg":"none","kid":"${kid}","typ":"heed+sd-jwt"}`)}.${url('{}')}.~`, 'the algorithm must be EdDSA'),
    fails('algorithm none, signed', header(`{"alg":"none","kid":"${kid}","typ":"heed+sd-jwt"}`), 'the algorithm must be EdDSA'),
    fails('the public key as the secret of a MAC', `${jws('{}', `{"alg":"HS256","kid":"${kid}","typ":"heed+sd-jwt"}`, hs256)}~`, 'the algorithm must be EdDSA'),
    fails('an algorithm in small letters', header(`{"alg":"eddsa","kid":"${kid}","typ":"heed+sd-jwt"}`), 'the algorithm must be EdDSA'),
    fails('no algorithm', header(`{"kid":"${kid}","typ":"heed+sd-jwt"}`), 'the algorithm is missing'),
    fails('algorithm twice', header(`{"alg":"none","alg":"EdDSA","kid":"${kid}","typ":"heed+sd-jwt"}`), 'stands twice'),
    fails('another type', header(`{"alg":"EdDSA","kid":"${kid}","typ":"JWT"}`), 'the type must be'),
    fails('no type', header(`{"alg":"EdDSA","kid":"${kid}"}`), 'the type is missing'),
    fails('another key in the header', header('{"alg":"EdDSA","kid":"00000000","typ":"heed+sd-jwt"}'), 'the key must be'),
    fails('no key in the header', header('{"alg":"EdDSA","typ":"heed+sd-jwt"}'), 'the name of the key is missing'),
    fails('a key that is a number', header('{"alg":"EdDSA","kid":1,"typ":"heed+sd-jwt"}'), 'the key must be'),
    fails('a critical extension', header(`{"alg":"EdDSA","crit":["b64"],"kid":"${kid}","typ":"heed+sd-jwt"}`), 'is not known'),
    fails('a key inside the header', header(`{"alg":"EdDSA","jwk":{},"kid":"${kid}","typ":"heed+sd-jwt"}`), 'is not known'),
    fails('a header that is a list', header('["EdDSA"]'), 'a header is a JSON object'),
    fails('an empty header', `.${bare.split('.')[1]}.${bare.split('.')[2]}~`, 'the header'),
    fails('signed by somebody else', `${jws('{}', goodHeader, stranger.sign)}~`, 'did not sign'),
    fails('another payload', `${bare.split('.')[0]}.${url('{"a":1}')}.${bare.split('.')[2]}~`, 'did not sign'),
    fails('S + L in the signature', `${malleated(bare)}~`, 'did not sign'),
    fails('a signature cut short', `${bare.slice(0, -2)}~`, 'the signature'),
    fails('a loose bit behind the signature', `${loosened(bare)}~`, 'bits set'),
    fails('padding behind the signature', `${bare}==~`, 'the signature'),
    fails('two pieces', `${bare.split('.').slice(0, 2).join('.')}~`, 'three pieces'),
    fails('four pieces', `${bare}.~`, 'three pieces'),
    fails('no tilde', bare, '"~" behind'),
    fails('a key-binding JWT', `${two}~${kind}~${jws('{"nonce":"1"}')}`, 'key binding'),
    fails('the last tilde is missing', `${two}~${kind}`, 'key binding'),
    fails('an empty disclosure', `${bare}~~`, 'disclosure 1'),

    fails('a disclosure given twice', `${two}~${kind}~${kind}~`, 'disclosure 2: this disclosure was given before'),
    fails('a disclosure of another entry', `${two}~${member('kind', 'x')}~`, 'disclosure 1: no digest'),
    fails('a disclosure whose outer one is missing', `${nested}~${inner}~`, 'disclosure 1: no digest'),
    fails('padding behind a disclosure', (() => { const text = `${spare}=`; return `${jws(`{"_sd":["${digest(text)}"]}`)}~${text}~`; })(), 'disclosure 1'),
    fails('a loose bit behind a disclosure', (() => { const text = loosened(spare); return `${jws(`{"_sd":["${digest(text)}"]}`)}~${text}~`; })(), 'bits set'),
    fails('a blank before a disclosure', `${two}~ ${kind}~`, 'disclosure 1'),
    fails('a newline between disclosures', `${two}~${kind}~\n${at}~`, 'disclosure 2'),
    fails('a list of one part', showsJson('["SALT"]'), 'a disclosure is a list'),
    fails('a list of four parts', showsJson('["SALT","a",1,2]'), 'a disclosure is a list'),
    fails('an object as disclosure', showsJson('{"salt":"SALT"}'), 'a disclosure is a list'),
    fails('a salt that is a number', showsJson('[1,"a",1]'), 'the salt'),
    fails('a name that is a number', showsJson('["SALT",1,1]'), 'the name'),
    fails('a claim named _sd', showsJson('["SALT","_sd",["x"]]'), 'no claim may be named "_sd"'),
    fails('a claim named ...', showsJson('["SALT","...","x"]'), 'no claim may be named "..."'),
    fails('a claim named _sd_alg', showsJson('["SALT","_sd_alg","sha-256"]'), 'no claim may be named "_sd_alg"'),
    fails('an element where a member is hidden', shows(element(1)), 'where a member is hidden'),
    fails('a member where an element is hidden', listed(member('a', 1)), 'where an element of a list is hidden'),
    fails('two disclosures with one name', shows(member('a', 1), member('a', 2)), 'stands there twice'),
    fails('a disclosure with the name of a plain member', (() => { const one = member('v', 2); return `${jws(`{"_sd":["${digest(one)}"],"v":1}`)}~${one}~`; })(), 'stands there twice'),

    fails('a digest twice in one list', `${jws(`{"_sd":["${digest(kind)}","${digest(kind)}"]}`)}~${kind}~`, 'stands twice'),
    fails('a digest twice, not opened', `${jws(`{"_sd":["${digest(kind)}","${digest(kind)}"]}`)}~`, 'stands twice'),
    fails('a digest in a list and in an object', `${jws(`{"_sd":["${digest(kind)}"],"a":[{"...":"${digest(kind)}"}]}`)}~`, 'stands twice'),
    fails('a digest in the payload and in a disclosure', (() => { const outer = member('a', { _sd: [digest(kind)] }); return `${jws(`{"_sd":["${digest(kind)}","${digest(outer)}"]}`)}~${outer}~`; })(), 'stands twice'),
    fails('a digest that is too short', `${jws('{"_sd":["AAAA"]}')}~`, '43 digits'),
    fails('a digest with a loose bit', `${jws(`{"_sd":["${loosened(digest(kind))}"]}`)}~`, '43 digits'),
    fails('a digest that is a number', `${jws('{"_sd":[1]}')}~`, '43 digits'),
    fails('_sd that is a text', `${jws(`{"_sd":"${digest(kind)}"}`)}~`, '"_sd" is a list'),
    fails('_sd in a disclosure that is a text', shows(member('a', { _sd: 'x' })), '"_sd" is a list'),
    fails('digests by another algorithm', `${jws('{"_sd":[],"_sd_alg":"sha-512"}')}~`, 'sha-256'),
    fails('digests by an algorithm that is no text', `${jws('{"_sd_alg":null}')}~`, 'sha-256'),
    fails('an algorithm further in', `${jws('{"a":{"_sd_alg":"sha-256"}}')}~`, 'may not stand here'),
    fails('... in an object', `${jws(`{"...":"${digest(kind)}"}`)}~`, 'may not stand here'),
    fails('... beside another member', `${jws(`{"a":[{"...":"${digest(kind)}","b":1}]}`)}~`, 'another member'),
    fails('... with a number', `${jws('{"a":[{"...":1}]}')}~`, '43 digits'),

    fails('a member twice in the payload', `${jws('{"a":1,"a":1}')}~`, 'stands twice'),
    fails('a member twice, once written with an escape', `${jws('{"a":1,"\\u0061":1}')}~`, 'stands twice'),
    fails('a member twice in a disclosure', showsJson('["SALT","a",{"b":1,"b":2}]'), 'stands twice'),
    fails('_sd twice', `${jws('{"_sd":[],"_sd":[]}')}~`, 'stands twice'),
    fails('2^53', showsJson('["SALT","a",9007199254740992]'), '2^53-1'),
    fails('-2^53', `${jws('{"a":[-9007199254740992]}')}~`, '2^53-1'),
    fails('a very large number', showsJson('["SALT","a",1e300]'), '2^53-1'),
    fails('a number with a zero in front', showsJson('["SALT","a",01]'), 'disclosure 1'),
    fails('no number', showsJson('["SALT","a",NaN]'), 'disclosure 1'),
    fails('a number that ends in a point', showsJson('["SALT","a",1.]'), 'disclosure 1'),
    fails('a comma too many', showsJson('["SALT","a",[1,]]'), 'disclosure 1'),
    fails('a comment', showsJson('["SALT","a",/**/1]'), 'disclosure 1'),
    fails('single quotes', showsJson("['SALT','a',1]"), 'disclosure 1'),
    fails('something behind the document', showsJson('["SALT","a",1]1'), 'disclosure 1'),
    fails('a byte order mark', showsJson('\ufeff["SALT","a",1]'), 'disclosure 1'),
    fails('bytes that are no UTF-8', (() => { const text = url(Buffer.from('["s","a","\xff"]', 'latin1')); return shows(text); })(), 'disclosure 1'),
    fails('half a pair of surrogates', showsJson('["SALT","a","\\ud800"]'), 'disclosure 1'),
    fails('a newline in a text', showsJson('["SALT","a","\n"]'), 'disclosure 1'),
    fails('an escape that JSON does not know', showsJson('["SALT","a","\\x41"]'), 'disclosure 1'),
    fails('a payload that is a list', `${jws('[]')}~`, 'a payload is a JSON object'),
    fails('an empty payload', `${jws('')}~`, 'the payload'),
    fails('33 levels', `${jws(`{"a":${'['.repeat(32)}${']'.repeat(32)}}`)}~`, '32 levels'),
    fails('33 levels over two disclosures', (() => { const one = element(JSON.parse(`${'['.repeat(21)}${']'.repeat(21)}`)); const outer = disclosure(`["SALT","a",${'['.repeat(12)}{"...":"${digest(one)}"}${']'.repeat(12)}]`); return `${jws(`{"_sd":["${digest(outer)}"]}`)}~${outer}~${one}~`; })(), '32 levels'),
    fails('a time to end', `${jws('{"exp":4102444800}')}~`, 'exp'),
    fails('a time to begin', shows(member('nbf', 1)), 'nbf'),
    fails('one audience', `${jws('{"aud":"x"}')}~`, 'aud'),
  ];
}

// ---- the log

const leafHash = (entry) => sha256([0], entry);
const nodeHash = (left, right) => sha256([1], left, right);
const splitOf = (n) => 2 ** Math.floor(Math.log2(n - 1));
function rootOf(leaves) {
  if (leaves.length === 0) return sha256('');
  if (leaves.length === 1) return leaves[0];
  const k = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}
function pathOf(leaves, index) {
  if (leaves.length === 1) return [];
  const k = splitOf(leaves.length);
  return index < k ? [...pathOf(leaves.slice(0, k), index), rootOf(leaves.slice(k))]
    : [...pathOf(leaves.slice(k), index - k), rootOf(leaves.slice(0, k))];
}

const lineOf = (key, signature) => `\u2014 ${key.name} ${Buffer.concat([idOf(key), signature]).toString('base64')}\n`;
function cosignature(text, seconds, key = witness) {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(seconds));
  return lineOf(key, Buffer.concat([time, key.sign(`cosignature/v1\ntime ${seconds}\n${text}`)]));
}

/** The parts of a file that proves `presentation` at `index` of `size`; `change` may put others in their place. */
function file(presentation, { index = 5, size = 11, change = () => {} } = {}) {
  const leaves = Array.from({ length: size }, (_, i) => leafHash(i === index ? presentation.split('~')[0] : `leaf ${i}`));
  const parts = {
    first: 'c2sp.org/tlog-proof@v1', extra: `extra ${Buffer.from(presentation).toString('base64')}\n`, index: `index ${index}`,
    path: pathOf(leaves, index).map((hash) => hash.toString('base64')), text: `${origin}\n${size}\n${rootOf(leaves).toString('base64')}\n`,
    lines: (text) => lineOf(log, log.sign(text)), end: '',
  };
  change(parts);
  return `${parts.first}\n${parts.extra}${parts.index}\n${parts.path.map((hash) => `${hash}\n`).join('')}\n` +
    `${parts.text}\n${parts.lines(parts.text)}${parts.end}`;
}

function proofs() {
  const one = member('n', 1);
  const all = [member('kind', 'delivery.reported'), member('actor', { name: 'ann', role: 'releaser' }), member('of', 'w\u202eX'),
    disclosure(`["SALT","told",[{"...":"${digest(element({ n: 2 }))}"},{"...":"${decoy()}"}]]`),
    member('body', { _sd: [digest(one), decoy(), decoy()] }), member('odd', [1, 'two', null])];
  const signed = (claims) => jws(`{"_sd":${JSON.stringify([...all.map(digest), decoy()].sort())},"_sd_alg":"sha-256",${claims}}`);
  const entry = signed(`"iss":"${origin}","v":1`);
  const shown = `${entry}~${all.map((text) => `${text}~`).join('')}${one}~`;
  const both = [log, issuer].map(vkeyOf);
  const three = [...both, vkeyOf(witness)];
  const holds = (name, text, vkeys = both) => ({ name, text, vkeys, holds: true });
  const fails = (name, text, says, vkeys = both) => ({ name, text, vkeys, says });
  const changed = (name, says, change) => fails(name, file(shown, { change }), says);
  const witnessed = (change) => file(shown, { change: (p) => { p.lines = (text) => lineOf(log, log.sign(text)) + change(text); } });
  const neutral = Buffer.concat([Buffer.from([1]), Buffer.alloc(31)]);
  return [
    holds('every field shown', file(shown)),
    holds('nothing shown', file(`${entry}~`)),
    holds('a log of one entry', file(shown, { index: 0, size: 1 })),
    holds('the last entry of a log', file(shown, { index: 10 })),
    holds('a witness whose key was given', witnessed((text) => cosignature(text, 1711130400)), three),
    holds('a witness whose key was not given', witnessed((text) => cosignature(text, 1711130400))),
    holds('two times of one witness', witnessed((text) => cosignature(text, 1711130401) + cosignature(text, 1711130400)), three),
    holds('an extension line in the checkpoint', file(shown, { change: (p) => { p.text += 'more\n'; } })),
    holds('an old key of the log beside the new one', file(shown), [vkeyOf({ ...log, publicKey: stranger.publicKey }), ...both]),

    changed('another first line', 'line 1', (p) => { p.first = 'c2sp.org/tlog-proof@v2'; }),
    changed('a carriage return', 'line 1', (p) => { p.first += '\r'; }),
    changed('no entry in the file', 'the entry itself is not in the file', (p) => { p.extra = ''; }),
    changed('an empty entry', 'line 2', (p) => { p.extra = 'extra \n'; }),
    changed('two entries', 'line 3', (p) => { p.extra += p.extra; }),
    changed('an entry in the other alphabet', 'line 2', (p) => { p.extra = `extra ${Buffer.from(shown).toString('base64url')}-_\n`; }),
    changed('no index', 'line 3', (p) => { p.index = p.path.shift(); }),
    changed('an index with a zero in front', 'line 3', (p) => { p.index = 'index 05'; }),
    changed('an index beyond 64 bits', 'line 3', (p) => { p.index = 'index 18446744073709551616'; }),
    changed('a hash of 31 bytes', 'line 4', (p) => { p.path[0] = Buffer.alloc(31).toString('base64'); }),
    changed('64 hashes', 'line 67', (p) => { p.path = Array(64).fill(p.path[0]); }),
    changed('a checkpoint without a signature', 'the checkpoint', (p) => { p.lines = () => ''; }),
    changed('a control character in the checkpoint', 'the checkpoint', (p) => { p.text += 'a\u0007\n'; }),
    changed('no newline at the end', 'the checkpoint', (p) => { p.lines = (text) => lineOf(log, log.sign(text)).slice(0, -1); }),
    changed('something behind the checkpoint', 'the checkpoint', (p) => { p.end = 'x\n'; }),
    changed('a size with a zero in front', 'the checkpoint', (p) => { p.text = p.text.replace('\n11\n', '\n011\n'); }),

    fails('no key of the log', file(shown), 'step 2 of 5', [vkeyOf(issuer)]),
    fails('another key of the log', file(shown), 'step 2 of 5', [vkeyOf({ ...log, publicKey: stranger.publicKey }), vkeyOf(issuer)]),
    changed('a checkpoint signed by somebody else', 'step 2 of 5', (p) => { p.lines = (text) => lineOf(log, stranger.sign(text)); }),
    changed('a checkpoint changed after signing', 'step 2 of 5', (p) => { const { lines, text } = p; p.lines = () => lines(text); p.text = text.replace('\n11\n', '\n12\n'); }),
    changed('two signatures of the log, one of them false', 'step 2 of 5', (p) => { p.lines = (text) => lineOf(log, log.sign(text)) + lineOf(log, log.sign('x')); }),
    changed('a checkpoint of another log', 'no key of other.example/log', (p) => { p.text = p.text.replace(origin, 'other.example/log'); }),

    changed('another place', 'step 3 of 5', (p) => { p.index = 'index 4'; }),
    changed('a place behind the end', 'step 3 of 5', (p) => { p.index = 'index 11'; }),
    changed('a path cut short', 'too short', (p) => { p.path.pop(); }),
    changed('a path too long', 'too long', (p) => { p.path.push(p.path[0]); }),
    changed('two hashes changed places', 'step 3 of 5', (p) => { p.path.reverse(); }),
    changed('another entry', 'step 3 of 5', (p) => { p.extra = `extra ${Buffer.from(`x${shown}`).toString('base64')}\n`; }),

    fails('no key of the issuer', file(shown), 'step 4 of 5', [vkeyOf(log)]),
    fails('another key of the issuer', file(shown), 'step 4 of 5', [vkeyOf(log), vkeyOf({ ...issuer, publicKey: stranger.publicKey })]),
    fails('the key of the log as that of the issuer', file(`${jws('{}', goodHeader, log.sign)}~`), 'step 4 of 5'),
    fails('a bare entry without tilde', file(entry), 'step 4 of 5'),
    fails('a disclosure too many', file(`${shown}${member('a', 1)}~`), 'disclosure 8'),
    fails('an entry of another log', file(`${signed('"iss":"other.example/log","v":1')}~`), 'iss: '),
    fails('an entry of no log', file(`${signed('"v":1')}~`), 'iss: '),
    fails('an entry of a later form', file(`${signed(`"iss":"${origin}","v":2`)}~`), 'v: '),
    fails('an entry whose form is a text', file(`${signed(`"iss":"${origin}","v":"1"`)}~`), 'v: '),
    fails('bytes beyond ASCII in the entry', file('a.b.é~'), 'step 4 of 5'),

    fails('a false line of a witness', witnessed((text) => cosignature(`${text}x`, 1711130400)), 'step 5 of 5', three),
    fails('a true and a false line of a witness', witnessed((text) => cosignature(text, 1711130400) + cosignature(`${text}x`, 1711130400)), 'step 5 of 5', three),
    fails('a witness before 1970', witnessed((text) => cosignature(text, 0)), 'step 5 of 5', three),
    fails('a line of a witness cut short', witnessed((text) => lineOf(witness, witness.sign(text))), 'step 5 of 5', three),

    fails('a key whose id does not follow', file(shown), 'does not follow', [both[0].replace(/\+[0-9a-f]{8}\+/, '+00000000+'), both[1]]),
    fails('a key of small order', file(shown), 'no sound', [vkeyOf({ ...log, publicKey: neutral }), both[1]]),
    fails('a key that is no point', file(shown), 'no sound', [vkeyOf({ ...log, publicKey: Buffer.concat([Buffer.from([2]), Buffer.alloc(31)]) }), both[1]]),
    fails('a key of an unknown type', file(shown), 'supported', [vkeyOf({ ...log, type: 2 }), both[1]]),
    fails('a key without an id', file(shown), 'the form name+id+key', [both[0].replace('+', ''), both[1]]),
  ];
}

const rows = (list) => `[\n${list.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]`;
// What is said about a true file is in the words of verify.js; the C++ verifier must say the same.
const files = proofs();
for (const row of files.filter((one) => one.holds)) Object.assign(row, await examine(row.text, row.vkeys));
console.log(`{"issuer": ${JSON.stringify({ public_key: issuer.publicKey.toString('base64'), kid, typ: 'heed+sd-jwt' })},\n` +
  `"presentations": ${rows(presentations())},\n"proofs": ${rows(files)}}`);
