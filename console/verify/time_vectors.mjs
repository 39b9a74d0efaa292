// Makes time_vectors.json: node console/verify/time_vectors.mjs build/release/heed-verify > console/verify/time_vectors.json
//
// Time stamps of one checkpoint by authorities of every kind that the page knows, made with openssl, and false ones. What
// is right is said by heed-verify, which checks with OpenSSL; the page has to say the same of every row, but for those
// that it names stricter. Keys are drawn anew each time, so that the file is made only when a row is added.

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { stampedBytes } from '../public/verify/verify.js';

const verifier = process.argv[2] ?? 'build/release/heed-verify';
const folder = mkdtempSync(join(tmpdir(), 'heed-time-'));
const at = (name) => join(folder, name);
const openssl = (...words) => execFileSync('openssl', words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
const { proofs } = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));
const whole = proofs.find((row) => row.name === 'every field shown');
const cosigned = proofs.find((row) => row.name === 'a witness whose key was not given');

writeFileSync(at('ca.cnf'), `
[req]
distinguished_name = dn
prompt = no
[dn]
CN = unused
[ca]
default_ca = c
[c]
database = index
serial = serial
new_certs_dir = .
policy = any
default_md = sha256
unique_subject = no
copy_extensions = none
[any]
commonName = optional
organizationName = optional
[root]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[short]
basicConstraints = critical,CA:TRUE,pathlen:0
keyUsage = critical,keyCertSign
[noca]
basicConstraints = CA:FALSE
[tsa]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[bare]
extendedKeyUsage = critical,timeStamping
[mild]
extendedKeyUsage = timeStamping
[web]
extendedKeyUsage = critical,serverAuth
[both]
extendedKeyUsage = critical,timeStamping,serverAuth
[signer]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature,keyEncipherment
[none]
basicConstraints = CA:FALSE
[strange]
extendedKeyUsage = critical,timeStamping
1.2.3.4.5 = critical,ASN1:NULL
[t]
serial = tsserial
crypto_device = builtin
default_policy = 1.2.3.4.1
digests = sha256,sha512
`);
writeFileSync(at('index'), '');
writeFileSync(at('serial'), '0A\n');
writeFileSync(at('tsserial'), '01\n');

const keyKinds = {
  p256: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-256'], p384: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  rsa: ['RSA', '-pkeyopt', 'rsa_keygen_bits:2048'], p224: ['EC', '-pkeyopt', 'ec_paramgen_curve:P-224'],
};

/** A certificate NAME.pem with its key: {kind, by, section, subject, from, to, digest}. */
function certify(name, { kind = 'p256', by = name, section = 'tsa', subject = `/CN=${name}`, from = '20200101000000Z', to = '21200101000000Z', digest = 'sha256' }) {
  openssl('genpkey', '-algorithm', ...keyKinds[kind], '-out', `${name}.key`);
  openssl('req', '-new', '-utf8', '-key', `${name}.key`, '-subj', subject, '-config', 'ca.cnf', '-out', `${name}.csr`);
  const issuer = by === name ? ['-selfsign', '-keyfile', `${name}.key`] : ['-cert', `${by}.pem`, '-keyfile', `${by}.key`];
  openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', ...issuer, '-in', `${name}.csr`, '-out', `${name}.pem`, '-extensions', section,
    '-startdate', from, '-enddate', to, '-md', digest, '-preserveDN', '-utf8');
}

certify('root', { section: 'root' });
certify('rsaroot', { section: 'root', kind: 'rsa' });
certify('stranger', { section: 'root' });
certify('middle', { section: 'root', by: 'root' });
certify('narrow', { section: 'short', by: 'root' });
certify('under', { section: 'root', by: 'narrow' });
certify('person', { section: 'noca', by: 'root' });
certify('old', { section: 'root', to: '20210101000000Z' });
certify('p256', { by: 'root', subject: '/O=Ruritania/CN=Time, \u200bof "day"' });
certify('p384', { by: 'root', kind: 'p384', section: 'bare' });
certify('rsa', { by: 'rsaroot', kind: 'rsa' });
certify('rsa384', { by: 'rsaroot', kind: 'rsa', digest: 'sha384' });
certify('self', {});
certify('deep', { by: 'middle' });
certify('deeper', { by: 'under' });
certify('bytheperson', { by: 'person' });
certify('bytheold', { by: 'old' });
certify('gone', { by: 'root', to: '20210101000000Z' });
certify('early', { by: 'root', from: '20900101000000Z' });
for (const section of ['mild', 'web', 'both', 'signer', 'none', 'strange']) certify(section, { by: 'root', section });
certify('p224', { by: 'root', kind: 'p224' });

const data = Buffer.from(await stampedBytes(whole.text));
writeFileSync(at('data'), data);
writeFileSync(at('other'), `${data}x`);

/** An answer of openssl ts. */
function reply(name, { about = 'data', digest = 'sha256', imprint = 'sha256', chain = [], more = [], request = ['-cert'] } = {}) {
  openssl('ts', '-query', '-data', about, `-${imprint}`, ...request, '-out', 'q');
  const chained = chain.length > 0 ? ['-chain', 'chain.pem'] : [];
  writeFileSync(at('chain.pem'), chain.map((one) => readFileSync(at(`${one}.pem`), 'utf8')).join(''));
  const sections = readFileSync(at('ca.cnf'), 'utf8') + [`signer_digest = ${digest}`, ...more].join('\n');
  writeFileSync(at('ts.cnf'), `${sections}\n`);
  openssl('ts', '-reply', '-config', 'ts.cnf', '-section', 't', '-queryfile', 'q', '-inkey', `${name}.key`, '-signer', `${name}.pem`,
    ...chained, '-out', 'r');
  return readFileSync(at('r'));
}

const der = (tag, ...parts) => {
  const content = Buffer.concat(parts);
  const size = content.length < 128 ? [content.length] : content.length < 256 ? [0x81, content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
};
const granted = der(0x30, der(0x02, Buffer.from([0])));
const answerOf = (token) => der(0x30, granted, token);

// TSTInfo of a good answer, to be signed by whom openssl ts refuses.
const good = reply('p256');
openssl('ts', '-reply', '-in', 'r', '-token_out', '-out', 'token');
openssl('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'token', '-out', 'content');
/** The same time stamp signed by `name`, as a CMS of openssl cms. */
function signed(name, { content = 'content', type = '1.2.840.113549.1.9.16.1.4', more = ['-cades'] } = {}) {
  openssl('cms', '-sign', '-binary', '-nodetach', '-econtent_type', type, '-in', content, '-signer', `${name}.pem`, '-inkey', `${name}.key`,
    '-md', 'sha256', '-outform', 'DER', '-out', 'cms', ...more);
  return answerOf(readFileSync(at('cms')));
}
const info = readFileSync(at('content'));
const edited = (change) => {
  const copy = Buffer.from(info);
  change(copy);
  writeFileSync(at('edited'), copy);
  return 'edited';
};

/** Bytes in which the one place of `from` is `to`. */
function swapped(bytes, from, to) {
  const place = bytes.indexOf(from);
  if (place < 0) throw new Error('there is no such place');
  return Buffer.concat([bytes.subarray(0, place), to, bytes.subarray(place + from.length)]);
}
const oid = (hex) => Buffer.from(hex, 'hex');
const flipped = (bytes, place) => {
  const copy = Buffer.from(bytes);
  copy[place < 0 ? copy.length + place : place] ^= 1;
  return copy;
};
const digest = createHash('sha256').update(info).digest();

const rows = [
  ['an authority with a key on P-256', good, ['root']],
  ['the authority itself is believed', good, ['p256']],
  ['both are believed', good, ['root', 'p256']],
  ['somebody else beside who is believed', good, ['stranger', 'root']],
  ['a key on P-384 and SHA-384', reply('p384', { digest: 'sha384' }), ['root']],
  ['a key on P-256 and SHA-512', reply('p256', { digest: 'sha512' }), ['root']],
  ['RSA and SHA-256', reply('rsa'), ['rsaroot']],
  ['RSA and SHA-384, and a certificate with SHA-384', reply('rsa384', { digest: 'sha384' }), ['rsaroot']],
  ['RSA and SHA-512', reply('rsa', { digest: 'sha512' }), ['rsaroot']],
  ['a certificate that signs itself', reply('self'), ['self']],
  ['a certificate between, in the time stamp', reply('deep', { chain: ['middle'] }), ['root']],
  ['a certificate between, believed', reply('deep'), ['middle']],
  ['a certificate between, given beside', reply('deep'), ['root', 'middle']],
  ['accuracy, order and the name of the authority', reply('p256', { more: ['accuracy = secs:1, millisecs:500', 'ordering = yes', 'tsa_name = yes'] }), ['root']],
  ['the whole chain is named in the signature', reply('deep', { chain: ['middle'], more: ['ess_cert_id_chain = yes'] }), ['middle']],
  ['a certificate named by SHA-1', reply('p256', { more: ['ess_cert_id_alg = sha1'] }), ['root']],
  ['without nonce', reply('p256', { request: ['-cert', '-no_nonce'] }), ['root']],
  ['without its certificate, which is given', reply('p256', { request: [] }), ['p256']],
  ['signed as a CMS by another program', signed('p256'), ['root']],
  ['a fraction of a second', reply('p256', { more: ['clock_precision_digits = 6'] }), ['root']],

  ['nobody who vouches for it', good, ['stranger']],
  ['no certificate in it, and none given that signed', reply('p256', { request: [] }), ['root']],
  ['of other bytes', reply('p256', { about: 'other' }), ['root']],
  ['of the same bytes by SHA-512', reply('p256', { imprint: 'sha512' }), ['root']],
  ['the certificate between is missing', reply('deep'), ['root']],
  ['more certificates between than one of them allows', reply('deeper', { chain: ['under', 'narrow'] }), ['root']],
  ['vouched for by who may not', reply('bytheperson', { chain: ['person'] }), ['root']],
  ['vouched for by who had run out', reply('bytheold', { chain: [] }), ['old']],
  ['a certificate that had run out', reply('gone'), ['root']],
  ['a certificate that had run out, believed itself', reply('gone'), ['gone']],
  ['a certificate that was not valid yet', reply('early'), ['root']],
  ['a purpose that is not critical', signed('mild'), ['root']],
  ['a certificate of a web server', signed('web'), ['root']],
  ['a certificate for two purposes', signed('both'), ['root']],
  ['a key for more than signing', signed('signer'), ['root']],
  ['a certificate without a purpose', signed('none'), ['root']],
  ['a critical extension that nobody knows', signed('strange'), ['root']],
  ['the certificate is not named in the signature', signed('p256', { more: [] }), ['root']],
  ['no signed attributes', signed('p256', { more: ['-noattr'] }), ['root']],
  ['something else that was signed', signed('p256', { type: '1.2.840.113549.1.7.1' }), ['root']],
  ['two signatures', signed('p256', { more: ['-cades', '-signer', 'self.pem', '-inkey', 'self.key'] }), ['root', 'self']],
  ['another version of what is said', signed('p256', { content: edited((bytes) => { bytes[bytes.indexOf(oid('020101')) + 2] = 2; }) }), ['root']],
  ['a time that there is not', signed('p256', { content: edited((bytes) => { bytes.write('13', bytes.indexOf(oid('180f')) + 6, 'latin1'); }) }), ['root']],
  ['another digest in the signed attributes', swapped(good, oid(`0420${createHash('sha256').update(contentOf(good)).digest('hex')}`), oid(`0420${'00'.repeat(32)}`)), ['root']],
  ['another digest of what is said', swapped(signed('p256'), oid(`0420${digest.toString('hex')}`), oid(`0420${'11'.repeat(32)}`)), ['root']],
  ['another imprint', swapped(good, createHash('sha256').update(data).digest(), Buffer.alloc(32, 1)), ['root']],
  ['another time', swapped(good, Buffer.from(/20\d{12}Z/.exec(good.toString('latin1'))[0]), Buffer.from('20270101000000Z')), ['root']],
  ['another byte in the signature', flipped(good, -1), ['root']],
  ['cut short', good.subarray(0, -1), ['root']],
  ['something behind it', Buffer.concat([good, Buffer.from([0])]), ['root']],
  ['no answer at all', Buffer.from('<html>busy</html>'), ['root']],
  ['nothing', Buffer.alloc(0), ['root']],
  ['granted, and none sent', der(0x30, granted), ['root']],
  ['refused by the authority', Buffer.from('MDcwNQIBAjAsDCpNZXNzYWdlIGRpZ2VzdCBhbGdvcml0aG0gaXMgbm90IHN1cHBvcnRlZC4DAgeA', 'base64'), ['root']],
];

/** TSTInfo inside an answer of openssl. */
function contentOf(answer) {
  writeFileSync(at('r2'), answer);
  openssl('ts', '-reply', '-in', 'r2', '-token_out', '-out', 'token2');
  openssl('cms', '-verify', '-noverify', '-inform', 'DER', '-in', 'token2', '-out', 'content2');
  return readFileSync(at('content2'));
}

// What heed-verify cannot be expected to refuse, and the page does: stated here one by one.
const stricter = [
  ['a key on a curve that WebCrypto has not', reply('p224'), ['root']],
];

function judged([name, answer, believed], isStricter = false) {
  const pem = believed.map((one) => readFileSync(at(`${one}.pem`), 'utf8')).join('');
  writeFileSync(at('proof'), whole.text);
  writeFileSync(at('answer'), answer);
  writeFileSync(at('believed'), pem);
  writeFileSync(at('keys'), `${whole.vkeys.join('\n')}\n`);
  const run = spawnSync(verifier, [at('proof'), '--vkey', at('keys'), '--time-stamp', at('answer'), '--tsa', at('believed'), '--json']);
  if (run.status > 1) {
    // An empty file is a wrong use to heed-verify, and no proof either way.
    return { name, answer: answer.toString('base64'), believed: pem, holds: false };
  }
  const [file] = JSON.parse(run.stdout).files;
  const row = { name, answer: answer.toString('base64'), believed: pem, holds: file.holds };
  if (file.holds) row.sentence = file.proven.at(-1);
  else row.openssl = file.error;
  if (isStricter) row.stricter = true;
  return row;
}

const all = [...rows.map((row) => judged(row)), ...stricter.map((row) => judged(row, true))];
console.log(`{"proof": ${JSON.stringify(whole.text)},\n"vkeys": ${JSON.stringify(whole.vkeys)},\n` +
  `"cosigned": ${JSON.stringify(cosigned.text)},\n"rows": [\n${all.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]}`);
rmSync(folder, { recursive: true });
