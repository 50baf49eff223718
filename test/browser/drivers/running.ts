import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** However the tests end, the browser ends with them. */
const ENDS = ['exit', 'SIGTERM', 'SIGINT', 'disconnect'] as const;

/** A process that was started, and those that it started. */
export interface Running {
  readonly process: ChildProcess;
  /** The folder in which it keeps what it knows of the visitor. */
  readonly profile: string;
  /** `kill -9` for all of them at once. The profile stays. */
  kill(): Promise<void>;
  /** The same, and the visitor is forgotten. */
  end(): Promise<void>;
}

export interface Command {
  readonly program: string;
  readonly words: (profile: string) => readonly string[];
  readonly environment?: (profile: string) => NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
  /** Lays ready what must be in the profile. */
  readonly prepare?: (profile: string) => Promise<void>;
}

export async function run(
  { program, words, environment, stdio = 'ignore', prepare }: Command,
  known?: string,
): Promise<Running> {
  const profile = known ?? (await mkdtemp(join(tmpdir(), 'ethogram-profile-')));
  await prepare?.(profile);
  const child = spawn(program, words(profile), {
    stdio,
    detached: true,
    // what it leaves when it is killed goes with the profile
    env: { ...process.env, TMPDIR: profile, ...environment?.(profile) },
  });
  const gone = new Promise<void>((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', reject);
  });
  gone.catch(() => undefined);
  const killAll = () => {
    try {
      // the whole group that we started
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    } catch {
      // it has ended by itself
    }
  };
  const ended = (how: unknown) => {
    killAll();
    if (how === 'SIGTERM' || how === 'SIGINT') process.kill(process.pid, how);
  };
  for (const end of ENDS) process.once(end, ended);
  const kill = async () => {
    killAll();
    for (const end of ENDS) process.off(end, ended);
    await gone;
  };
  return {
    process: child,
    profile,
    kill,
    async end() {
      await kill();
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}

/** Asks again and again until there is an answer; `what` did not happen if there is none within 20 s. */
export async function answerOf<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const answer = await ask().catch(() => undefined);
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} within 20 s.`);
}
