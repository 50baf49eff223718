/** Builds the three apps as their users do, for the browser and for a server, in development mode: that is what warns. */
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import { compile } from 'svelte4/compiler';
import { build } from 'vite';
import { itself } from '../../../examples/itself.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Svelte 4 beside Svelte 5. */
const svelte4 = {
  name: 'svelte-4',
  enforce: 'pre',
  resolveId: (id) =>
    /^svelte($|\/)/.test(id) ? fileURLToPath(import.meta.resolve(id.replace('svelte', 'svelte4'))) : null,
  transform: (code, id) => (id.endsWith('.svelte') ? compile(code, { filename: id }).js : null),
};

const APPS = {
  react: { client: 'react/client.jsx', server: 'react/server.jsx', plugins: [] },
  vue: { client: 'vue/client.js', server: 'vue/server.js', plugins: [vue()] },
  svelte: {
    client: 'svelte/client.js',
    server: 'svelte/server.js',
    plugins: [svelte({ configFile: false })],
  },
  'svelte-4': { client: 'svelte/client-4.js', plugins: [svelte4] },
};

/** Lays `<app>/client.js` and `<app>/server.mjs` into the folder. */
export async function buildApps(folder) {
  for (const [name, { client, server, plugins }] of Object.entries(APPS)) {
    const shared = {
      configFile: false,
      root: here('.'),
      logLevel: 'error',
      mode: 'development',
      define: { 'process.env.NODE_ENV': '"development"' },
      plugins: [itself, ...plugins],
    };
    const output = { entryFileNames: '[name]', format: 'es' };
    const make = (input, ssr) =>
      build({
        ...shared,
        build: {
          ssr,
          minify: false,
          emptyOutDir: false,
          outDir: `${folder}/${name}`,
          rollupOptions: { input, output },
        },
      });
    await make({ 'client.js': here(client) }, false);
    if (server) await make({ 'server.mjs': here(server) }, true);
  }
}
