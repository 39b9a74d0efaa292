// The built site under /console/ as the hub serves it, with the same policy, over the fixtures: node dev/serve.mjs [PORT]
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { extname, join, normalize } from 'node:path';
import { fixtureHub } from './fixture_hub.mjs';

const site = fileURLToPath(new URL('../dist/', import.meta.url));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.json': 'application/json' };
const api = fixtureHub();

async function page(request, response) {
  const { pathname } = new URL(request.url, 'http://hub');
  const file = pathname === '/console/' ? 'index.html' : normalize(pathname.replace(/^\/console\//, ''));
  try {
    if (!pathname.startsWith('/console/') || file.startsWith('..')) throw new Error('outside');
    const content = await readFile(join(site, file));
    response.writeHead(200, {
      'Content-Type': types[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': "default-src 'self'",
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(content);
  } catch {
    response.writeHead(404).end('There is nothing here.\n');
  }
}

const port = Number(process.argv[2] ?? 8441);
createServer((request, response) => api(request, response, () => page(request, response))).listen(port, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${port}/console/#sign-in=analyst`);
});
