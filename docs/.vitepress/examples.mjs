/** The examples of the segment language as whole files, and as links into the playground. */
import { deflateRawSync } from 'node:zlib';

const withSegment = (names, segment) => ({ ...names, segments: [...names.segments, segment] });
const withPart = (names, part, json) => ({ ...names, [part]: { ...names[part], example: json } });

/**
 * How an example becomes a file, by the word that stands before it in `docs/segments.md`. `names` is that page's first file:
 * short examples use its names.
 *
 * @type {{ readonly [kind: string]: (json: any, names: any) => any }}
 */
export const FILES = {
  file: (json) => json,
  segment: (json, names) => withSegment(names, json),
  condition: (json, names) => withSegment(names, { id: 'example', when: json }),
  selector: (json, names) => withPart(names, 'metrics', { count: json }),
  metric: (json, names) => withPart(names, 'metrics', json),
  classifier: (json, names) => withPart(names, 'classifiers', json),
  model: (json, names) => withPart(names, 'models', json),
};

/** As the playground reads it: the log's name, then the packed file. */
export const hashOf = (file) =>
  `#shop.${deflateRawSync(JSON.stringify(file, null, 2)).toString('base64url')}`;

/** Puts a link into the playground under each example of the segment language. */
export const tryIt = (md) => {
  const { fence } = md.renderer.rules;
  let names;
  md.renderer.rules.fence = (tokens, place, options, env, self) => {
    const shown = fence(tokens, place, options, env, self);
    const [, kind, note] = /^<!-- (\w+)(?:: ([\w-]+))? -->/.exec(tokens[place - 1]?.content ?? '') ?? [];
    if (env.relativePath !== 'segments.md' || !(kind in FILES)) return shown;
    const json = JSON.parse(tokens[place].content);
    if (note === 'names') names = json;
    const address = `../examples/playground/${hashOf(FILES[kind](json, names))}`;
    return `${shown}<p class="try"><a href="${address}" target="_self">Try it in the playground</a></p>`;
  };
};
