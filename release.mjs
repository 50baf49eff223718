/** What goes out beside the code: whose code is bundled and under which licence, and the hash of each file that a page loads. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folders of the packages that something was bundled from. */
const bundled = new Set();

/** For every part of the build: notes which packages went into it. */
export const notePackages = () => ({
  name: 'note-packages',
  generateBundle(_, files) {
    for (const { modules = {} } of Object.values(files))
      for (const [id, { renderedLength }] of Object.entries(modules)) {
        const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/')) ?? [];
        if (folder && renderedLength) bundled.add(folder.replace(/^\0/, ''));
      }
  },
});

const licenceOf = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e(\.\w+)?$/i.test(one));
  if (!file) throw new Error(`${name} says nowhere what its licence is.`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
};

const licences = () =>
  [...bundled]
    .map(licenceOf)
    .sort()
    .join(`\n${'-'.repeat(80)}\n\n`);

/** @returns {{ [file: string]: string }} as `integrity` takes them (https://www.w3.org/TR/sri-2/) */
const hashes = (dist) =>
  Object.fromEntries(
    readdirSync(dist)
      .filter((file) => file.endsWith('.js'))
      .sort()
      .map((file) => [
        file,
        `sha384-${createHash('sha384')
          .update(readFileSync(join(dist, file)))
          .digest('base64')}`,
      ]),
  );

/** For the last part of the build: writes `LICENSES.txt` and `integrity.json`. */
export const writeRelease = (dist) => ({
  name: 'write-release',
  writeBundle() {
    writeFileSync(join(dist, 'LICENSES.txt'), licences());
    writeFileSync(join(dist, 'integrity.json'), `${JSON.stringify(hashes(dist), undefined, 2)}\n`);
  },
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const integrity = JSON.parse(readFileSync('dist/integrity.json', 'utf8'));
  console.log(`ethogram ${version}

<script
  defer
  src="…/ethogram@${version}/dist/ethogram.js"
  integrity="${integrity['ethogram.js']}"
  crossorigin="anonymous"
></script>

The others stand in dist/integrity.json.`);
}
