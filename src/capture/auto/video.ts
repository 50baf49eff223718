import { named, webAddress } from './element.js';
import type { Part, Scene } from './part.js';

const PARTS = [10, 25, 50, 75];

/** Moves by itself, in silence, without an end: a picture. */
const isDecoration = ({ autoplay, loop, muted }: HTMLVideoElement) => autoplay && loop && muted;

/** `video_start`, `video_progress` at 10, 25, 50 and 75 percent, `video_complete`: each once in a view, of `<video>`. */
export const captureVideo = ({ send, hear, stir }: Scene): Part => {
  /** How far each was seen, in percent. */
  let seen = new Map<Element, number>();

  const tell = (name: string, video: HTMLVideoElement, percent: number) => {
    const { currentTime, duration, currentSrc } = video;
    seen.set(video, percent);
    send(name, {
      video_provider: 'html5',
      video_percent: percent,
      video_current_time: Math.round(currentTime),
      ...(Number.isFinite(duration) && { video_duration: Math.round(duration) }),
      video_url: currentSrc && webAddress(currentSrc),
      ...named('video', video, 'title'),
    });
  };
  hear('play timeupdate ended', (video, { type }) => {
    if (!(video instanceof HTMLVideoElement) || isDecoration(video)) return;
    const isOver = type === 'ended';
    if (video.paused && !isOver) return;
    const before = seen.get(video);
    if (before === undefined) tell('video_start', video, 0);
    if (isOver) {
      if (before !== 100) tell('video_complete', video, 100);
      return;
    }
    if (!video.muted) stir();
    const percent = (video.currentTime / video.duration) * 100;
    for (const part of PARTS)
      if (part > (seen.get(video) ?? 0) && part <= percent) tell('video_progress', video, part);
  });
  return {
    enter() {
      seen = new Map();
    },
  };
};
