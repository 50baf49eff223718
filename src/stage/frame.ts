/**
 * Colours and sizes are the page's to say, as custom properties on any element above: `--ethogram-background`, `-color`,
 * `-accent`, `-accent-color`, `-border`, `-radius`, `-font`, `-width`, `-layer`.
 */
const CSS = `
:host{display:block;font:var(--ethogram-font,inherit)}
:host([data-channel=banner]){position:fixed;inset:auto auto 1rem 1rem;z-index:var(--ethogram-layer,2147483000);max-width:calc(100vw - 2rem);width:var(--ethogram-width,24rem)}
.card{box-sizing:border-box;margin:0;padding:0;border:var(--ethogram-border,1px solid #d6d6d6);border-radius:var(--ethogram-radius,.75rem);background:var(--ethogram-background,#fff);color:var(--ethogram-color,#1b1b1b);box-shadow:0 .5rem 2rem #0003;animation:come .2s}
dialog.card{margin:auto;width:var(--ethogram-width,24rem);max-width:calc(100vw - 2rem)}
dialog::backdrop{background:#0008}
.body{padding:1rem 1.25rem}
p{margin:0}
.title{font-weight:700}
.actions{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.75rem}
a,button{font:inherit;padding:.375rem .875rem;border:1px solid;border-radius:.5rem;text-decoration:none;background:none;color:inherit}
.action{background:var(--ethogram-accent,#1b1b1b);border-color:transparent;color:var(--ethogram-accent-color,#fff)}
@keyframes come{from{opacity:0;translate:0 .5rem}}
@media(prefers-reduced-motion:reduce){.card{animation:none}}`;

/** An element of ours, in which the page's styles do not reach and ours do not leave. */
export const frame = (channel: string): { readonly host: HTMLElement; readonly root: ShadowRoot } => {
  const host = document.createElement('div');
  host.dataset.channel = channel;
  const root = host.attachShadow({ mode: 'open' });
  try {
    // no policy of the page's against inline styles speaks of these
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = CSS;
    root.append(style);
  }
  return { host, root };
};
