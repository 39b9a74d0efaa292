// Subscribes with the package pubsubhubbub, and says on each line what happened: node subscriber.mjs TOPIC HUB
//
// Prints {"event": "subscribe" | "unsubscribe" | "denied", "topic"} and {"event": "feed", "topic", "hub", "sha256"}. The line
// "leave" on its input makes it unsubscribe.
//
// Why without a secret: version 1.0.2 subscribes with a secret that it derives, and checks with the one that it was
// given, so it believes no hub. The signature is checked in test_websub.py.

import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import pubsubhubbub from 'pubsubhubbub';

const [topic, hub] = process.argv.slice(2);
if (!topic || !hub) {
  console.error('usage: node subscriber.mjs TOPIC HUB');
  process.exit(2);
}

const say = (line) => console.log(JSON.stringify(line));
const subscriber = pubsubhubbub.createServer({ callbackUrl: 'http://127.0.0.1/' });

for (const event of ['subscribe', 'unsubscribe', 'denied']) {
  subscriber.on(event, (data) => say({ event, topic: data.topic, error: data.error && String(data.error) }));
}
subscriber.on('error', (error) => say({ event: 'error', error: String(error) }));
subscriber.on('feed', (data) => {
  const link = data.headers.link;
  say({
    event: 'feed',
    topic: /<([^>]+)>; rel="self"/.exec(link)[1],
    hub: /<([^>]+)>; rel="hub"/.exec(link)[1],
    sha256: createHash('sha256').update(data.feed).digest('hex'),
  });
});
subscriber.on('listen', () => {
  const callback = `http://127.0.0.1:${subscriber.server.address().port}/?topic=${encodeURIComponent(topic)}`;
  const tell = (error) => error && say({ event: 'error', error: String(error) });
  subscriber.subscribe(topic, hub, callback, tell);
  createInterface({ input: process.stdin }).on('line', (line) => {
    if (line === 'leave') subscriber.unsubscribe(topic, hub, callback, tell);
  });
});
subscriber.listen(0, '127.0.0.1');
