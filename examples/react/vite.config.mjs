import { itself } from '../itself.mjs';

export default {
  plugins: [itself],
  base: './',
  build: { rollupOptions: { input: 'main.tsx', output: { entryFileNames: '[name].js' } } },
};
