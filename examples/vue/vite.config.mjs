import vue from '@vitejs/plugin-vue';
import { itself } from '../itself.mjs';

export default {
  plugins: [itself, vue()],
  base: './',
  build: { rollupOptions: { input: 'main.ts', output: { entryFileNames: '[name].js' } } },
};
