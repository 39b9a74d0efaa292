// DER (ITU-T X.690) as time stamps and certificates are written in it: read strictly, one form for each value. What is
// not in that form is refused; nothing is read beyond the bytes that were given.

import { Refusal } from './verify.js';

const depthMax = 24;

const refuse = (sentence) => {
  throw new Refusal(sentence);
};

export const tags = {
  boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, none: 0x05, oid: 0x06, utf8: 0x0c, printable: 0x13,
  teletex: 0x14, ia5: 0x16, utcTime: 0x17, time: 0x18, wide: 0x1e, sequence: 0x30, set: 0x31,
};

/** Constructed and of the context: [0], [1] … */
export const context = (number) => 0xa0 | number;

const names = new Map([
  [tags.boolean, 'a truth value'], [tags.integer, 'a whole number'], [tags.bits, 'a string of bits'],
  [tags.octets, 'a string of bytes'], [tags.oid, 'an object identifier'], [tags.time, 'a time'],
  [tags.sequence, 'a sequence'], [tags.set, 'a set'],
]);

/** One value: `bytes` is all of it, `content` what stands behind its tag and length. */
class Der {
  constructor(bytes, start) {
    [this.tag] = bytes;
    this.bytes = bytes;
    this.content = bytes.subarray(start);
  }

  /** The values inside. */
  get children() {
    const all = [];
    for (let rest = this.content; rest.length > 0; rest = rest.subarray(all.at(-1).bytes.length)) all.push(first(rest));
    return all;
  }

  /** This value, if it has that tag. */
  as(tag) {
    if (this.tag !== tag) refuse(`${names.get(tag) ?? 'a part'} is missing, and something else stands there`);
    return this;
  }

  /** The values inside, to be taken in their order. */
  members(tag = tags.sequence) {
    return new Members(this.as(tag).children);
  }
}

/** The value at the beginning of some bytes. */
function first(bytes) {
  if (bytes.length < 2) refuse('it ends too early');
  if ((bytes[0] & 0x1f) === 0x1f) refuse('a tag of several bytes does not occur here');
  let start = 2;
  let size = bytes[1];
  if (size === 0x80) refuse('DER says the length of everything in front');
  if (size > 0x80) {
    const digits = size & 0x7f;
    if (digits > 3 || bytes.length < 2 + digits) refuse('it ends too early');
    start += digits;
    size = bytes.subarray(2, start).reduce((number, byte) => number * 256 + byte, 0);
    if (size < 0x80 || bytes[2] === 0) refuse('a length is written in more bytes than it needs');
  }
  if (bytes.length < start + size) refuse('it ends too early');
  return new Der(bytes.subarray(0, start + size), start);
}

/** Walks through everything inside: also what nobody asks for later has to be in the one form. */
function checkInside(value, depth) {
  if (depth > depthMax) refuse(`it is nested more than ${depthMax} levels deep`);
  for (const inner of (value.tag & 0x20) === 0 ? [] : value.children) checkInside(inner, depth + 1);
}

/** The one value that these bytes are, read to its last part. */
export function readWhole(bytes) {
  const value = readDer(bytes);
  checkInside(value, 1);
  return value;
}

/** The one value that these bytes are. */
export function readDer(bytes) {
  const value = first(bytes);
  if (value.bytes.length !== bytes.length) refuse('something stands behind its end');
  return value;
}

/** The members of a sequence, in their order. */
class Members {
  #rest;

  constructor(all) {
    this.#rest = all;
  }

  next(tag) {
    if (this.#rest.length === 0) refuse('a part is missing');
    return this.#rest.shift().as(tag);
  }

  /** The next one, whatever it is. */
  any() {
    return this.next(this.#rest[0]?.tag);
  }

  /** The next one, or null where another one stands or none. */
  optional(tag) {
    return this.#rest[0]?.tag === tag ? this.#rest.shift() : null;
  }

  end() {
    if (this.#rest.length > 0) refuse('here stands a part too many');
  }
}

/** "1.2.840.113549" */
export function oidOf(value) {
  const { content } = value.as(tags.oid);
  const arcs = [];
  let arc = 0;
  for (const [i, byte] of content.entries()) {
    if (arc === 0 && byte === 0x80) refuse('an object identifier is written in more bytes than it needs');
    if (arc > 2 ** 45) refuse('an object identifier is too long');
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    } else if (i === content.length - 1) {
      refuse('an object identifier ends too early');
    }
  }
  if (arcs.length === 0) refuse('an object identifier is empty');
  const top = Math.min(Math.floor(arcs[0] / 40), 2);
  return [top, arcs[0] - 40 * top, ...arcs.slice(1)].join('.');
}

/** A small whole number; null for one that is negative or has more than 31 bits. */
export function numberOf(value) {
  const { content } = value.as(tags.integer);
  if (content.length === 0) refuse('a whole number is empty');
  const isLonger = content.length > 1 && ((content[0] === 0 && content[1] < 0x80) || (content[0] === 0xff && content[1] >= 0x80));
  if (isLonger) refuse('a whole number is written in more bytes than it needs');
  if (content[0] >= 0x80 || content.length > 4) return null;
  return content.reduce((number, byte) => number * 256 + byte, 0);
}

export function isTrue(value) {
  const { content } = value.as(tags.boolean);
  if (content.length !== 1 || (content[0] !== 0 && content[0] !== 0xff)) refuse('a truth value is one byte, 0 or 255');
  return content[0] === 0xff;
}

/** The bytes of a string of bits that fills them. */
export function wholeBits(value) {
  const { content } = value.as(tags.bits);
  if (content.length === 0 || content[0] !== 0) refuse('a string of bits has not a whole number of bytes');
  return content.subarray(1);
}

/** Which of the named bits are set, the first being number 0. */
export function bitsOf(value) {
  const { content } = value.as(tags.bits);
  if (content.length === 0 || content[0] > 7 || (content.length === 1 && content[0] > 0)) {
    refuse('a string of bits is not in its form');
  }
  const set = new Set();
  for (let i = 0; i < (content.length - 1) * 8; ++i) if ((content[1 + (i >> 3)] >> (7 - (i & 7))) & 1) set.add(i);
  return set;
}

/** Milliseconds since 1970 of a time in UTC; what is finer than a second is left out. */
export function timeOf(value) {
  const text = String.fromCharCode(...value.content.subarray(0, 40));
  const form = value.tag === tags.utcTime ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : null;
  const found = (form ?? /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d*[1-9])?Z$/).exec(text);
  if ((!form && value.tag !== tags.time) || !found) refuse('a time is not in its form');
  const parts = found.slice(1, 7).map(Number);
  if (form) parts[0] += parts[0] < 50 ? 2000 : 1900;
  const [year, month, day, hour, minute, second] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const back = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(),
    date.getUTCSeconds()];
  if (back.some((part, i) => part !== parts[i])) refuse('there is no such time');
  return date.getTime();
}
