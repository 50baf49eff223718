/** An app as one of our users has it: `ethogram` comes by its name, through the package's own doors. */
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';
import { itself } from '../itself.mjs';

export default {
  input: 'examples/spa/main.ts',
  output: { dir: 'examples/spa/dist', format: 'es', sourcemap: true, chunkFileNames: '[name]-[hash].js' },
  plugins: [
    itself,
    nodeResolve({ browser: true }),
    typescript({ tsconfig: 'examples/spa/tsconfig.json', noEmitOnError: true }),
    terser(),
  ],
};
