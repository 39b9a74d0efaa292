import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
// @ts-expect-error a plain module without types
import { fixtureHub } from './dev/fixture_hub.mjs';
// @ts-expect-error a plain module without types
import { land } from './dev/land.mjs';

// With HEED_URL the development server speaks to a running hub, else to the fixtures.
const hub = process.env.HEED_URL;

export default defineConfig({
  base: './',
  plugins: [
    svelte(),
    land(),
    {
      name: 'fixture-hub',
      configureServer(server) {
        if (!hub) server.middlewares.use(fixtureHub());
      },
    },
  ],
  server: { proxy: hub ? { '/api': { target: hub } } : {} },
  build: {
    // The policy of the hub is default-src 'self': nothing may be inlined as a data address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What the licences of the bundled packages ask: their texts go out with them.
    license: { fileName: 'licenses.md' },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
