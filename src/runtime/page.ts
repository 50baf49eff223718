import { type Undo, undoAll } from '../base/listen.js';
import { createAnnouncer } from '../emit/announcer.js';
import type { Focus } from '../emit/dom.js';
import { markSegments } from '../emit/marks.js';
import { bindMetricTexts } from '../emit/metric-text.js';
import { bindTemplates } from '../emit/templates.js';
import type { Foreseen, Value } from '../engine/types.js';
import { delay, whenIdle } from '../platform/browser.js';
import { eraseMirror, keepMirror } from '../store/mirror.js';
import { type Claimants, createClaims, type Once } from './claims.js';
import type { Memberships } from './memberships.js';

/** What the chunk is told of the page that it works on. */
export interface PageHost extends Claimants {
  /** Of what is stored. */
  readonly name: string;
  readonly memberships: Pick<Memberships, 'told' | 'isTold'>;
  metric(name: string): Value;
  /** What time will bring; undefined where it may not be kept, and what was kept of it goes. */
  foresee(): readonly Foreseen[] | undefined;
  /** Whether storage may be touched. */
  mayStore(): boolean;
  on(signal: 'event' | 'moved', run: () => void): Undo;
}

export interface Page {
  /** Whether this is the first to ask for what may happen once. */
  isFirst(once: Once['once'], key: string): Promise<boolean>;
  /** Looks at the whole document. True: something waits for the focus to move on. */
  look(focus: Focus): boolean;
  /** The page is out of sight, and may be gone. */
  hide(): void;
  stop: Undo;
}

/** What a page needs late, or not at all: the first of many, templates, texts, what is read out, and the mirror. */
export const createPage = (host: PageHost): Page => {
  const { name, report } = host;
  const { told, isTold } = host.memberships;
  const announcer = createAnnouncer(delay);
  const templates = bindTemplates(
    (segment) => told.has(segment),
    (template, nodes) => announcer.announce(template, nodes),
  );
  const texts = bindMetricTexts(host.metric, (format, why) =>
    report(
      'invalid-options',
      `data-metric-format: expected options of Intl.NumberFormat as JSON, got ${format}`,
      why,
    ),
  );

  let isMirrored = false;
  let writing: Undo | undefined;
  const write = () => {
    writing?.();
    writing = undefined;
    if (!host.mayStore()) return;
    const ahead = host.foresee();
    if (!ahead) eraseMirror(name);
    else
      keepMirror(name, [
        [0, [...told].join(' ')],
        ...ahead.map(([time, ids]) => [time, ids.filter(isTold).join(' ')] as const),
      ]);
  };
  const changed = () => {
    if (isMirrored) writing ??= whenIdle(write);
    texts.update();
  };
  const undo = undoAll([host.on('event', changed), host.on('moved', changed)]);

  return {
    isFirst: createClaims(host),
    look(focus) {
      isMirrored = markSegments(told);
      const isWaiting = templates.update(focus);
      announcer.update();
      changed();
      return isWaiting;
    },
    hide() {
      if (writing) write();
    },
    stop() {
      undo();
      writing?.();
      templates.stop();
      texts.stop();
      announcer.stop();
    },
  };
};
