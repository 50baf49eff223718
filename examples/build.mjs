/** Builds the playground, and the app of each framework as its users do, each with its own configuration. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

for (const app of ['playground', 'react', 'vue', 'svelte']) {
  await build({ root: fileURLToPath(new URL(app, import.meta.url)), logLevel: 'error' });
}
