import { fileURLToPath } from 'node:url';

/** The examples lie inside the package's own repository, where Node knows the package by its name and bundlers do not. */
export const itself = {
  name: 'itself',
  enforce: 'pre',
  resolveId: (id) => (id.split('/')[0] === 'ethogram' ? fileURLToPath(import.meta.resolve(id)) : null),
};
