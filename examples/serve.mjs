/**
 * Serves `dist/`, `examples/` and the documentation on 127.0.0.1, and nothing else of the repository.
 * Run by `npm start`; the browser tests use the same server.
 */
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** What is served, and where it lies. */
const FOLDERS = { '/dist/': 'dist', '/examples/': 'examples', '/docs/': 'site' };
const START = '/examples/shop/';
/** A single-page app: an address inside it that is no file is the app's own. */
const APP = '/examples/spa/';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** The file behind an address, or undefined. */
async function find(pathname) {
  const path = normalize(decodeURIComponent(pathname));
  const served = Object.keys(FOLDERS).find((folder) => path.startsWith(folder));
  if (!served) return undefined;
  const inApp = path.startsWith(APP) && !extname(path);
  const page = inApp ? `${APP}index.html` : path.endsWith('/') ? `${path}index.html` : path;
  const file = join(ROOT, FOLDERS[served], page.slice(served.length));
  const info = await stat(file).catch(() => undefined);
  return info?.isFile() ? { file, size: info.size } : undefined;
}

/**
 * @typedef {{ type?: string, status?: number, headers?: { [name: string]: string }, body?: string }} Page
 * @param {{ port?: number, pages?: { [path: string]: Page | ((url: URL) => Page) }, site?: Promise<unknown> }} [options]
 *   `pages`: what a test lays over the files. `site`: until when the documentation is waited for.
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function serve({ port = 0, pages = {}, site } = {}) {
  const server = createServer(async (request, response) => {
    const url = new URL(`http://localhost${request.url}`);
    const { pathname } = url;
    const laid = pages[pathname];
    const page = typeof laid === 'function' ? laid(url) : laid;
    if (page) {
      response.writeHead(page.status ?? 200, {
        'content-type': page.type ?? TYPES['.html'],
        ...page.headers,
      });
      response.end(page.body);
    } else if (pathname === '/favicon.ico') {
      response.writeHead(204).end();
    } else if (pathname === '/' || pathname === '/docs') {
      response.writeHead(302, { location: pathname === '/' ? START : '/docs/' }).end();
    } else {
      if (pathname.startsWith('/docs/')) await site;
      const found = await find(pathname).catch(() => undefined);
      if (!found) {
        response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
        return;
      }
      response.writeHead(200, {
        'content-type': TYPES[extname(found.file)] ?? 'application/octet-stream',
        'content-length': found.size,
      });
      createReadStream(found.file).pipe(response);
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Makes the documentation meanwhile: nobody who came for the demo waits for it. */
const makeSite = () =>
  new Promise((resolve) => {
    const command = spawn('npm', ['run', '--silent', 'site'], {
      cwd: ROOT,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    command.once('error', resolve).once('close', resolve);
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.env.PORT ?? 0), site: makeSite() });
  console.log(`
  The shop, by script tag:       ${url}/examples/shop/
  The playground:                ${url}/examples/playground/
  The single-page app, from npm: ${url}/examples/spa/
  Books, in React:               ${url}/examples/react/
  Books, in Vue:                 ${url}/examples/vue/
  Books, in Svelte:              ${url}/examples/svelte/
  The documentation:             ${url}/docs/  (being made meanwhile)

  Ctrl+C ends it.`);
}
