/** A worker's functions, as if they stood here. */

type Asked<Functions> = {
  readonly [Name in keyof Functions]: Functions[Name] extends (...words: infer Words) => infer Answer
    ? (...words: Words) => Promise<Awaited<Answer>>
    : never;
};

interface Question {
  readonly id: number;
  readonly name: string;
  readonly words: readonly unknown[];
}

interface Answer {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** In the worker: answers with these functions. */
export const answer = (functions: { readonly [name: string]: (...words: never[]) => unknown }): void => {
  addEventListener('message', async ({ data: { id, name, words } }: MessageEvent<Question>) => {
    const reply: Answer = await Promise.resolve()
      .then(() => (functions[name] as (...words: readonly unknown[]) => unknown)(...words))
      .then(
        (answer) => ({ id, answer }),
        (error) => ({ id, error: String(error) }),
      );
    postMessage(reply);
  });
};

/** On the page: `await ask<typeof functions>(worker).look(…)`. What the worker throws is thrown here. */
export const ask = <Functions>(worker: Worker): Asked<Functions> => {
  const waiting = new Map<number, { done(answer: unknown): void; failed(error: Error): void }>();
  let last = 0;
  worker.addEventListener('message', ({ data: { id, answer, error } }: MessageEvent<Answer>) => {
    const { done, failed } = waiting.get(id) as { done(answer: unknown): void; failed(error: Error): void };
    waiting.delete(id);
    if (error === undefined) done(answer);
    else failed(new Error(error));
  });
  const question =
    (name: string) =>
    (...words: readonly unknown[]) =>
      new Promise((done, failed) => {
        last++;
        waiting.set(last, { done, failed });
        worker.postMessage({ id: last, name, words } satisfies Question);
      });
  return new Proxy({}, { get: (_, name: string) => question(name) }) as Asked<Functions>;
};
