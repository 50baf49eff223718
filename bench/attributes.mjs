/** 100 segments over the attributes of a profile: every membership after a change of it. */
import { rm, writeFile } from 'node:fs/promises';
import { LogicEngine } from 'json-logic-engine';
import { Engine as RulesEngine } from 'json-rules-engine';
import { Query } from 'mingo';
import sift from 'sift';
import { compile, createEngine } from './door.mjs';
import { against, assert, interleave, ratio, table, time } from './measure.mjs';
import { Random } from './random.mjs';

const random = new Random(1);

const text = (...values) => ({ values, make: () => random.one(values) });
const number = (most, ...marks) => ({ marks, make: () => random.below(most) });
const flag = () => ({ values: [true, false], make: () => random.next() < 0.5 });

/** What is known of a visitor. */
const FIELDS = {
  country: text('PL', 'DE', 'FR', 'GB', 'US', 'CZ', 'ES', 'IT'),
  city: text('Warszawa', 'Berlin', 'Paris', 'London', 'Kraków', 'Praha', 'Madrid'),
  language: text('pl', 'de', 'en', 'fr', 'es'),
  currency: text('PLN', 'EUR', 'GBP', 'USD'),
  device: text('desktop', 'mobile', 'tablet'),
  os: text('Windows', 'macOS', 'Android', 'iOS', 'Linux'),
  browser: text('Chrome', 'Safari', 'Firefox', 'Edge'),
  channel: text('organic', 'paid', 'email', 'social', 'direct', 'referral'),
  campaign: text('spring-sale', 'black-friday', 'newsletter-42', 'retargeting', 'brand'),
  landing_page: text('/', '/shoes/running', '/shoes/hiking', '/sale', '/blog/how-to-choose'),
  plan: text('free', 'trial', 'pro', 'team', 'enterprise'),
  lifecycle: text('new', 'active', 'lapsing', 'lapsed'),
  gender: text('f', 'm', 'x'),
  favourite_brand: text('Salomon', 'Hoka', 'Asics', 'Nike', 'Adidas'),
  favourite_category: text('running', 'hiking', 'fitness', 'outdoor'),
  email_domain: text('gmail.com', 'wp.pl', 'outlook.com', 'company.example'),
  company_size: text('1', '2-10', '11-50', '51-200', '200+'),
  age: number(80, 18, 25, 35, 50, 65),
  visits: number(200, 2, 5, 10, 50, 100),
  orders: number(30, 1, 2, 3, 5, 10),
  lifetime_value: number(5000, 50, 100, 500, 1000, 2500),
  average_order: number(300, 20, 50, 80, 120, 200),
  days_since_order: number(400, 7, 30, 60, 90, 365),
  returns: number(10, 1, 2, 3, 5),
  coupons_used: number(20, 1, 3, 5, 10),
  rating: number(6, 2, 3, 4, 5),
  points: number(10000, 100, 500, 1000, 5000),
  newsletter: flag(),
  logged_in: flag(),
  has_app: flag(),
};
const NAMES = Object.keys(FIELDS);

const profile = () => Object.fromEntries(NAMES.map((name) => [name, FIELDS[name].make()]));

const leaf = () => {
  const trait = random.one(NAMES);
  const { values, marks } = FIELDS[trait];
  if (marks) {
    if (random.next() < 0.2) {
      const [a, b] = random.some(marks, 2).sort((a, b) => a - b);
      return { trait, between: [a, b] };
    }
    return { trait, [random.one(['gte', 'gte', 'lt', 'gt', 'lte'])]: random.one(marks) };
  }
  const way = random.next();
  if (values.length > 3 && way < 0.3) return { trait, oneOf: random.some(values, 2 + random.below(2)) };
  if (typeof values[0] === 'string' && way < 0.4) return { trait, contains: random.one(values).slice(0, 3) };
  if (way < 0.5) return { trait, isNot: random.one(values) };
  return { trait, is: random.one(values) };
};

/** Four or five leaves, in two levels of `all` and `any`, some of them turned round. */
const condition = () => {
  const leaves = Array.from({ length: 4 + random.below(2) }, leaf);
  const [outer, inner] = random.next() < 0.6 ? ['all', 'any'] : ['any', 'all'];
  const parts = leaves.splice(0, 1 + random.below(2));
  while (leaves.length) {
    const some = leaves.splice(0, 2 + random.below(2));
    const part = some.length > 1 ? { [inner]: some } : some[0];
    parts.push(random.next() < 0.15 ? { not: part } : part);
  }
  return { [outer]: parts };
};

const CONDITIONS = Array.from({ length: 100 }, condition);

const leavesOf = (c) => (c.all ?? c.any ?? (c.not && [c.not]))?.flatMap(leavesOf) ?? [c];
const LEAVES = CONDITIONS.flatMap(leavesOf);
const DISTINCT = new Set(LEAVES.map((one) => JSON.stringify(one))).size;

/** Goes through a condition: how each kind of node is said. */
const translate = (c, say) => {
  if (c.all) return say.all(c.all.map((part) => translate(part, say)));
  if (c.any) return say.any(c.any.map((part) => translate(part, say)));
  if (c.not) return say.not(translate(c.not, say));
  const { trait, ...test } = c;
  const [[key, value]] = Object.entries(test);
  return say.leaf(trait, key, value);
};

/** Plain nested functions, put together in code. */
const CLOSURES = {
  all: (parts) => {
    const [a, b, c] = parts;
    if (parts.length === 1) return a;
    if (parts.length === 2) return (p) => a(p) && b(p);
    if (parts.length === 3) return (p) => a(p) && b(p) && c(p);
    return (p) => parts.every((part) => part(p));
  },
  any: (parts) => {
    const [a, b, c] = parts;
    if (parts.length === 1) return a;
    if (parts.length === 2) return (p) => a(p) || b(p);
    if (parts.length === 3) return (p) => a(p) || b(p) || c(p);
    return (p) => parts.some((part) => part(p));
  },
  not: (part) => (p) => !part(p),
  leaf: (field, key, value) => {
    if (key === 'is') return (p) => p[field] === value;
    if (key === 'isNot') return (p) => p[field] !== value;
    if (key === 'gt') return (p) => p[field] > value;
    if (key === 'gte') return (p) => p[field] >= value;
    if (key === 'lt') return (p) => p[field] < value;
    if (key === 'lte') return (p) => p[field] <= value;
    if (key === 'contains') return (p) => p[field].includes(value);
    if (key === 'oneOf') {
      const values = new Set(value);
      return (p) => values.has(p[field]);
    }
    const [from, to] = value;
    return (p) => p[field] >= from && p[field] <= to;
  },
};

/** The same as the text of a module: what one gets who writes all 100 down by hand. */
const SOURCE = {
  all: (parts) => `(${parts.join(' && ')})`,
  any: (parts) => `(${parts.join(' || ')})`,
  not: (part) => `!(${part})`,
  leaf: (field, key, value) => {
    const it = `p.${field}`;
    const order = { is: '===', isNot: '!==', gt: '>', gte: '>=', lt: '<', lte: '<=' }[key];
    if (order) return `${it} ${order} ${JSON.stringify(value)}`;
    if (key === 'contains') return `${it}.includes(${JSON.stringify(value)})`;
    if (key === 'oneOf') return `(${value.map((one) => `${it} === ${JSON.stringify(one)}`).join(' || ')})`;
    return `(${it} >= ${value[0]} && ${it} <= ${value[1]})`;
  },
};

const MONGO = {
  all: (parts) => ({ $and: parts }),
  any: (parts) => ({ $or: parts }),
  not: (part) => ({ $nor: [part] }),
  leaf: (field, key, value) => {
    if (key === 'between') return { [field]: { $gte: value[0], $lte: value[1] } };
    if (key === 'contains') return { [field]: { $regex: value } };
    const name = { is: '$eq', isNot: '$ne', oneOf: '$in' }[key] ?? `$${key}`;
    return { [field]: { [name]: value } };
  },
};

const JSON_LOGIC = {
  all: (parts) => ({ and: parts }),
  any: (parts) => ({ or: parts }),
  not: (part) => ({ '!': [part] }),
  leaf: (field, key, value) => {
    const it = { var: field };
    if (key === 'between') return { '<=': [value[0], it, value[1]] };
    if (key === 'contains') return { in: [value, it] };
    if (key === 'oneOf') return { in: [it, value] };
    const name = { is: '===', isNot: '!==', gt: '>', gte: '>=', lt: '<', lte: '<=' }[key];
    return { [name]: [it, value] };
  },
};

const JSON_RULES = {
  all: (parts) => ({ all: parts }),
  any: (parts) => ({ any: parts }),
  not: (part) => ({ not: part }),
  leaf: (fact, key, value) => {
    if (key === 'between')
      return {
        all: [
          { fact, operator: 'greaterThanInclusive', value: value[0] },
          { fact, operator: 'lessThanInclusive', value: value[1] },
        ],
      };
    const operator = {
      is: 'equal',
      isNot: 'notEqual',
      gt: 'greaterThan',
      gte: 'greaterThanInclusive',
      lt: 'lessThan',
      lte: 'lessThanInclusive',
      oneOf: 'in',
      contains: 'includes',
    }[key];
    return { fact, operator, value };
  },
};

/** Keeps who is in, and counts what changed: what any use of memberships needs. */
class Memberships {
  changes = 0;
  #in = new Uint8Array(CONDITIONS.length);

  decide(tests, data) {
    for (let index = 0; index < tests.length; index++) {
      const holds = tests[index](data) ? 1 : 0;
      if (holds !== this.#in[index]) {
        this.#in[index] = holds;
        this.changes++;
      }
    }
  }

  get ids() {
    return [...this.#in].flatMap((holds, index) => (holds ? `s${index}` : [])).join();
  }
}

const predicates = (tests) => {
  const memberships = new Memberships();
  return {
    change: (whole) => memberships.decide(tests, whole),
    ids: () => memberships.ids,
  };
};

const closures = () => predicates(CONDITIONS.map((c) => translate(c, CLOSURES)));

const sources = async () => {
  const file = new URL(`.written-${process.pid}.mjs`, import.meta.url);
  await writeFile(
    file,
    `export default [\n${CONDITIONS.map((c) => `(p) => ${translate(c, SOURCE)}`).join(',\n')}\n];\n`,
  );
  const { default: tests } = await import(file.href).finally(() => rm(file));
  return predicates(tests);
};

const rulesEngine = () => {
  const engine = new RulesEngine();
  engine.addOperator('includes', (fact, value) => fact.includes(value));
  CONDITIONS.forEach((c, index) => {
    engine.addRule({ conditions: translate(c, JSON_RULES), event: { type: `s${index}` } });
  });
  let ids = new Set();
  return {
    change: async (whole) => {
      ids = new Set((await engine.run(whole)).events.map(({ type }) => type));
    },
    ids: () => CONDITIONS.flatMap((_, index) => (ids.has(`s${index}`) ? `s${index}` : [])).join(),
  };
};

const plan = compile({
  version: 1,
  segments: CONDITIONS.map((when, index) => ({ id: `s${index}`, when })),
});

/** Ours: handed the whole profile, or only what changed of it. */
const ours = (part) => {
  const engine = createEngine(plan);
  let now = Date.UTC(2026, 5, 1);
  return {
    change: (whole, changed) => {
      now += 1000;
      engine.setTraits(part ? changed : whole, now);
    },
    ids: () => {
      const inside = engine.segments();
      return plan.segments.filter((id) => inside.has(id)).join();
    },
  };
};

const siftAll = () => predicates(CONDITIONS.map((c) => sift(translate(c, MONGO))));

const mingo = () => {
  const queries = CONDITIONS.map((c) => new Query(translate(c, MONGO)));
  return predicates(queries.map((query) => (data) => query.test(data)));
};

const jsonLogic = (built) => () => {
  const engine = new LogicEngine();
  const rules = CONDITIONS.map((c) => translate(c, JSON_LOGIC));
  return predicates(rules.map((rule) => (built ? engine.build(rule) : (data) => engine.run(rule, data))));
};

/** Profiles one after another: each with what changed of the one before. */
const courses = {
  'all 30 fields': () => {
    const whole = profile();
    return { whole, changed: whole };
  },
  'one field': (before) => {
    const name = random.one(NAMES);
    let value = before.whole[name];
    while (value === before.whole[name]) value = FIELDS[name].make();
    const changed = { [name]: value };
    return { whole: { ...before.whole, ...changed }, changed };
  },
};

const course = (kind, length) => {
  const steps = [{ whole: profile(), changed: undefined }];
  steps[0].changed = steps[0].whole;
  while (steps.length <= length) steps.push(courses[kind](steps.at(-1)));
  return steps;
};

const FLOOR = 'closures, put together in code';
const OURS = 'ours';

const contestants = async () => ({
  [FLOOR]: [closures(), 2000],
  'the same, written as source text': [await sources(), 2000],
  [OURS]: [ours(true), 2000],
  'ours, handed the whole profile': [ours(false), 2000],
  sift: [siftAll(), 200],
  mingo: [mingo(), 100],
  'json-logic-engine, interpreted': [jsonLogic(false)(), 50],
  'json-logic-engine, built (new Function)': [jsonLogic(true)(), 1000],
  'json-rules-engine': [rulesEngine(), 2],
});

export const attributes = async () => {
  const columns = {};
  for (const kind of Object.keys(courses)) {
    const all = await contestants();
    const steps = course(kind, 2000);
    for (const { whole, changed } of steps.slice(0, 40)) {
      for (const [one] of Object.values(all)) await one.change(whole, changed);
      const [[floor]] = Object.values(all);
      for (const [name, [one]] of Object.entries(all))
        assert(one.ids() === floor.ids(), `${name} decides otherwise`);
    }
    const runs = Object.entries(all).map(([name, [one, most]]) => [
      name,
      async () => {
        if (name === 'json-rules-engine') {
          const start = performance.now();
          for (const { whole } of steps.slice(0, most)) await one.change(whole);
          return (performance.now() - start) / most;
        }
        // all begin with the same whole profile
        one.change(steps[0].whole, steps[0].whole);
        return (
          time(() => {
            for (let index = 1; index <= most; index++) one.change(steps[index].whole, steps[index].changed);
          }) / most
        );
      },
    ]);
    columns[kind] = await interleave(Object.fromEntries(runs));
  }
  const kinds = Object.keys(columns);
  const names = Object.keys(columns[kinds[0]]);
  table(
    '1. Attribute segments: all memberships after a change of the profile',
    [
      `100 segments, ${LEAVES.length} leaf conditions (${DISTINCT} different) over ${NAMES.length} fields. × the closures' cost, median (middle 80% of rounds).`,
    ],
    ['', ...kinds.map((kind) => `${kind} change${kind.startsWith('one') ? 's' : ''}`), 'target'],
    names.map((name) => {
      const ratios = kinds.map((kind) => ratio(columns[kind][name], columns[kind][FLOOR]));
      const worst = Math.max(...ratios.map(({ value }) => value));
      return [name, ...ratios.map((one) => one.text), name === OURS ? against(worst, 1) : ''];
    }),
  );
};
