/** Definitions in an address: after the `#`, which browsers send to no server. */

const through = async (bytes: Uint8Array<ArrayBuffer>, by: CompressionStream | DecompressionStream) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(by)).arrayBuffer());

/** `#shop.` and the packed definitions: the log's name comes first. */
export const linkTo = async (log: string, text: string): Promise<string> => {
  const packed = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'));
  const letters = btoa(Array.from(packed, (byte) => String.fromCharCode(byte)).join(''));
  return `#${log}.${letters.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')}`;
};

/** What an address carries; undefined if nothing, or nothing that can be read. */
export const readLink = async (hash: string): Promise<{ log: string; text: string } | undefined> => {
  const [, log, letters] = /^#([a-z]+)\.([\w-]+)$/.exec(hash) ?? [];
  if (!log || !letters) return undefined;
  try {
    const packed = atob(letters.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
    const text = await through(bytes, new DecompressionStream('deflate-raw'));
    return { log, text: new TextDecoder().decode(text) };
  } catch {
    return undefined; // somebody cut it
  }
};
