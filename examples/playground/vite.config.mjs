import { itself } from '../itself.mjs';

export default {
  plugins: [itself],
  base: './',
  worker: {
    format: 'es',
    plugins: () => [itself],
    rollupOptions: { output: { entryFileNames: '[name].js' } },
  },
  build: { rollupOptions: { input: 'main.ts', output: { entryFileNames: '[name].js' } } },
};
