// The page that checks a proof. Its HTML has these elements, and words of its own around them:
//
//   <form id="verify">
//     <label for="verify-file">…</label> <input id="verify-file" type="file">
//     <label for="verify-time">…</label> <input id="verify-time" type="file">
//     <label for="verify-believed">…</label> <textarea id="verify-believed"></textarea>
//     <label for="verify-keys">…</label> <textarea id="verify-keys"></textarea>
//     <button type="submit">…</button>
//   </form>
//   <section id="verify-result" aria-live="polite" tabindex="-1"></section>
//
// Files are chosen, or dropped anywhere on the page; a proof is checked at once, again when a time stamp comes, and
// whenever the button is pressed. The keys are those of this site until the visitor types others; which time authority
// is believed only the visitor says. A <details> with a field that was filled is opened. The body has the class
// "dropping" while a file hangs over the page; the section has "proven" or "refused". No file leaves the computer.

// The address of a receipt's code ends in "#entry=…&leaf=…": then the log of this site is asked for that entry first.

import { lookUp, readReceipt } from './lookup.js';
import { examineTime, noTimeStamp } from './timestamp.js';
import { examine } from './verify.js';

const form = document.getElementById('verify');
const chooser = document.getElementById('verify-file');
const timeChooser = document.getElementById('verify-time');
const believed = document.getElementById('verify-believed');
const keys = document.getElementById('verify-keys');
const result = document.getElementById('verify-result');

let file = null;
let stamp = null;
let ownKeys = '';
let round = 0;

function element(name, text, ...inside) {
  const made = document.createElement(name);
  made.textContent = text;
  made.append(...inside);
  return made;
}

const list = (sentences) => element('ul', '', ...sentences.map((sentence) => element('li', sentence)));

/** Shows a verdict, and brings whoever reads with the keyboard or a screen reader to it. */
function show(verdict, ...content) {
  result.className = verdict;
  result.replaceChildren(...content);
  if (verdict) result.focus();
}

const keyLines = (text) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '');

const bytesOf = async (chosen) => new Uint8Array(await chosen.arrayBuffer());

/** What the proof and its time stamp prove together: either may be refused. */
async function examineBoth(given) {
  const proof = await bytesOf(file);
  const { proven, not } = await examine(proof, given);
  if (!stamp) return { heading: `${file.name}: proven`, proven, not: [...not, noTimeStamp] };
  const time = await examineTime(proof, await bytesOf(stamp), believed.value);
  const heading = time.proven.length > 0 ? `${file.name} with ${stamp.name}: proven`
    : `${file.name}: proven, but not its time: who signed ${stamp.name} is not known here`;
  return { heading, proven: [...proven, ...time.proven], not: [...time.not, ...not] };
}

async function check() {
  if (!file) {
    const what = stamp ? `${stamp.name} is a time stamp of a proof. Choose the proof too` : 'Choose a file first';
    return show('', element('p', `${what}, or drop one on this page.`));
  }
  const mine = ++round;
  const given = keyLines(keys.value);
  const names = stamp ? `${file.name} with ${stamp.name}` : file.name;
  show('', element('p', `Checking ${names} …`));
  try {
    const { heading, proven, not } = await examineBoth(given);
    // A second file may have been dropped while this one was checked.
    if (mine !== round) return undefined;
    if (given.join('\n') === ownKeys) {
      not.push('The keys came from this site itself. To be sure whose log this is, paste keys got another way.');
    }
    return show('proven', element('h2', heading), list(proven), element('h3', 'What this does not prove'), list(not));
  } catch (error) {
    if (mine !== round) return undefined;
    return show('refused', element('h2', `${names}: refused`), element('p', error.message));
  }
}

/** Opens the part of the form that a field stands in, so that what was dropped is seen. */
const reveal = (field) => field.closest('details')?.setAttribute('open', '');

/** A dropped or chosen file goes where it belongs: certificates, time stamps (they end in .tsr), proofs. */
async function place(one) {
  if (/\.(pem|crt|cer)$/i.test(one.name)) {
    believed.value = `${believed.value}\n${await one.text()}`.trim();
    reveal(believed);
  } else if (/\.tsr$/i.test(one.name)) {
    stamp = one;
    reveal(timeChooser);
  } else {
    // Why: a time stamp is about one proof, and would make another look wrong.
    if (file && one !== file) [stamp, timeChooser.value] = [null, ''];
    file = one;
  }
}

async function take(files) {
  if (files.length === 0) return;
  // Proofs first: a new proof puts an old time stamp away, and not one that came with it.
  const isProof = (one) => !/\.(tsr|pem|crt|cer)$/i.test(one.name);
  for (const one of [...files].sort((a, b) => isProof(b) - isProof(a))) await place(one);
  await check();
}

/** The keys of this site, unless the visitor was quicker. What cannot be had leaves an empty line to paste into. */
async function fillKeys() {
  const texts = await Promise.all(['/log/log.vkey', '/log/issuer.vkey'].map(async (path) => {
    try {
      const answer = await fetch(path);
      return answer.ok ? (await answer.text()).trim() : '';
    } catch {
      return '';
    }
  }));
  ownKeys = keyLines(texts.join('\n')).join('\n');
  if (keys.value.trim() === '') keys.value = ownKeys;
}

async function fetched(path) {
  const answer = await fetch(`/log/${path}`);
  if (!answer.ok) throw new Error('The log of this site cannot be read just now. Try again in a moment.');
  return new Uint8Array(await answer.arrayBuffer());
}

/** Looks for the entry of a printed receipt. */
async function checkReceipt(receipt) {
  const mine = ++round;
  show('', element('p', `Looking for entry ${receipt.entry} …`));
  try {
    const note = new TextDecoder('utf-8', { fatal: true }).decode(await fetched('checkpoint'));
    const { proven, not } = await lookUp(receipt, note, keyLines(keys.value), fetched);
    if (mine !== round) return;
    if (keyLines(keys.value).join('\n') === ownKeys) {
      not.push('The keys came from this site itself. To be sure whose log this is, paste keys got another way.');
    }
    const heading = element('h2', `Entry ${receipt.entry} of your receipt is in the log`);
    show('proven', heading, list(proven), element('h3', 'What this does not prove'), list(not));
  } catch (error) {
    if (mine !== round) return;
    show('refused', element('h2', 'The receipt does not fit this log'), element('p', error.message));
  }
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  check();
});
chooser.addEventListener('change', () => take(chooser.files));
timeChooser.addEventListener('change', () => {
  stamp = timeChooser.files[0] ?? null;
  if (stamp || file) check();
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) document.body.classList.remove('dropping');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  take(event.dataTransfer.files);
});
const filled = fillKeys();
// A file that was chosen before this script ran, or kept by the browser over a reload, waits for the keys.
filled.then(() => {
  const receipt = readReceipt(window.location.hash);
  stamp = timeChooser.files[0] ?? null;
  if (receipt && chooser.files.length === 0) return checkReceipt(receipt);
  return take(chooser.files);
});
