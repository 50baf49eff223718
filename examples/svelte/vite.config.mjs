import { svelte } from '@sveltejs/vite-plugin-svelte';
import { itself } from '../itself.mjs';

export default {
  plugins: [itself, svelte()],
  base: './',
  build: { rollupOptions: { input: 'main.ts', output: { entryFileNames: '[name].js' } } },
};
