/** Builds the app of each framework as its users do, each with its own configuration. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

for (const framework of ['react', 'vue', 'svelte']) {
  await build({ root: fileURLToPath(new URL(framework, import.meta.url)), logLevel: 'error' });
}
