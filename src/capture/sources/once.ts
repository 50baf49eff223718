import { isObject, type Json, type JsonObject } from '../../base/json.js';
import type { Teller, Told } from './source.js';

/** Whose word counts of an act that several tell: the least. */
const RANK: { readonly [teller in Teller]: number } = {
  call: 0,
  'data-layer': 1,
  segment: 1,
  'data-track': 2,
  page: 2,
  'structured-data': 3,
};

/** Milliseconds that an act waits for somebody who knows it better. */
const WAIT: { readonly [teller in Teller]: number } = {
  call: 0,
  page: 0,
  'data-layer': 250,
  segment: 250,
  'data-track': 1000,
  'structured-data': 1000,
};

/** What was told as a page was gone to may be of the next view already. */
const TURN = 1000;

/** Milliseconds in which two that name no common thing may mean the same. */
const NEAR = 5000;

const MOST = 200;

interface Act {
  told: Told;
  readonly about: readonly Json[];
  readonly tellers: Set<Teller>;
  readonly at: number;
  isCounted: boolean;
}

const SUBJECTS = [
  'item_id',
  'sku',
  'item_name',
  'article_id',
  'promotion_id',
  'transaction_id',
  'search_term',
];

/** By what it may be known that two mean the same: ids and names of products and the like. */
const aboutOf = (props: JsonObject): Json[] => {
  const items = Array.isArray(props.items) ? props.items.filter(isObject) : [];
  return [props, ...(items as JsonObject[])].flatMap((one) =>
    SUBJECTS.flatMap((key) => (one[key] === undefined ? [] : [String(one[key])])),
  );
};

export interface Once {
  tell(told: Told): void;
  /** Lets in what has waited long enough, or all of it. */
  count(all?: boolean): void;
  /** Another view: the same may happen again. */
  turn(): void;
  /** Was told, and let in, before we were there. */
  remember(told: Told): void;
}

/**
 * One act is one event, within a view: what has the same name and is about the same counts once, whoever tells it; by
 * whom it counts is a matter of rank. What one of them tells twice has happened twice.
 */
export const createOnce = (now: () => number, note: (what: string) => void): Once => {
  let acts: Act[] = [];

  const letIn = (act: Act) => {
    act.isCounted = true;
    act.told.admit(WAIT[act.told.teller] ? act.at : undefined);
  };
  /** A page is about one thing, whatever others call it; and a button may not say what it is about. */
  const isNear = (act: Act, teller: Teller, about: readonly Json[]) =>
    now() - act.at < NEAR &&
    (teller === 'structured-data' ||
      act.tellers.has('structured-data') ||
      !about.length ||
      !act.about.length);
  const isSame = (act: Act, { teller, name }: Told, about: readonly Json[]) =>
    act.told.name === name &&
    !act.tellers.has(teller) &&
    (about.some((one) => act.about.includes(one)) || isNear(act, teller, about));

  const add = (told: Told, isCounted: boolean) => {
    const act = { told, about: aboutOf(told.props), tellers: new Set([told.teller]), at: now(), isCounted };
    acts = [...acts.slice(-MOST), act];
    return act;
  };
  const tell = (told: Told) => {
    const about = aboutOf(told.props);
    let act = acts.find((one) => isSame(one, told, about));
    if (!act) act = add(told, false);
    else {
      const isBetter = !act.isCounted && RANK[told.teller] < RANK[act.told.teller];
      const [kept, left] = isBetter ? [told, act.told] : [act.told, told];
      act.told = kept;
      act.tellers.add(told.teller);
      note(`${told.name}: told by ${kept.teller} and by ${left.teller}. It counts once, by ${kept.teller}`);
    }
    if (!act.isCounted && !WAIT[act.told.teller]) letIn(act);
  };
  return {
    tell,
    remember: (told) => void add(told, true),
    count(all) {
      for (const act of acts)
        if (!act.isCounted && (all || now() - act.at >= WAIT[act.told.teller])) letIn(act);
    },
    turn() {
      acts = acts.filter(({ at }) => now() - at < TURN);
    },
  };
};
