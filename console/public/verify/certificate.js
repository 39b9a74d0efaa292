// Certificates (RFC 5280), as far as a time stamp needs them: who signed, whether for time stamping, and whether
// somebody vouches for it whom the visitor believes. Signatures by WebCrypto: RSA (PKCS #1 v1.5) and ECDSA.
//
// Stricter than OpenSSL in a few places, and lenient in none: names are compared by their bytes, and a critical
// extension that is not known here is refused.

import { bitsOf, context, isTrue, numberOf, oidOf, readDer, tags, timeOf, wholeBits } from './der.js';
import { equal, fromBase64, Refusal, sha256, subtle, textOf, toHex } from './verify.js';

const refuse = (sentence) => {
  throw new Refusal(sentence);
};

export const limits = { certificates: 32, chain: 8, signatures: 64 };

export const digestOids = new Map([
  ['2.16.840.1.101.3.4.2.1', 'SHA-256'], ['2.16.840.1.101.3.4.2.2', 'SHA-384'], ['2.16.840.1.101.3.4.2.3', 'SHA-512'],
]);
const rsaOid = '1.2.840.113549.1.1.1';
const ecOid = '1.2.840.10045.2.1';
const signatureOids = new Map([
  ['1.2.840.113549.1.1.11', [rsaOid, 'SHA-256']], ['1.2.840.113549.1.1.12', [rsaOid, 'SHA-384']],
  ['1.2.840.113549.1.1.13', [rsaOid, 'SHA-512']], ['1.2.840.10045.4.3.2', [ecOid, 'SHA-256']],
  ['1.2.840.10045.4.3.3', [ecOid, 'SHA-384']], ['1.2.840.10045.4.3.4', [ecOid, 'SHA-512']],
]);
const curves = new Map([
  ['1.2.840.10045.3.1.7', ['P-256', 32]], ['1.3.132.0.34', ['P-384', 48]], ['1.3.132.0.35', ['P-521', 66]],
]);
const elsewhere = 'this page cannot check that; the program heed-verify may';

// ---- signatures

/** Which kind of key, and which digest, an algorithm of signatures means; `digest` where it does not say itself. */
export function signatureKind(oid, digest) {
  if (oid === rsaOid && digest) return [rsaOid, digest];
  const found = signatureOids.get(oid);
  if (!found) refuse(`it is signed with the algorithm ${oid}: ${elsewhere}`);
  return found;
}

/** r and s of an ECDSA signature, one behind the other, as WebCrypto wants them; null for what is none. */
function rawSignature(der, size) {
  let numbers;
  try {
    numbers = readDer(der).as(tags.sequence).children;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return null;
  }
  if (numbers.length !== 2) return null;
  const raw = new Uint8Array(2 * size);
  for (const [i, number] of numbers.entries()) {
    if (number.tag !== tags.integer || number.content.length === 0 || number.content[0] >= 0x80) return null;
    numberOf(number);
    const digits = number.content[0] === 0 ? number.content.subarray(1) : number.content;
    if (digits.length > size) return null;
    raw.set(digits, (i + 1) * size - digits.length);
  }
  return raw;
}

/** Whether `signature` over `message` is by the holder of a certificate. */
export async function isSignedBy(certificate, [keyOid, hash], message, signature) {
  const algorithm = certificate.key.members();
  const inner = algorithm.next(tags.sequence).members();
  const oid = oidOf(inner.next(tags.oid));
  if (oid !== rsaOid && oid !== ecOid) refuse(`a certificate has a key of the kind ${oid}: ${elsewhere}`);
  if (oid !== keyOid) return false;
  let how = { name: 'RSASSA-PKCS1-v1_5', hash };
  let raw = signature;
  if (oid === ecOid) {
    const curve = curves.get(oidOf(inner.next(tags.oid)));
    if (!curve) refuse(`a certificate has a key on an unusual curve: ${elsewhere}`);
    how = { name: 'ECDSA', namedCurve: curve[0], hash };
    raw = rawSignature(signature, curve[1]);
    if (raw === null) return false;
  }
  let key;
  try {
    key = await subtle().importKey('spki', certificate.key.bytes, how, false, ['verify']);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('a certificate has a key that this browser does not read');
  }
  return subtle().verify(how, key, raw, message);
}

// ---- names

const shortNames = new Map([
  ['2.5.4.3', 'CN'], ['2.5.4.4', 'SN'], ['2.5.4.5', 'serialNumber'], ['2.5.4.6', 'C'], ['2.5.4.7', 'L'], ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'street'], ['2.5.4.10', 'O'], ['2.5.4.11', 'OU'], ['2.5.4.12', 'title'], ['2.5.4.17', 'postalCode'],
  ['2.5.4.42', 'GN'], ['2.5.4.97', 'organizationIdentifier'], ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'], ['1.2.840.113549.1.9.1', 'emailAddress'],
]);

function stringOf(value) {
  const { tag, content } = value;
  if (tag === tags.wide && content.length % 2 === 0) {
    return String.fromCharCode(...Array.from({ length: content.length / 2 }, (_, i) => content[2 * i] * 256 + content[2 * i + 1]));
  }
  const isLatin = tag === tags.printable || tag === tags.ia5 || tag === tags.teletex;
  return isLatin ? String.fromCharCode(...content) : tag === tags.utf8 ? textOf(content) : null;
}

/** As RFC 2253 writes a value: what would end it, or is not seen, stands behind a backslash. */
function escaped(text) {
  return text.replace(/[,+"\\<>;]|^[# ]| $/g, '\\$&')
    .replace(/[\u0000-\u001f\u007f]/g, (c) => `\\${c.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`);
}

/** "O=Ruritania,CN=Time": the last part of a name first (RFC 2253). */
export function nameText(name) {
  const parts = name.as(tags.sequence).children.reverse().map((set) => set.as(tags.set).children.map((pair) => {
    const members = pair.members();
    const oid = oidOf(members.next(tags.oid));
    const value = members.any();
    const text = shortNames.has(oid) ? stringOf(value) : null;
    return `${shortNames.get(oid) ?? oid}=${text === null ? `#${toHex(value.bytes).toUpperCase()}` : escaped(text)}`;
  }).join('+'));
  return parts.join(',');
}

// ---- one certificate

const extensionOids = {
  keyUsage: '2.5.29.15', alternativeName: '2.5.29.17', basic: '2.5.29.19', policies: '2.5.29.32', purposes: '2.5.29.37',
};
const understood = new Set(Object.values(extensionOids));
const timeStamping = '1.3.6.1.5.5.7.3.8';

function extensionsOf(outer) {
  const all = new Map();
  if (outer === null) return all;
  for (const one of readDer(outer.content).as(tags.sequence).children) {
    const members = one.members();
    const oid = oidOf(members.next(tags.oid));
    const critical = members.optional(tags.boolean);
    const isCritical = critical !== null && isTrue(critical);
    const value = members.next(tags.octets).content;
    members.end();
    if (all.has(oid)) refuse(`a certificate has the extension ${oid} twice`);
    all.set(oid, { isCritical, value: readDer(value) });
  }
  return all;
}

/** What a certificate says; nothing of it is checked. */
export function parseCertificate(bytes) {
  const outer = readDer(bytes).members();
  const signed = outer.next(tags.sequence);
  const algorithm = outer.next(tags.sequence);
  const signature = wholeBits(outer.next(tags.bits));
  outer.end();
  const members = signed.members();
  members.optional(context(0));
  const serial = members.next(tags.integer).bytes;
  if (!equal(members.next(tags.sequence).bytes, algorithm.bytes)) refuse('a certificate names two algorithms');
  const issuer = members.next(tags.sequence);
  const validity = members.next(tags.sequence).members();
  const [from, to] = [timeOf(validity.any()), timeOf(validity.any())];
  validity.end();
  const subject = members.next(tags.sequence);
  const key = members.next(tags.sequence);
  members.optional(0x81);
  members.optional(0x82);
  const extensions = extensionsOf(members.optional(context(3)));
  members.end();
  const signedWith = oidOf(algorithm.members().next(tags.oid));
  return { bytes, signed: signed.bytes, signedWith, signature, serial, issuer, from, to, subject, key, extensions };
}

/** The certificates of a text in PEM. */
export function certificatesOf(pem) {
  const blocks = [...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]*)-----END CERTIFICATE-----/g)];
  if (blocks.length > limits.certificates) refuse(`at most ${limits.certificates} certificates are read`);
  return blocks.map((block) => parseCertificate(fromBase64(block[1].replace(/\s+/g, ''))));
}

/** "AB:CD:…", as openssl x509 -fingerprint -sha256 prints it. */
export async function fingerprintOf(certificate) {
  return toHex(await sha256(certificate.bytes)).toUpperCase().replace(/..(?!$)/g, '$&:');
}

/** Refuses a certificate that is not for time stamping and nothing else (RFC 3161, section 2.3). */
export function checkPurpose({ extensions }) {
  const purposes = extensions.get(extensionOids.purposes);
  const named = purposes ? purposes.value.as(tags.sequence).children.map(oidOf) : [];
  const isFor = named.length === 1 && named[0] === timeStamping && purposes.isCritical;
  if (!isFor) refuse('its certificate is not one for time stamping and nothing else');
  const usage = extensions.get(extensionOids.keyUsage);
  if (!usage) return;
  const bits = [...bitsOf(usage.value)];
  if (bits.length === 0 || bits.some((bit) => bit > 1)) refuse('the key of its certificate may be used for more than signing');
}

export function alternativeNames({ extensions }) {
  const names = extensions.get(extensionOids.alternativeName);
  return names ? names.value.as(tags.sequence).children : [];
}

// ---- who vouches for whom

/** Refuses a certificate that was not valid then, or of which something must be understood that is not. */
export function checkSound({ from, to, extensions }, at) {
  if (at < from || at >= to) refuse('a certificate was not valid at the stamped time');
  for (const [oid, { isCritical }] of extensions) {
    if (isCritical && !understood.has(oid)) refuse(`a certificate has the critical extension ${oid}: ${elsewhere}`);
  }
}

/** Refuses a certificate that may not vouch for one that `below` others stand under. */
function checkVouching({ extensions }, below) {
  const basic = extensions.get(extensionOids.basic)?.value.members();
  const flag = basic?.optional(tags.boolean) ?? null;
  if (flag === null || !isTrue(flag)) refuse('a certificate that vouches for another is not that of an authority');
  const length = basic.optional(tags.integer);
  if (length !== null && (numberOf(length) ?? 0) < below) refuse('more certificates stand between than one of them allows');
  const usage = extensions.get(extensionOids.keyUsage);
  if (usage && !bitsOf(usage.value).has(5)) refuse('a certificate that vouches for another may not sign certificates');
}

const isIn = (list, one) => list.some((other) => equal(other.bytes, one.bytes));

class Search {
  #left = limits.signatures;

  constructor(believed, others, at) {
    Object.assign(this, { believed, others, at });
  }

  /** The chain from the last of `chain` to one that is believed, or null. */
  async from(chain) {
    const last = chain.at(-1);
    checkSound(last, this.at);
    if (chain.length > 1) checkVouching(last, chain.length - 2);
    if (isIn(this.believed, last)) return chain;
    if (chain.length === limits.chain) return null;
    let refusal = null;
    for (const one of [...this.believed, ...this.others]) {
      if (!equal(one.subject.bytes, last.issuer.bytes) || isIn(chain, one)) continue;
      if (--this.#left < 0) refuse('there are too many certificates to try');
      if (!(await isSignedBy(one, signatureKind(last.signedWith), last.signed, last.signature))) continue;
      try {
        const found = await this.from([...chain, one]);
        if (found) return found;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refusal = error;
      }
    }
    if (refusal) throw refusal;
    return null;
  }
}

/**
 * The way from a certificate to one that is believed, itself first; each was valid at that time. Refuses where there is
 * none. `others` may stand between.
 */
export async function chainTo(certificate, { believed, others }, at) {
  const chain = await new Search(believed, others, at).from([certificate]);
  if (chain === null) refuse('none of the certificates that you believe vouches for the one that signed');
  return chain;
}
