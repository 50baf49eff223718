/** Serves the pages of the survival runs on two sites of this machine, and takes in what they tell. */
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PAGES = fileURLToPath(new URL('pages/', import.meta.url));
const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
const TYPES: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

/** What the pages tell. */
export interface Letter {
  readonly cell: string;
  /** Keys of events that Ethogram said are stored. */
  readonly acknowledged?: readonly string[];
  /** Milliseconds from the start to `ready`. */
  readonly firstRead?: number;
  /** Milliseconds from the start to the end of a page whose first read had not come back. */
  readonly unread?: number;
  /** How far a page came that gave up. */
  readonly reached?: string;
  readonly left?: number;
  readonly ready?: number;
  readonly quiet?: number;
  readonly tab?: number;
  readonly agreed?: Agreed;
  readonly look?: Look | { readonly frozen: true };
  readonly error?: string;
  readonly fault?: string;
  /** How often the page came back as it was, and how often without all that it had told. */
  readonly returned?: { readonly restored: number; readonly behind: number };
}

export interface Agreed {
  /** How many of the events a metric has. */
  readonly counted: number;
  readonly segments: readonly string[];
}

/** What a later page of the same visitor finds. */
export interface Look extends Agreed {
  /** Of the events in the export. */
  readonly keys: readonly string[];
}

export interface Server {
  readonly url: string;
  /** The same pages at another site. */
  readonly other: string;
  readonly letters: readonly Letter[];
  /** The first letter that fits, from now or before. */
  letter(fits: (letter: Letter) => unknown, milliseconds: number): Promise<Letter>;
  /** Called with each letter as it comes. */
  hear(run: (letter: Letter) => void): () => void;
  /** Answers the pages that wait for this. */
  release(what: string): void;
  close(): void;
}

/** Empty if the browser was killed while it sent it. */
const textOf = async (request: AsyncIterable<unknown>): Promise<string> => {
  let text = '';
  try {
    for await (const part of request) text += part;
    return text;
  } catch {
    return '';
  }
};

export async function serve(): Promise<Server> {
  // once: a build meanwhile changes nothing
  const names = (await readdir(DIST)).filter((name) => /^(ethogram|[a-z]+-[\w-]+)\.js$/.test(name));
  const scripts = new Map<string, Buffer>();
  for (const name of names) scripts.set(`/${name}`, await readFile(join(DIST, name)));
  const letters: Letter[] = [];
  const hearers = new Set<(letter: Letter) => void>();
  const released = new Map<string, { promise: Promise<void>; resolve: () => void }>();
  const until = (what: string) => {
    const known = released.get(what);
    if (known) return known;
    let resolve = () => {};
    const promise = new Promise<void>((now) => {
      resolve = now;
    });
    released.set(what, { promise, resolve });
    return { promise, resolve };
  };

  const open = async () => {
    const server = createServer(async (request, response) => {
      const { pathname, searchParams } = new URL(`http://localhost${request.url}`);
      if (pathname === '/mail') {
        const text = await textOf(request);
        response.writeHead(204).end();
        if (!text) return;
        const letter: Letter = JSON.parse(text);
        letters.push(letter);
        for (const hear of [...hearers]) hear(letter);
      } else if (pathname === '/wait') {
        await until(String(searchParams.get('for'))).promise;
        response.writeHead(204).end();
      } else if (pathname === '/soon') {
        await sleep(50);
        response.writeHead(204).end();
      } else {
        const body = scripts.get(pathname) ?? (await readFile(join(PAGES, pathname)).catch(() => undefined));
        response.writeHead(body ? 200 : 404, { 'content-type': TYPES[extname(pathname)] ?? 'text/plain' });
        response.end(body);
      }
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return {
      port,
      close: () => {
        server.close();
        server.closeAllConnections();
      },
    };
  };
  const [here, there] = [await open(), await open()];

  const hear = (run: (letter: Letter) => void) => {
    hearers.add(run);
    for (const letter of letters) run(letter);
    return () => hearers.delete(run);
  };

  return {
    url: `http://127.0.0.1:${here.port}`,
    // the same machine, and another site to a browser
    other: `http://localhost:${there.port}`,
    letters,
    hear,
    letter: (fits, milliseconds) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          hearers.delete(look);
          const last = JSON.stringify(letters.at(-1));
          reject(
            new Error(
              `The page did not tell within ${milliseconds} ms. The last of ${letters.length}: ${last}`,
            ),
          );
        }, milliseconds);
        const look = (letter: Letter) => {
          if (!fits(letter)) return;
          hearers.delete(look);
          clearTimeout(timer);
          resolve(letter);
        };
        hear(look);
      }),
    release: (what) => until(what).resolve(),
    close: () => {
      here.close();
      there.close();
    },
  };
}
