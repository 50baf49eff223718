/** An app as one of our users has it: `ethogram` comes by its name, through the package's own doors. */
import { fileURLToPath } from 'node:url';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import typescript from '@rollup/plugin-typescript';

/** The app lies inside the package's own repository, where Node knows the package by its name and Rollup does not. */
const itself = {
  name: 'itself',
  resolveId: (id) => (id.split('/')[0] === 'ethogram' ? fileURLToPath(import.meta.resolve(id)) : null),
};

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
