/** What must not compile, with the reason above each line. Read by the compiler of types, never run. */
import {
  abandoned,
  all,
  any,
  avg,
  classify,
  count,
  define,
  event,
  interval,
  now,
  points,
  ratio,
  score,
  segment,
  sequence,
  streak,
  sum,
  term,
  trait,
} from '../../src/define.js';

declare module '../../src/index.js' {
  interface Events {
    shoes_bought: {
      size: number;
      colour?: 'red' | 'blue';
      pairs: { model: string; price: number }[];
    };
  }
  interface Segments {
    'shoe-lover': true;
  }
}

export const misuse = () => {
  // @ts-expect-error a metric is no condition without a test
  all(count('a'));
  // @ts-expect-error of nothing nothing holds
  any();
  // @ts-expect-error a condition has no value
  ratio(count('a').gte(1), count('b'));
  // @ts-expect-error a segment needs a condition
  segment('a', count('a'));
  // @ts-expect-error of which events
  segment('a', sum('value').gte(300));
  // @ts-expect-error over is said once
  count('a').over('7d').over('8d');
  // @ts-expect-error no such window
  count('a').over('this_wek');
  // @ts-expect-error a streak is counted up to today, over no window
  streak('a').over('7d');
  // @ts-expect-error numbers hold no text
  count('a').contains('x');
  // @ts-expect-error a count is compared with numbers
  count('a').gte('many');
  // @ts-expect-error versions contain nothing
  trait('app').as('version').contains('1');
  // @ts-expect-error hours are numbers
  now('hour').is('late');
  // @ts-expect-error no such part of the clock
  now('minute');
  // @ts-expect-error how long ago must be said
  all(abandoned('a').without('b'));
  // @ts-expect-error one step is no sequence
  sequence('a');
  // @ts-expect-error a step is no sequence
  sequence('a', sequence('b', 'c'));
  // @ts-expect-error a step has no elements
  sequence('a', event('b').each('items'));
  // @ts-expect-error elements have no intervals
  interval(event('a').each('items'));
  // @ts-expect-error points have no class in a score
  score([points(1).of('a').class('x')]);
  // @ts-expect-error evidence needs a class
  classify([points(1).of('a')]);
  // @ts-expect-error times is for sums
  avg('price').times('quantity');
  // @ts-expect-error no such transform
  term(count('a'), 1).transform('log');
  // @ts-expect-error a metric is named without a test
  define({ metrics: { it: count('a').gte(1) } });
  // @ts-expect-error an unknown key
  define({ segment: [] });
  // @ts-expect-error never is no time
  segment('a', count('b').gte(1)).cooldown('never');
  // @ts-expect-error the size is a number
  event('shoes_bought').where({ size: 'large' });
  // @ts-expect-error no such colour
  event('shoes_bought').where({ colour: { is: 'green' } });
  // @ts-expect-error the price of a pair is a number
  event('shoes_bought').each('pairs').where({ price: 'dear' });
};
