// Checks a time authority's answer about a proof's checkpoint (RFC 3161), as heed-verify does with --time-stamp.
//
//   const { proven, not } = await examineTime(proof, answer, believed)
//
// `proof` and `answer` are the files' bytes; `believed` is a text with what the visitor believes: certificates in PEM,
// and SHA-256 fingerprints, one on a line. Where it is empty, all is checked but whether the authority can be trusted,
// and that is said under `not`. What does not hold throws a Refusal.

import {
  alternativeNames, certificatesOf, chainTo, checkPurpose, checkSound, digestOids, fingerprintOf, isSignedBy, limits,
  nameText, parseCertificate, signatureKind,
} from './certificate.js';
import { context, isTrue, numberOf, oidOf, readDer, readWhole, tags, timeOf } from './der.js';
import { equal, Refusal, sha256, stampedBytes, step, subtle, toHex, visible } from './verify.js';

const answerBytes = 64 << 10;
const believedLetters = 1 << 20;
const oids = {
  signedData: '1.2.840.113549.1.7.2', stampContent: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3', digest: '1.2.840.113549.1.9.4',
  certificateSha1: '1.2.840.113549.1.9.16.2.12', certificate: '1.2.840.113549.1.9.16.2.47',
};

const refuse = (sentence) => {
  throw new Refusal(sentence);
};

/** What a deed refuses is refused with these words in front. */
async function saying(words, deed) {
  try {
    return await deed();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(`${words}: ${error.message}`);
  }
}

// ---- whom the visitor believes

/** {certificates, fingerprints} of what was typed: PEM, and fingerprints as any program prints them. */
function readBelieved(text) {
  if (text.length > believedLetters) refuse(`at most ${believedLetters} letters of certificates are read`);
  const certificates = certificatesOf(text);
  const fingerprints = [];
  const rest = text.replace(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g, '');
  if (rest.includes('-----BEGIN')) refuse('there is no certificate in this PEM text');
  for (const line of rest.split('\n').map((one) => one.trim()).filter((one) => one !== '')) {
    const digits = line.replace(/^[^=]*=/, '').replace(/[:\s]/g, '').toUpperCase();
    if (!/^[0-9A-F]{64}$/.test(digits)) {
      refuse(`"${line.slice(0, 40)}" is neither a certificate in PEM nor a SHA-256 fingerprint of 64 digits`);
    }
    fingerprints.push(digits);
  }
  return { certificates, fingerprints };
}

// ---- the forms

/** The set of attributes as a Map from oid to its one value. */
function attributesOf(set) {
  const all = new Map();
  for (const one of set.children) {
    const members = one.members();
    const oid = oidOf(members.next(tags.oid));
    const values = members.next(tags.set).children;
    members.end();
    if (all.has(oid) || values.length !== 1) refuse(`the signed attribute ${oid} does not stand there once`);
    all.set(oid, values[0]);
  }
  return all;
}

/** The name of a digest of these, WebCrypto's way. */
function digestOf(algorithm) {
  const members = algorithm.members();
  const oid = oidOf(members.next(tags.oid));
  members.optional(tags.none);
  members.end();
  return digestOids.get(oid) ?? refuse(`it is made with the digest ${oid}, which this page does not know; use heed-verify`);
}

function readSigner(value) {
  const members = value.members();
  members.next(tags.integer);
  const name = members.next(tags.sequence).members();
  const signer = { issuer: name.next(tags.sequence).bytes, serial: name.next(tags.integer).bytes };
  name.end();
  signer.digest = digestOf(members.next(tags.sequence));
  const attributes = members.optional(context(0)) ?? refuse('it has no signed attributes');
  signer.attributes = attributesOf(attributes);
  // What is signed is the same set with the tag that it has by itself (RFC 5652, section 5.4).
  signer.signed = new Uint8Array(attributes.bytes);
  signer.signed[0] = tags.set;
  signer.kind = signatureKind(oidOf(members.next(tags.sequence).members().next(tags.oid)), signer.digest);
  signer.signature = members.next(tags.octets).content;
  members.optional(context(1));
  members.end();
  return signer;
}

/** A TimeStampToken: what it says, who signed, and the certificates that came with it. */
function readToken(value) {
  const outer = value.members();
  if (oidOf(outer.next(tags.oid)) !== oids.signedData) refuse('the token is not signed');
  const members = readDer(outer.next(context(0)).content).members();
  outer.end();
  members.next(tags.integer);
  const digests = members.next(tags.set).children.map(digestOf);
  const inner = members.next(tags.sequence).members();
  if (oidOf(inner.next(tags.oid)) !== oids.stampContent) refuse('something else than a time stamp was signed');
  const content = readDer(inner.next(context(0)).content).as(tags.octets).content;
  inner.end();
  const given = members.optional(context(0))?.children ?? [];
  if (given.length > limits.certificates) refuse(`it has more than ${limits.certificates} certificates`);
  members.optional(context(1));
  const signers = members.next(tags.set).children;
  members.end();
  if (signers.length !== 1) refuse('it has more than one signature, or none');
  const signer = readSigner(signers[0]);
  if (!digests.includes(signer.digest)) refuse('its digest is not among those that it names');
  return { content, certificates: given.map((one) => parseCertificate(one.bytes)), signer };
}

/** What the authority says: TSTInfo of RFC 3161, section 2.4.2. */
function readContent(bytes) {
  const members = readDer(bytes).members();
  if (numberOf(members.next(tags.integer)) !== 1) refuse('it is of a version that is not known');
  members.next(tags.oid);
  const imprint = members.next(tags.sequence).members();
  const said = { digest: digestOf(imprint.next(tags.sequence)), imprint: imprint.next(tags.octets).content };
  imprint.end();
  members.next(tags.integer);
  said.at = timeOf(members.next(tags.time));
  members.optional(tags.sequence);
  const ordering = members.optional(tags.boolean);
  if (ordering) isTrue(ordering);
  members.optional(tags.integer);
  const name = members.optional(context(0));
  said.name = name ? readDer(name.content) : null;
  members.optional(context(1));
  members.end();
  return said;
}

/** The token in a TimeStampResp. Refuses one that was not granted. */
function readAnswer(answer) {
  const noAnswer = 'this is no answer of a time-stamping authority (RFC 3161)';
  return saying(noAnswer, () => {
    const members = readWhole(answer).members();
    const status = numberOf(members.next(tags.sequence).members().next(tags.integer));
    if (status !== 0 && status !== 1) return { status };
    const token = readToken(members.any());
    members.end();
    return { status, token, said: readContent(token.content) };
  });
}

// ---- the checks

/** Refuses where the attributes do not name this content, or another certificate than those of the chain. */
async function checkAttributes({ signer, content }, chain, isWhole) {
  const { attributes } = signer;
  const type = attributes.get(oids.contentType);
  if (!type || oidOf(type) !== oids.stampContent) refuse('the signature does not say that it is of a time stamp');
  const digest = attributes.get(oids.digest)?.as(tags.octets).content;
  const found = new Uint8Array(await subtle().digest(signer.digest, content));
  if (!digest || !equal(digest, found)) refuse('the signature is of another time stamp');
  const named = [[oids.certificateSha1, 'SHA-1'], [oids.certificate, 'SHA-256']].filter(([oid]) => attributes.has(oid));
  if (named.length === 0) refuse('the signature does not name the certificate that it is made with');
  for (const [oid, usual] of named) await checkNamed(attributes.get(oid), usual, chain, isWhole);
}

/** SigningCertificate and SigningCertificateV2 (RFC 5035): the first one named is that of the signer. */
async function checkNamed(value, usual, chain, isWhole) {
  const [ids] = value.as(tags.sequence).children;
  const all = ids?.as(tags.sequence).children ?? [];
  if (all.length === 0) refuse('the signature does not name the certificate that it is made with');
  if (all.length > limits.certificates) refuse('the signature names too many certificates');
  for (const [i, id] of all.entries()) {
    const members = id.members();
    const algorithm = usual === 'SHA-256' ? members.optional(tags.sequence) : null;
    const name = algorithm ? digestOf(algorithm) : usual;
    const digest = members.next(tags.octets).content;
    const among = i === 0 ? chain.slice(0, 1) : chain.slice(1);
    const digests = await Promise.all(among.map((one) => subtle().digest(name, one.bytes)));
    if (digests.some((one) => equal(new Uint8Array(one), digest))) continue;
    // Why not always: without somebody who is believed, the certificates above the signer's are not known.
    if (i === 0 || isWhole) refuse('the signature names another certificate');
  }
}

/** The authority may name itself in what it signs; then the certificate has to have that name. */
function checkName({ name }, certificate) {
  if (!name) return;
  const isSubject = name.tag === context(4) && equal(name.content, certificate.subject.bytes);
  if (isSubject || alternativeNames(certificate).some((one) => equal(one.bytes, name.bytes))) return;
  refuse('the certificate has another name than the authority gives itself');
}

function signerOf({ signer, certificates }, believed) {
  const isIt = (one) => equal(one.issuer.bytes, signer.issuer) && equal(one.serial, signer.serial);
  const found = [...believed, ...certificates].find(isIt);
  return found ?? refuse('the certificate that signed it is not in it; it is needed in PEM');
}

async function believedAmong(certificates, { certificates: given, fingerprints }) {
  const believed = [...given];
  for (const one of certificates) {
    if (fingerprints.includes(toHex(await sha256(one.bytes)).toUpperCase())) believed.push(one);
  }
  return believed;
}

/**
 * {at, authority, fingerprint, isBelieved}: when, in milliseconds since 1970, and by whom. `believed` as readBelieved
 * gives it; where it is empty, isBelieved is false and everything else was checked.
 */
export async function openTimeStamp(answer, data, believed) {
  if (answer.length > answerBytes) refuse(`a time stamp has at most ${answerBytes} bytes`);
  const { status, token, said } = await readAnswer(answer);
  if (!token) refuse(`the authority did not grant the time stamp (status ${status ?? 'not known'})`);
  const certificate = signerOf(token, believed.certificates);
  const isBelieved = believed.certificates.length + believed.fingerprints.length > 0;
  await saying('this time stamp proves nothing about these bytes', async () => {
    checkPurpose(certificate);
    checkSound(certificate, said.at);
    const trusted = { believed: await believedAmong(token.certificates, believed), others: token.certificates };
    const chain = isBelieved ? await chainTo(certificate, trusted, said.at) : [certificate];
    await checkAttributes(token, chain, isBelieved);
    const { kind, signed, signature } = token.signer;
    if (!(await isSignedBy(certificate, kind, signed, signature))) refuse('the signature does not belong to it');
    if (said.digest !== 'SHA-256' || !equal(said.imprint, await sha256(data))) refuse('it is about other bytes');
    checkName(said, certificate);
  });
  return { at: said.at, authority: nameText(certificate.subject), fingerprint: await fingerprintOf(certificate), isBelieved };
}

/** {proven, not}: sentences about a proof's checkpoint. See the head of this file. */
export async function examineTime(proof, answer, believedText) {
  const believed = await saying('whom you believe', () => readBelieved(believedText));
  const data = await stampedBytes(proof);
  const stamp = await step(['the time stamp',
    'Do not rely on its time. Get it again from whoever gave it to you; without it the proof is checked by itself.'],
  () => openTimeStamp(answer, data, believed));
  const at = new Date(stamp.at).toISOString().replace('.000Z', 'Z');
  if (stamp.isBelieved) {
    return {
      proven: [visible(`The time authority ${stamp.authority} signed that this checkpoint, with the entry under it, was there at ${at} (RFC 3161).`)],
      not: [],
    };
  }
  return {
    proven: [],
    not: [visible(`The time stamp says that this checkpoint was there at ${at}. It fits, and is signed by ${stamp.authority}; ` +
      'but whether that authority can be trusted is not known to this page. Its certificate has the SHA-256 fingerprint ' +
      `${stamp.fingerprint}: compare it with one that you got another way, and give it above.`)],
  };
}

/** What is said where no time stamp was given. */
export const noTimeStamp = "No time authority's answer was given, so that only witnesses say when it was there at the latest.";
