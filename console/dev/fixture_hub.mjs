// Answers the API from the fixtures, for development and for tests of the pages without a hub. Nothing is kept.
import { readFileSync } from 'node:fs';

const read = (name) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
const roles = ['reporter', 'analyst', 'senior_officer', 'releaser', 'deliverer', 'public_officer', 'arbiter', 'auditor', 'administrator'];

/** A request handler of the form (request, response, next). A role's name is its sign-in token. */
export function fixtureHub() {
  const world = { watch: read('watch'), cases: read('cases'), inbox: read('inbox'), views: {}, entries: 500 };
  for (const { case_id } of world.cases.cases) {
    try {
      world.views[case_id] = read(`case_${case_id}`);
    } catch {
      // A case that is only in the list.
    }
  }
  const streams = new Set();

  return async (request, response, next) => {
    const url = new URL(request.url, 'http://hub');
    if (!url.pathname.startsWith('/api/v1/')) return next();
    const path = url.pathname.slice('/api/v1/'.length);
    const role = /heed_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    const send = (status, body, headers = {}) => {
      const type = status < 400 ? 'application/json' : 'application/problem+json';
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...headers });
      response.end(JSON.stringify(body));
    };
    const refuse = (status, detail, place) => send(status, { title: 'Refused', status, detail, place });

    if (path === 'sign_in') {
      const { token } = await body(request);
      if (!roles.includes(token)) return refuse(401, 'The hub knows no such token.', 'token');
      return send(200, person(token), { 'Set-Cookie': `heed_session=${token}; HttpOnly; SameSite=Strict; Path=/` });
    }
    if (!role) return refuse(401, 'Sign in first.');
    if (path === 'sign_out') return send(200, {}, { 'Set-Cookie': 'heed_session=; Max-Age=0; Path=/' });
    if (path === 'me') return send(200, person(role));
    if (path === 'watch') return send(200, world.watch);
    if (path === 'cases') return send(200, world.cases);
    if (path === 'recipients') return send(200, page(everyone(world), url.searchParams));
    if (path === 'recipients/stale') return send(200, stale(everyone(world), world.watch.now, Number(url.searchParams.get('days') ?? 180)));
    if (path === 'audience/preview') return preview(everyone(world), (await body(request)).reach, { send, refuse });
    if (path === 'regimes') return send(200, { regimes: Object.values(world.views).map((view) => view.regime) });
    if (path.startsWith('record')) return record(world, role, path, { send, refuse });
    if (path === 'reports') return send(200, world.inbox);
    if (path === 'alerts') return send(200, { alerts: [], total: 0 });
    if (path === 'feeds') return send(200, { feeds: [] });
    if (path.startsWith('cases/')) {
      const view = world.views[decodeURIComponent(path.slice(6))];
      return view ? send(200, { ...view, me: person(role) }) : refuse(404, 'There is no case of that name.');
    }
    if (path === 'events') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(': ready\n\n');
      streams.add(response);
      return request.on('close', () => streams.delete(response));
    }
    if (path.startsWith('commands/')) return command(world, streams, path.slice(9), role, await body(request), { send, refuse });
    return refuse(404, 'There is nothing here.');
  };
}

const names = { analyst: 'm.okafor', senior_officer: 'j.lindqvist', releaser: 'a.moreau', public_officer: 's.haddad', arbiter: 'r.tanaka' };
const person = (role) => ({ name: names[role] ?? role, role });

const everyone = (world) => Object.values(world.views).flatMap((view) => Object.values(view.recipients));

function page(all, asked) {
  const [from, limit] = [Number(asked.get('from') ?? 0), Number(asked.get('limit') ?? 500)];
  const recipients = all.slice(from, from + limit).map((recipient) => ({ recipient }));
  return { recipients, total: all.length, channels: ['email', 'person', 'webhook'], ...(from + limit < all.length && { next: from + limit }) };
}

function stale(all, now, days) {
  const before = new Date(Date.parse(now) - days * 86_400_000).toISOString();
  const old = all.flatMap(({ recipient, name, contacts }) => contacts.filter(({ verified_at }) => !(verified_at >= before)).map((contact) => ({ recipient, name, contact })));
  return { stale: old, days };
}

const tiers = ['internal', 'partner', 'direct', 'venue', 'public'];

/** Figures that move with what is asked. Nobody lives in the fixtures' areas, so they are made up from the size of the text. */
function preview(all, reach, { send, refuse }) {
  const unknown = (reach.recipients ?? []).findIndex((id) => !all.some(({ recipient }) => recipient === id));
  if (unknown >= 0) return refuse(404, `there is no recipient "${reach.recipients[unknown]}"`, `recipients[${unknown}]`);
  const [polygons, circles] = [reach.area?.polygons ?? [], reach.area?.circles ?? []];
  const crossing = polygons.findIndex((text) => String(text).includes('180,'));
  if (crossing >= 0) return refuse(422, 'point 1: latitude and longitude look swapped', `reach.area.polygons[${crossing}]`);
  const area = polygons.join('').length * 7 + circles.reduce((sum, text) => sum + Math.round(Number(text.split(' ')[1]) * 11), 0);
  const named = all.filter(({ recipient, roles, tier }) => (reach.recipients?.includes(recipient) || roles.some((role) => reach.roles?.includes(role))) && tiers.indexOf(tier) <= tiers.indexOf(reach.tier));
  const count = named.length + area;
  const part = (share) => Math.round(count * share);
  if (count === 0) return send(200, { count });
  return send(200, {
    count, by_channel: { email: part(0.8), webhook: part(0.15), person: part(0.05) }, by_language: { ru: part(0.9), en: count - part(0.9) },
    by_role: { citizens: part(0.7), venue_security: part(0.1), host_police: part(0.02) }, by_tier: { [reach.tier]: count }, by_sort: { person: part(0.9), venue: count - part(0.9) },
    not_allowed: part(0.02), unreachable: part(0.01),
  });
}

const checkpoint = (size) => `heed.example/record\n${size}\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— heed.example/record Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n`;

/** The record as far as the timelines of the fixtures tell it. */
function record(world, role, path, { send, refuse }) {
  if (!['auditor', 'senior_officer'].includes(role)) return refuse(403, 'The record is for the auditor or a senior officer.');
  if (path === 'record') return send(200, { size: world.entries, checkpoint: checkpoint(world.entries) });
  const index = Number(path.slice(7));
  if (!(index < world.entries)) return refuse(404, `The record has ${world.entries} entries.`, 'index');
  const found = Object.values(world.views).flatMap((view) => view.timeline.map((entry) => [entry, view.case.opened.case_id]));
  const [{ at, kind, actor, text }, case_id] = found.find(([entry]) => entry.index === index) ?? [{ at: world.watch.now, kind: 'watch.raised', actor: { name: 'hub', role: 'hub' }, text: 'Only the hub of the fixtures knows.' }];
  return send(200, { index, at, kind, actor, of: index, salt: 'Hn3iQ0m1Yd7m0aWw9oUO1g', body: { case_id, text } });
}

/** Takes every command, refuses three so that refusals can be seen, and writes the rest into the timeline. */
function command(world, streams, name, role, asked, { send, refuse }) {
  if (role === 'auditor') return refuse(403, 'An auditor reads everything and changes nothing.');
  if (name === 'add_facet' && asked.marking !== 'internal' && !asked.cleared) {
    return refuse(422, 'The marking is wider than that of the reports it rests on: say who cleared it and why.', 'cleared');
  }
  if (name === 'draft_edition' && asked.what === 'extend' && asked.valid?.until <= '2024-03-09T18:00:00Z') {
    return refuse(422, 'An extension ends later than the window that it extends.', 'valid.until');
  }
  if (name === 'release_warning' && role === 'analyst') return refuse(422, 'Who drafted an edition may not release it.', 'edition');
  const entry = { index: world.entries++, at: world.watch.now, kind: name, case_id: asked.case_id };
  if (name === 'receive_report') {
    const received = { report: `r${entry.index}`, derived_from: [], ...asked };
    world.inbox.reports.push({ received, stage: 'received', entry, entered_by: person(role).name });
  }
  const view = world.views[asked.case_id];
  view?.timeline.push({ ...entry, actor: person(role), text: `${name.replaceAll('_', ' ')} by ${person(role).name}`, lane: 'case' });
  for (const stream of streams) stream.write(`id: ${entry.index}\nevent: entry\ndata: ${JSON.stringify(entry)}\n\n`);
  return send(200, { entry: entry.index, name: `n${entry.index}` });
}

async function body(request) {
  let text = '';
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : {};
}
