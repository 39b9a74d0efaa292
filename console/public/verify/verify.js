// Checks a proof (*.tlog-proof) in the browser: nothing is sent anywhere, and no library is used but WebCrypto.
//
//   const { proven, not } = await examine(text, vkeys)
//
// `text` is the file (a string, or its bytes); `vkeys` are verifier keys of the log, of its issuer (the log's name with
// "/issuer" behind it) and, if you like, of witnesses, as texts or as parseVkey read them. Both lists are plain
// sentences. What does not hold throws a Refusal whose message says which step failed, where, and what to do. The
// program heed-verify does the same in the same words; both are held to vectors.json.

export class Refusal extends Error {}

const refuse = (sentence, place = '') => {
  throw new Refusal(place ? `${place}: ${sentence}` : sentence);
};

/** What a deed refuses is refused with the place in front. Anything else goes through. */
async function within(place, deed) {
  try {
    return await deed();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(`${place}: ${error.message}`);
  }
}

// ---- bytes and their texts: strict, so that one text stands for given bytes

const utf8 = new TextEncoder();
const limits = {
  proof: 24 << 20, hashes: 63, note: 1 << 20, signatures: 100, presentation: 16 << 20, jws: 65_535,
  disclosures: 20_000, depth: 32, items: 200_000,
};
const numberMax = Number.MAX_SAFE_INTEGER;

/** Text of bytes, or null when they are no UTF-8. */
export function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const standardDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const urlDigits = `${standardDigits.slice(0, 62)}-_`;
const valuesOf = (digits) => new Map([...digits].map((digit, value) => [digit, value]));
const standardValues = valuesOf(standardDigits);
const urlValues = valuesOf(urlDigits);

function decoded(text, values) {
  if (text.length % 4 === 1) refuse('one base64 digit is missing or too many');
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let count = 0;
  for (let at = 0; at < text.length; ++at) {
    const value = values.get(text[at]);
    if (value === undefined) refuse(`character ${at + 1} is no digit of this base64 alphabet`);
    held = ((held << 6) | value) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[count++] = held >> bits;
    }
  }
  if ((held & ((1 << bits) - 1)) !== 0) refuse('the last base64 digit has bits set that belong to no byte');
  return bytes;
}

export function fromBase64(text) {
  if (text.length % 4 !== 0) refuse('the length of a padded base64 text is a multiple of 4');
  return decoded(text.replace(/={1,2}$/, ''), standardValues);
}

const fromBase64url = (text) => decoded(text, urlValues);

function toBase64url(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = Math.min(3, bytes.length - at) + 1;
    for (let i = 0; i < digits; ++i) text += urlDigits[(group >> (18 - 6 * i)) & 63];
  }
  return text;
}

export const toHex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
export const equal = (a, b) => a.length === b.length && a.every((byte, i) => byte === b[i]);

function joined(...parts) {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

// ---- SHA-256 and Ed25519 by WebCrypto

export function subtle() {
  const found = globalThis.crypto?.subtle;
  if (!found) refuse('this page can check nothing: a browser offers cryptography only to pages that came over https');
  return found;
}

export const sha256 = async (...parts) => new Uint8Array(await subtle().digest('SHA-256', joined(...parts)));

// The curve of RFC 8032, for one question only: is a point of the large group? Why: with a key of small order some
// libraries accept any message, so "valid" would depend on who checks; WebCrypto does not say which kind it is.
const p = 2n ** 255n - 19n;
const order = 2n ** 252n + 27742317777372353535851937790883648493n;
const mod = (a) => ((a % p) + p) % p;
function power(base, exponent) {
  let result = 1n;
  for (let b = mod(base), e = exponent; e > 0n; e >>= 1n, b = mod(b * b)) if (e & 1n) result = mod(result * b);
  return result;
}
const d = mod(-121665n * power(121666n, p - 2n));
const rootOfMinusOne = power(2n, (p - 1n) / 4n);

/** The point that 32 bytes stand for, as [X, Y, Z, T]; null for bytes that are no point in its one form. */
function pointOf(bytes) {
  let y = 0n;
  for (let i = 31; i >= 0; --i) y = (y << 8n) | BigInt(bytes[i]);
  const sign = y >> 255n;
  y &= 2n ** 255n - 1n;
  if (y >= p) return null;
  const u = mod(y * y - 1n);
  const v = mod(d * y * y + 1n);
  let x = mod(u * power(v, 3n) * power(mod(u * power(v, 7n)), (p - 5n) / 8n));
  if (mod(v * x * x) !== u) x = mod(x * rootOfMinusOne);
  if (mod(v * x * x) !== u || (x === 0n && sign === 1n)) return null;
  if ((x & 1n) !== sign) x = p - x;
  return [x, y, 1n, mod(x * y)];
}

function sum([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * d * t1 * t2);
  const e = mod(2n * z1 * z2);
  return [mod((b - a) * (e - c)), mod((e + c) * (b + a)), mod((e - c) * (e + c)), mod((b - a) * (b + a))];
}

function times(point, count) {
  let result = [0n, 1n, 1n, 0n];
  for (let at = point, n = count; n > 0n; n >>= 1n, at = sum(at, at)) if (n & 1n) result = sum(result, at);
  return result;
}

const isNeutral = ([x, y, z]) => x === 0n && y === z;
const isSmall = (point) => isNeutral(times(point, 8n));

function isSoundKey(bytes) {
  const point = bytes.length === 32 ? pointOf(bytes) : null;
  return point !== null && !isSmall(point) && isNeutral(times(point, order));
}

/** Whether `signature` over `message` is by the holder of a key. Requires: the key is sound. */
async function isSigned(publicKey, message, signature) {
  if (signature.length !== 64) return false;
  const point = pointOf(signature.subarray(0, 32));
  if (point === null || isSmall(point)) return false;
  let key;
  try {
    key = await subtle().importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('this browser cannot check Ed25519 signatures; ' +
      'use Chromium 137, Firefox 129, Safari 17 or newer, or the program heed-verify');
  }
  return subtle().verify({ name: 'Ed25519' }, key, signature, message);
}

// ---- JSON: strict, with objects as Map, so that no name has a meaning of its own and none stands twice

/** A number that was not written as a whole one. */
class Fraction {
  constructor(value) {
    this.value = value;
  }
}

class Json {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.items = 0;
  }

  document() {
    const value = this.value(0);
    this.blanks();
    if (this.at < this.text.length) this.wrong('something follows the end of the document; remove it');
    return value;
  }

  wrong(why) {
    refuse(why, `character ${this.at + 1}`);
  }

  blanks() {
    while (this.at < this.text.length && ' \t\r\n'.includes(this.text[this.at])) ++this.at;
  }

  take(mark) {
    this.blanks();
    if (this.text[this.at] !== mark) return false;
    ++this.at;
    return true;
  }

  value(depth) {
    this.blanks();
    if (++this.items > limits.items + 1) this.wrong('a document may have at most 200000 members and elements');
    const mark = this.text[this.at];
    if (mark === '{' || mark === '[') {
      if (depth >= limits.depth) this.wrong('a document may be nested at most 32 levels deep');
      ++this.at;
      return mark === '{' ? this.object(depth + 1) : this.list(depth + 1);
    }
    if (mark === '"') return this.string();
    for (const [word, value] of [['true', true], ['false', false], ['null', null]]) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    return this.number();
  }

  object(depth) {
    const members = new Map();
    if (this.take('}')) return members;
    do {
      this.blanks();
      if (this.text[this.at] !== '"') this.wrong('a name in quotes is missing');
      const name = this.string();
      if (!this.take(':')) this.wrong('a colon is missing');
      const value = this.value(depth);
      if (members.has(name)) this.wrong(`the member "${name.slice(0, 60)}" stands twice in one object`);
      members.set(name, value);
    } while (this.take(','));
    if (!this.take('}')) this.wrong('a comma or a bracket is missing');
    return members;
  }

  list(depth) {
    const elements = [];
    if (this.take(']')) return elements;
    do elements.push(this.value(depth)); while (this.take(','));
    if (!this.take(']')) this.wrong('a comma or a bracket is missing');
    return elements;
  }

  string() {
    let end = this.at + 1;
    for (; this.text[end] !== '"'; end += this.text[end] === '\\' ? 2 : 1) {
      if (end >= this.text.length) this.wrong('the text ends too early; look for a missing quote or bracket');
    }
    let text;
    try {
      text = JSON.parse(this.text.slice(this.at, end + 1));
    } catch {
      this.wrong('this is no text of JSON');
    }
    if (!isWellFormed(text)) this.wrong('half of a pair of surrogates is no character');
    this.at = end + 1;
    return text;
  }

  number() {
    const found = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
    found.lastIndex = this.at;
    const match = found.exec(this.text);
    if (!match) this.wrong('no value of JSON stands here');
    const value = Number(match[0]);
    if (!(Math.abs(value) <= numberMax)) refuse('a number beyond 2^53-1 is read differently by different readers');
    this.at = found.lastIndex;
    return match[1] || match[2] ? new Fraction(value) : value + 0;
  }
}

const isWellFormed = (text) => !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

function readJson(base64url) {
  const text = textOf(fromBase64url(base64url));
  if (text === null) refuse('this is not JSON in UTF-8');
  return new Json(text).document();
}

/** One line, members in their order. */
function writeJson(value) {
  const member = ([name, one]) => `${JSON.stringify(name)}:${writeJson(one)}`;
  if (value instanceof Map) return `{${[...value].map(member).join(',')}}`;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (value instanceof Fraction) return /[.e]/.test(String(value.value)) ? String(value.value) : `${value.value}.0`;
  return JSON.stringify(value);
}

// ---- signed notes and verifier keys (C2SP signed-note)

const typeEd25519 = 1;
const typeCosignature = 4;
// Unicode's White_Space, and what may not stand in a note: control characters but the newline.
const blankInName = /[ \n\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

const isNonCharacter = (c) => (c.codePointAt(0) & 0xfffe) === 0xfffe;
const isNoteText = (text) => !control.test(text) && isWellFormed(text) && ![...text].some(isNonCharacter);

function checkKeyName(name) {
  if (name === '') refuse('a key has a name');
  if (name.includes('+') || blankInName.test(name) || !isNoteText(name)) {
    refuse("a key's name is UTF-8 without spaces and '+'");
  }
}

const keyId = async (name, type, key) => toHex((await sha256(utf8.encode(`${name}\n`), [type], key)).subarray(0, 4));

/** {name, type, id, publicKey} of "name+id+base64". */
export async function parseVkey(text) {
  const form = 'a verifier key has the form name+id+key: its name, eight hex digits, base64';
  const match = /^([^+]*)\+([0-9a-f]{8})\+(.+)$/s.exec(text);
  if (!match) refuse(form);
  const [, name, id, base64] = match;
  checkKeyName(name);
  const key = fromBase64(base64);
  if (key.length === 0) refuse(form);
  const [type] = key;
  if (type !== typeEd25519 && type !== typeCosignature) {
    refuse('only verifier keys of types 01 and 04 (Ed25519) are supported');
  }
  const publicKey = key.slice(1);
  if (!isSoundKey(publicKey)) refuse('the verifier key is no sound Ed25519 key');
  if (id !== (await keyId(name, type, publicKey))) {
    refuse('the id in the verifier key does not follow from its name and key: was it copied in full?');
  }
  return { name, type, id, publicKey };
}

/** {text, signatures: [{name, id, signature}]} */
function parseNote(note) {
  if (utf8.encode(note).length > limits.note) refuse(`a note has at most ${limits.note} bytes`);
  if (!isNoteText(note)) refuse('a note is UTF-8 without control characters');
  const cut = note.lastIndexOf('\n\n');
  if (cut < 0) refuse('a note has an empty line before its signatures');
  if (!note.endsWith('\n')) refuse('a note ends in a newline');
  const lines = note.slice(cut + 2).split('\n').slice(0, -1);
  if (lines.length > limits.signatures) refuse(`a note has at most ${limits.signatures} signatures`);
  if (lines.length === 0) refuse('a note has one signature at least');
  return { text: note.slice(0, cut + 1), signatures: lines.map(parseSignature) };
}

function parseSignature(line) {
  if (!line.startsWith('\u2014 ')) refuse('a signature line begins with a long dash and a space');
  const space = line.indexOf(' ', 2);
  if (space < 0) refuse('a signature line has a name, a space and base64');
  const name = line.slice(2, space);
  checkKeyName(name);
  const bytes = fromBase64(line.slice(space + 1));
  if (bytes.length <= 4) refuse('a signature has a key id of four bytes, and more');
  return { name, id: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4), line };
}

const linesOf = (note, key) => note.signatures.filter((line) => line.name === key.name && line.id === key.id);

async function checkNote(note, key) {
  const lines = linesOf(note, key);
  if (lines.length === 0) refuse(`the note has no signature by this key of ${key.name}`);
  for (const line of lines) {
    if (await isSigned(key.publicKey, utf8.encode(note.text), line.signature)) continue;
    refuse(`the signature of ${key.name} does not belong to this text`);
  }
}

/** When a witness cosigned, in seconds; null when it did not. The earliest time counts. */
async function cosignedAt(note, key) {
  let earliest = null;
  for (const { signature } of linesOf(note, key)) {
    if (signature.length !== 72) refuse(`the cosignature of ${key.name} has not the length of a time and a signature`);
    const seconds = signature.subarray(0, 8).reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
    if (seconds === 0n || seconds > 253_402_300_799n) {
      refuse(`the cosignature of ${key.name} names a time outside of 1970 to 9999`);
    }
    const message = utf8.encode(`cosignature/v1\ntime ${seconds}\n${note.text}`);
    if (!(await isSigned(key.publicKey, message, signature.subarray(8)))) {
      refuse(`the cosignature of ${key.name} does not belong to this checkpoint and time`);
    }
    if (earliest === null || seconds < earliest) earliest = seconds;
  }
  return earliest === null ? null : Number(earliest);
}

// ---- checkpoints and the tree (C2SP tlog-checkpoint, RFC 9162)

/** A decimal number of 64 bits without leading zeros, or null. */
function decimal(text) {
  if (!/^(0|[1-9][0-9]{0,19})$/.test(text)) return null;
  const number = BigInt(text);
  return number < 2n ** 64n ? number : null;
}

async function parseCheckpoint(text) {
  const lines = text.split('\n').slice(0, -1);
  if (lines.includes('')) refuse('a checkpoint has no empty lines');
  if (lines.length < 3) refuse('a checkpoint has three lines: origin, size, root');
  const size = decimal(lines[1]);
  if (size === null) refuse('the size of a checkpoint is a decimal number of 64 bits without leading zeros');
  const root = fromBase64(lines[2]);
  if (root.length !== 32) refuse('a root has 32 bytes');
  if (size === 0n && !equal(root, await sha256())) refuse('a checkpoint of no entries has the root of the empty tree');
  return { origin: lines[0], size, root };
}

const leafHash = (bytes) => sha256([0], bytes);
export const nodeHash = (left, right) => sha256([1], left, right);

export async function checkInclusion({ index, size, path }, leaf, root) {
  if (index >= size) refuse(`a tree of ${size} leaves has no leaf ${index}`);
  let node = index;
  let last = size - 1n;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0n) refuse('the inclusion proof is too long');
    if ((node & 1n) === 1n || node === last) {
      hash = await nodeHash(sibling, hash);
      for (; (node & 1n) === 0n && node !== 0n; node >>= 1n) last >>= 1n;
    } else {
      hash = await nodeHash(hash, sibling);
    }
    node >>= 1n;
    last >>= 1n;
  }
  if (last !== 0n) refuse('the inclusion proof is too short');
  if (!equal(hash, root)) refuse('the inclusion proof leads to another root');
}

// ---- SD-JWT (RFC 9901 section 7.1, and stricter where the RFC leaves a choice)

const isReserved = (name) => name === '_sd' || name === '_sd_alg' || name === '...';
const memberPath = (outer, name) => (outer === '' ? name : `${outer}.${name}`);

function checkHeader(text, issuer) {
  const header = readJson(text);
  if (!(header instanceof Map)) refuse('a header is a JSON object');
  for (const [name, value] of header) {
    if (name === 'alg') {
      if (value !== 'EdDSA') refuse('the algorithm must be EdDSA; "none" and all others are refused');
    } else if (name === 'typ') {
      if (value !== issuer.typ) refuse(`the type must be ${issuer.typ}; this is something else that was signed`);
    } else if (name === 'kid') {
      if (value !== issuer.kid) refuse(`the key must be ${issuer.kid}; this was signed with another one`);
    } else {
      refuse(`the member "${name.slice(0, 60)}" is not known`);
    }
  }
  if (!header.has('alg')) refuse('the algorithm is missing');
  if (!header.has('typ')) refuse('the type is missing');
  if (!header.has('kid')) refuse('the name of the key is missing');
}

async function openJws(jws, issuer) {
  if (jws.length > limits.jws) refuse(`the signed part has at most ${limits.jws} bytes`);
  const pieces = jws.split('.');
  if (pieces.length !== 3) refuse('the signed part has three pieces with a dot between: header, payload, signature');
  await within('the header', () => checkHeader(pieces[0], issuer));
  await within('the signature', async () => {
    const message = utf8.encode(`${pieces[0]}.${pieces[1]}`);
    if (await isSigned(issuer.publicKey, message, fromBase64url(pieces[2]))) return;
    refuse("the issuer's key did not sign this text");
  });
  return within('the payload', () => readJson(pieces[1]));
}

function disclosuresOf(rest) {
  if (rest === '') refuse('a presentation has a "~" behind its signed part');
  if (!rest.endsWith('~')) {
    refuse('behind the last "~" stands something: a presentation with key binding, or one cut short');
  }
  const disclosures = rest.split('~').slice(1, -1);
  if (disclosures.length > limits.disclosures) refuse(`a presentation has at most ${limits.disclosures} disclosures`);
  return disclosures;
}

function readOpening(text) {
  const parts = readJson(text);
  if (!Array.isArray(parts) || (parts.length !== 2 && parts.length !== 3)) {
    refuse('a disclosure is a list of salt, name and value, or of salt and value');
  }
  if (typeof parts[0] !== 'string') refuse('the salt of a disclosure is a text');
  const opening = { isMember: parts.length === 3, name: '', value: parts.at(-1), isUsed: false };
  if (!opening.isMember) return opening;
  if (typeof parts[1] !== 'string') refuse('the name in a disclosure is a text');
  if (isReserved(parts[1])) refuse(`no claim may be named "${parts[1]}"`);
  opening.name = parts[1];
  return opening;
}

class Unveiling {
  openings = [];
  byDigest = new Map();
  seen = new Set();
  places = [];

  async read(disclosures) {
    for (const [index, text] of disclosures.entries()) {
      await within(`disclosure ${index + 1}`, async () => {
        this.openings.push(readOpening(text));
        const digest = toBase64url(await sha256(utf8.encode(text)));
        if (this.byDigest.has(digest)) refuse('this disclosure was given before');
        this.byDigest.set(digest, index);
      });
    }
  }

  /** The index of the disclosure of one digest, or undefined. */
  openingOf(digest) {
    let bytes = new Uint8Array();
    try {
      if (typeof digest === 'string') bytes = fromBase64url(digest);
    } catch {
      // It is refused below, in words that say what should stand there.
    }
    if (bytes.length !== 32) refuse('where a digest should stand are not 43 digits of base64url');
    if (this.seen.has(digest)) refuse(`the digest ${digest} stands twice`);
    this.seen.add(digest);
    const index = this.byDigest.get(digest);
    if (index !== undefined) this.openings[index].isUsed = true;
    return index;
  }

  open(value, path, depth) {
    if (depth > limits.depth) refuse(`claims may be nested at most ${limits.depth} levels deep`, path);
    if (value instanceof Map) return this.openObject(value, path, depth);
    if (Array.isArray(value)) return this.openList(value, path, depth);
    return value;
  }

  openObject(members, path, depth) {
    const found = [];
    if (members.has('_sd')) {
      const digests = members.get('_sd');
      if (!Array.isArray(digests)) refuse('"_sd" is a list of digests', path);
      for (const digest of digests) {
        const index = this.openingOf(digest);
        if (index !== undefined) found.push(index);
      }
      this.places.push({ path, hidden: digests.length - found.length });
    }
    const opened = new Map();
    for (const [name, value] of members) {
      if (name === '_sd') continue;
      if (isReserved(name)) refuse(`"${name}" may not stand here`, path);
      opened.set(name, this.open(value, memberPath(path, name), depth + 1));
    }
    for (const index of found.sort((a, b) => a - b)) {
      const { isMember, name, value } = this.openings[index];
      if (!isMember) refuse('an element of a list is given where a member is hidden', `disclosure ${index + 1}`);
      if (opened.has(name)) refuse(`the claim "${name.slice(0, 60)}" stands there twice`, path);
      opened.set(name, this.open(value, memberPath(path, name), depth + 1));
    }
    return opened;
  }

  openList(elements, path, depth) {
    const place = { path, hidden: 0 };
    let digests = 0;
    const kept = [];
    for (const [i, element] of elements.entries()) {
      const here = `${path}[${i}]`;
      if (!(element instanceof Map && element.has('...'))) {
        kept.push(this.open(element, here, depth + 1));
        continue;
      }
      if (element.size !== 1) refuse('beside "..." stands another member', here);
      const index = this.openingOf(element.get('...'));
      ++digests;
      if (index === undefined) {
        ++place.hidden;
        continue;
      }
      const { isMember, value } = this.openings[index];
      if (isMember) refuse('a member is given where an element of a list is hidden', `disclosure ${index + 1}`);
      kept.push(this.open(value, here, depth + 1));
    }
    if (digests > 0) this.places.push(place);
    return kept;
  }

  checkAllUsed() {
    const index = this.openings.findIndex((opening) => !opening.isUsed);
    if (index >= 0) refuse('no digest that was signed belongs to this disclosure', `disclosure ${index + 1}`);
  }
}

/**
 * The claims (a Map) of a presentation and the places where something stays hidden, the top first.
 * `issuer` is {publicKey, kid, typ}. Requires: its key is sound.
 */
export async function verifyPresentation(presentation, issuer) {
  if (presentation.length > limits.presentation) refuse(`a presentation has at most ${limits.presentation} bytes`);
  const jws = presentation.split('~', 1)[0];
  const disclosures = disclosuresOf(presentation.slice(jws.length));
  const payload = await openJws(jws, issuer);
  if (!(payload instanceof Map)) refuse('a payload is a JSON object', 'the payload');
  if (payload.has('_sd_alg')) {
    if (payload.get('_sd_alg') !== 'sha-256') refuse('digests must be by sha-256', 'the payload');
    payload.delete('_sd_alg');
  }
  const unveiling = new Unveiling();
  if (!payload.has('_sd')) unveiling.places.push({ path: '', hidden: 0 });
  await unveiling.read(disclosures);
  const claims = unveiling.open(payload, '', 0);
  unveiling.checkAllUsed();
  for (const name of ['exp', 'nbf']) {
    if (claims.has(name)) refuse('a record does not run out; this was not made for one', name);
  }
  if (claims.has('aud')) refuse('this was signed for one audience; a record is for everybody', 'aud');
  return { claims, places: unveiling.places };
}

// ---- the file (C2SP tlog-proof)

async function parseProof(text) {
  const lines = text.split('\n');
  const rest = lines.pop();
  let number = 0;
  const next = (what) => {
    if (number === lines.length) refuse(`${what} is missing: the file ends too early`, `line ${number + 1}`);
    return lines[number++];
  };
  const here = (deed) => within(`line ${number}`, deed);
  const first = next('the first line');
  if (first !== 'c2sp.org/tlog-proof@v1') refuse('a proof begins with the line c2sp.org/tlog-proof@v1', 'line 1');
  const proof = { extra: null, index: 0n, path: [], checkpoint: '' };
  let line = next('the index');
  if (line.startsWith('extra ')) {
    proof.extra = await here(() => fromBase64(line.slice(6)));
    if (proof.extra.length === 0) {
      refuse('"extra" holds nothing; a file without extra data leaves the line out', 'line 2');
    }
    line = next('the index');
  }
  if (!line.startsWith('index ')) refuse('here stands "index" and the place of the entry', `line ${number}`);
  proof.index = decimal(line.slice(6));
  if (proof.index === null) refuse('an index is a decimal number of 64 bits without leading zeros', `line ${number}`);
  const blank = 'the empty line before the checkpoint';
  for (line = next(blank); line !== ''; line = next(blank)) {
    if (proof.path.length === limits.hashes) refuse(`a proof has at most ${limits.hashes} hashes`, `line ${number}`);
    const hash = await here(() => fromBase64(line));
    if (hash.length !== 32) refuse('a hash has 32 bytes', `line ${number}`);
    proof.path.push(hash);
  }
  await within(`line ${number + 1}: the checkpoint`, async () => {
    proof.note = parseNote([...lines.slice(number), rest].join('\n'));
    proof.checkpoint = await parseCheckpoint(proof.note.text);
  });
  return proof;
}

// ---- the words

const deceptive = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;
/** Characters that are not seen, or change what is seen of others, are written as \uXXXX. */
export const visible = (sentence) => sentence.replace(deceptive, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
const withCommas = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
const counted = (number, one, more) => `${withCommas(number)} ${BigInt(number) === 1n ? one : more}`;

function* said(path, value, places) {
  const isEmpty = (value instanceof Map && value.size === 0) || (Array.isArray(value) && value.length === 0);
  // Why nothing: "told is []" would be read as "nobody was told", where all that was told is hidden.
  if (isEmpty && places.some((place) => place.path === path && place.hidden > 0)) return;
  if (value instanceof Map && value.size > 0) {
    for (const [name, member] of value) yield* said(`${path}.${name}`, member, places);
  } else if (Array.isArray(value) && value.some((element) => element instanceof Map)) {
    for (const element of value) yield `The entry says: ${path} has ${writeJson(element)}`;
  } else {
    yield `The entry says: ${path} is ${writeJson(value)}`;
  }
}

function* provenBy({ checkpoint, index, claims, places, cosigned }) {
  const kind = claims.get('kind');
  const what = typeof kind === 'string' ? `an entry of kind ${kind}` : 'an entry that does not show its kind';
  yield `The log ${checkpoint.origin} signed that it held ${counted(checkpoint.size, 'entry', 'entries')}; ` +
    `at place ${withCommas(index)}, counted from 0, stands ${what}.`;
  yield `The issuer ${checkpoint.origin}/issuer signed this entry.`;
  for (const [name, value] of claims) if (name !== 'iss' && name !== 'v') yield* said(name, value, places);
  for (const { name, at } of cosigned) {
    const time = new Date(at * 1000).toISOString().replace('.000Z', 'Z');
    yield `The witness ${name} had seen one history of this log, with this entry in it, at ${time} by its own clock.`;
  }
}

function* notProvenBy({ places, cosigned, unknown }) {
  yield "It does not prove that what the entry says is true; its times are the hub's own word.";
  yield 'It does not prove that nobody else was told, or that nothing else happened.';
  for (const [i, { path, hidden }] of places.entries()) {
    if (hidden === 0) continue;
    yield `At most ${counted(hidden, 'part', 'parts')} of ${i === 0 ? 'this entry' : path} stayed hidden; ` +
      'there may be fewer, because decoys look the same.';
  }
  const second = 'a second history of the same log cannot be excluded.';
  if (cosigned.length > 0) yield 'Without a policy nothing says whether these witnesses are enough.';
  else if (unknown === 0) yield `No witness signed this checkpoint, so ${second}`;
  else {
    const signatures = counted(unknown, 'signature', 'signatures');
    yield `${signatures} under the checkpoint could not be checked without a key, so ${second}`;
  }
  yield 'It does not prove that this is the newest state of the log; the log may have gone on since.';
  yield 'It does not prove who showed you this file; whoever has it can show it.';
}

// ---- every step in its order

const steps = {
  form: ['step 1 of 5, the form of the file', 'The file is no whole proof: get it again from whoever gave it to you.'],
  log: ['step 2 of 5, the signature of the log',
    'Compare the key with the one that the hub publishes; if it is the same, the file was changed.'],
  place: ['step 3 of 5, the place in the log',
    'The file was changed, or put together from several: do not rely on it, and get it again.'],
  entry: ['step 4 of 5, the signature of the issuer and what is shown',
    'The entry was changed, or is of another hub: do not rely on it, and get it again.'],
  witness: ['step 5 of 5, the witnesses',
    'Get a newer proof from the hub, and compare the policy with the one you mean to follow.'],
};

export async function step([name, advice], deed) {
  try {
    return await deed();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(`${name}: ${error.message}. ${advice}`);
  }
}

/** What `attempt` makes of the first key that it accepts: a name may have an old key and a new one. */
async function withAny(keys, name, attempt) {
  let last = new Refusal(`no key of ${name.slice(0, 200)} was given; it is needed to check the file`);
  for (const key of keys.filter((one) => one.type === typeEd25519 && one.name === name)) {
    try {
      return await attempt(key);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      last = error;
    }
  }
  throw last;
}

async function openEntry(presentation, origin, keys) {
  const name = `${origin}/issuer`;
  const entry = await withAny(keys, name, (key) =>
    verifyPresentation(presentation, { publicKey: key.publicKey, kid: key.id, typ: 'heed+sd-jwt' }));
  if (entry.claims.get('iss') !== origin) refuse('the entry was not signed for this log', 'iss');
  if (entry.claims.get('v') !== 1) refuse('the entry has a form that this program does not know', 'v');
  return entry;
}

async function cosignedBy(keys, note, origin) {
  const witnesses = keys.filter((key) => key.type === typeCosignature);
  const cosigned = [];
  for (const key of witnesses) {
    const at = await cosignedAt(note, key);
    if (at !== null) cosigned.push({ name: key.name, at });
  }
  const known = new Set([origin, ...witnesses.map((key) => key.name)]);
  return { cosigned, unknown: note.signatures.filter((line) => !known.has(line.name)).length };
}

/** One character for each byte: what is no ASCII is refused later, as no digit of base64url. */
function latin1(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

/** Bytes to text, and both within the limit. */
function fileText(input) {
  const size = typeof input === 'string' ? utf8.encode(input).length : input.length;
  if (size > limits.proof) refuse(`a proof has at most ${limits.proof} bytes`);
  const text = typeof input === 'string' ? input : textOf(input);
  if (text === null) refuse('the file is no text in UTF-8');
  return text;
}

/** The checkpoint in a note that one of these keys signed, and the witnesses among them that cosigned. */
export async function openCheckpoint(text, vkeys) {
  const keys = [];
  for (const vkey of vkeys) keys.push(await parseVkey(vkey));
  const note = parseNote(text);
  const checkpoint = await parseCheckpoint(note.text);
  await step(steps.log, () => withAny(keys, checkpoint.origin, (key) => checkNote(note, key)));
  return { checkpoint, cosigned: (await cosignedBy(keys, note, checkpoint.origin)).cosigned };
}

/**
 * The bytes that a time stamp of a proof's checkpoint is about: the checkpoint as the log signed it, before anybody
 * cosigned. Nothing is verified.
 */
export async function stampedBytes(input) {
  const { note, checkpoint } = await parseProof(fileText(input));
  const own = note.signatures.find((line) => line.name === checkpoint.origin);
  if (!own) refuse('the log did not sign this checkpoint');
  return utf8.encode(`${note.text}\n${own.line}\n`);
}

/** See the head of this file. */
export async function examine(input, vkeys) {
  const keys = [];
  for (const vkey of vkeys) keys.push(typeof vkey === 'string' ? await parseVkey(vkey) : vkey);
  const proof = await step(steps.form, async () => {
    const read = await parseProof(fileText(input));
    if (read.extra === null) refuse('the entry itself is not in the file', 'extra');
    return read;
  });
  const { checkpoint, note, index } = proof;
  await step(steps.log, () => withAny(keys, checkpoint.origin, (key) => checkNote(note, key)));
  const presentation = latin1(proof.extra);
  const leaf = await leafHash(proof.extra.subarray(0, presentation.split('~', 1)[0].length));
  const place = { index, size: checkpoint.size, path: proof.path };
  await step(steps.place, () => checkInclusion(place, leaf, checkpoint.root));
  const { claims, places } = await step(steps.entry, () => openEntry(presentation, checkpoint.origin, keys));
  const { cosigned, unknown } = await step(steps.witness, () => cosignedBy(keys, note, checkpoint.origin));
  const found = { checkpoint, index, claims, places, cosigned, unknown };
  return { proven: [...provenBy(found)].map(visible), not: [...notProvenBy(found)].map(visible) };
}
