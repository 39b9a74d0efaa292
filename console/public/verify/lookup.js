// Finds one entry in this site's log by its place and leaf hash, as a printed receipt names them, and proves that it is
// there: the hashes on its way to the root come from the log's tiles (C2SP tlog-tiles), and the root was signed.

import { Refusal, checkInclusion, nodeHash, openCheckpoint } from './verify.js';

const hashBytes = 32;
const tileWidth = 256;

/** What stands behind "#" in the address of a receipt's code: {entry, leaf}, or null. */
export function readReceipt(fragment) {
  const found = /^#entry=(0|[1-9][0-9]{0,14})&leaf=([A-Za-z0-9_-]{43})$/.exec(fragment);
  return found && { entry: Number(found[1]), leaf: found[2] };
}

/** "1234067" as "x001/x234/067". */
function tilePath(number) {
  const groups = [String(number % 1000).padStart(3, '0')];
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return groups.join('/');
}

/** Reads hashes of a log of `size` entries; each tile is fetched once. `fetchBytes(path)` gives its bytes. */
class Tiles {
  #size;
  #fetchBytes;
  #kept = new Map();

  constructor(size, fetchBytes) {
    this.#size = size;
    this.#fetchBytes = fetchBytes;
  }

  /** Hash `index` of tile level `level`. */
  async #hash(level, index) {
    const tile = Math.floor(index / tileWidth);
    const width = Math.min(Math.floor(this.#size / tileWidth ** level) - tile * tileWidth, tileWidth);
    const path = `tile/${level}/${tilePath(tile)}${width < tileWidth ? `.p/${width}` : ''}`;
    if (!this.#kept.has(path)) this.#kept.set(path, await this.#fetchBytes(path));
    const bytes = this.#kept.get(path);
    if (bytes.length !== width * hashBytes) throw new Refusal('A tile of the log has not the length that it must have');
    const at = (index % tileWidth) * hashBytes;
    return bytes.subarray(at, at + hashBytes);
  }

  /** The root over the leaves from `first` on, `count` of them; RFC 6962, section 2.1. */
  async root(first, count) {
    if (Number.isInteger(Math.log2(count)) && first % count === 0) {
      const level = Math.floor(Math.log2(count) / 8);
      const own = tileWidth ** level;
      if (count === own) return this.#hash(level, first / own);
    }
    const left = 2 ** Math.ceil(Math.log2(count) - 1);
    return nodeHash(await this.root(first, left), await this.root(first + left, count - left));
  }

  /** The hashes from the leaf's sibling to the root's child. */
  async path(index, first = 0, count = this.#size) {
    if (count === 1) return [];
    const left = 2 ** Math.ceil(Math.log2(count) - 1);
    const isLeft = index < first + left;
    const inner = isLeft ? await this.path(index, first, left) : await this.path(index, first + left, count - left);
    const sibling = isLeft ? this.root(first + left, count - left) : this.root(first, left);
    return [...inner, await sibling];
  }

  leaf(index) {
    return this.#hash(0, index);
  }
}

const toBase64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/** {proven, not}: sentences. Throws a Refusal that says what does not fit. `note` is the log's checkpoint. */
export async function lookUp({ entry, leaf }, note, vkeys, fetchBytes) {
  const { checkpoint, cosigned } = await openCheckpoint(note, vkeys);
  const size = Number(checkpoint.size);
  if (entry >= size) throw new Refusal(`The log has ${size} entries, and the receipt is of entry ${entry}`);
  const tiles = new Tiles(size, fetchBytes);
  const found = await tiles.leaf(entry);
  if (toBase64url(found) !== leaf) {
    throw new Refusal(`At place ${entry} of this log stands another entry; the receipt is of another log, or was changed`);
  }
  const place = { index: BigInt(entry), size: checkpoint.size, path: await tiles.path(entry) };
  await checkInclusion(place, found, checkpoint.root);
  return {
    proven: [
      `The log ${checkpoint.origin} signed that it holds ${size} entries; at place ${entry}, counted from 0, stands the entry of your receipt.`,
      ...cosigned.map(({ name, at }) => `The witness ${name} had seen this history at ${new Date(at * 1000).toISOString()}.`),
    ],
    not: [
      'What the entry says: a leaf hash tells nothing. Choose the proof file above, and compare what it shows with the sheet.',
      'Who printed the sheet, and that nothing on it was changed but for the number and the hash in its code.',
    ],
  };
}
