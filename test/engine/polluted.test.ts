/** The language by example on a page whose built-in objects were changed: the engine decides as it does elsewhere. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compile, createEngine, type Event } from '../../src/engine.js';

const folder = new URL('../golden/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** What old libraries add, and what Prototype.js does. */
const spoil = (): (() => void) => {
  const { then } = Promise.prototype;
  const spoilt = { extend: () => 'spoilt', clone: () => 'spoilt', polluted: 'spoilt', isSpoilt: true };
  for (const prototype of [Object.prototype, Array.prototype, Function.prototype, String.prototype]) {
    Object.assign(prototype, spoilt);
    Object.defineProperty(prototype, 'toJSON', { value: () => 'spoilt', configurable: true });
  }
  // biome-ignore lint/suspicious/noThenProperty: that is what is tried
  Promise.prototype.then = function (...all) {
    return Reflect.apply(then, this, all);
  };
  return () => {
    for (const prototype of [Object.prototype, Array.prototype, Function.prototype, String.prototype])
      for (const name of [...Object.keys(spoilt), 'toJSON']) Reflect.deleteProperty(prototype, name);
    // biome-ignore lint/suspicious/noThenProperty: as it was
    Promise.prototype.then = then;
  };
};

interface Golden {
  readonly options?: object;
  readonly definitions: Parameters<typeof compile>[0];
  readonly log: readonly (Partial<Event> & { readonly at: string; readonly name: string })[];
  readonly expect: readonly { readonly at: string; readonly metrics?: object }[];
}

/** Who is in, the metrics, why, and what a restart makes of it, at each instant that the example asks about. */
const decide = ({ options = {}, definitions, log, expect: asked }: Golden) => {
  const events = log.map(({ at, name, id, session = 's', props = {}, offset }, index): Event => {
    const event = {
      id: id ?? `e${String(index).padStart(3, '0')}`,
      name,
      time: Date.parse(at),
      session,
      props,
    };
    return offset === undefined ? event : { ...event, offset };
  });
  const plan = compile(definitions);
  let engine = createEngine(plan, options);
  const told: unknown[] = [];
  for (const { at, metrics = {} } of asked) {
    const now = Date.parse(at);
    const due = events.filter(({ time }) => time <= now);
    told.push(engine.applyAll(due), engine.advance(now), [...engine.segments()].sort());
    for (const name of Object.getOwnPropertyNames(metrics)) told.push([name, engine.metric(name)]);
    for (const id of plan.segments) told.push(engine.explain(id));
    engine = createEngine(plan, { ...options, snapshot: engine.snapshot() });
    if (engine.needsReplay) engine.replay(due);
  }
  return told;
};

test(`all ${files.length} examples: the same changes, segments, metrics and explanations, over restarts`, () => {
  const texts = files.map((file) => readFileSync(new URL(file, folder), 'utf8'));
  const usual = texts.map((text) => decide(JSON.parse(text)));
  const restore = spoil();
  const answers: unknown[] = [];
  try {
    for (const text of texts) answers.push(decide(JSON.parse(text)));
  } finally {
    restore();
  }
  expect(files.length).toBeGreaterThan(80);
  for (const [index, file] of files.entries()) expect(answers[index], file).toEqual(usual[index]);
}, 60_000);
