/** Scenarios for fast-check: each from one number, and made smaller by their meaning when they fail. */
import fc from 'fast-check';
import type { Form } from './forms.js';
import { type Scenario, scenario } from './random-scenario.js';
import { simpler } from './shrink.js';

class Scenarios extends fc.Arbitrary<Scenario> {
  constructor(readonly forms: ReadonlySet<Form>) {
    super();
  }

  override generate(random: fc.Random): fc.Value<Scenario> {
    return new fc.Value(scenario(random.nextInt(0, 2 ** 31 - 1), this.forms), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Scenario {
    return typeof value === 'object' && value !== null && 'calls' in value;
  }

  override shrink(value: Scenario): fc.Stream<fc.Value<Scenario>> {
    return fc.stream(simpler(value)).map((smaller) => new fc.Value(smaller, undefined));
  }
}

export const scenarios = (forms: ReadonlySet<Form>): fc.Arbitrary<Scenario> => new Scenarios(forms);
