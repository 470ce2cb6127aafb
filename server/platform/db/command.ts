import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { type Config, type Environment, VARIABLES } from '../config.ts';
import { reasonOf, StartError } from '../start-error.ts';
import { Progress } from './backup-progress.ts';

/** Where a command finds and tells things. */
export interface CommandPlace {
  readonly env: Environment;
  /** Of the program, from package.json. */
  readonly version: string;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Aborted: somebody wants it to stop. */
  readonly signal: AbortSignal;
}

/** null: asked wrongly. Those that are not given are missing. */
export function optionsOf<Name extends string>(
  args: readonly string[],
  names: readonly Name[],
): Partial<Record<Name, string>> | null {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    const { values } = parseArgs({ args: [...args], options });
    return Object.values(values).includes('') ? null : (values as Partial<Record<Name, string>>);
  } catch {
    return null;
  }
}

export function usage({ stderr }: CommandPlace, text: string): number {
  stderr.write(`usage: ${text}\n`);
  return 2;
}

export async function run(
  failed: string,
  place: CommandPlace,
  work: (progress: Progress) => Promise<void>,
): Promise<number> {
  const progress = new Progress(place.stderr);
  try {
    await work(progress);
    return 0;
  } catch (error) {
    const why = error instanceof Error && error.name === 'AbortError' ? 'stopped' : reasonOf(error);
    progress.say(`${failed}: ${why}`);
    return 1;
  }
}

/** The data directory of the configuration as it is: links resolved. Throws a StartError where there is none. */
export function settle(config: Config): Config {
  if (!existsSync(config.dataDir)) throw new StartError(`there is no data directory ${config.dataDir} (DATA_DIR)`);
  return { ...config, dataDir: realpathSync(config.dataDir) };
}

/** In a folder that is there, one named after the time. */
export function placeFor(out: string): string {
  if (!existsSync(out)) return out;
  return join(out, `mihari-${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-')}`);
}

/** In the form of a .env file, so that what was in force can be read and taken over. */
export function settingsOf(env: Environment): string {
  const given = VARIABLES.flatMap((name) =>
    env[name]?.trim() ? [`${name}=${quotedValue(env[name]?.trim() ?? '')}`] : [],
  );
  return given.map((line) => `${line}\n`).join('');
}

const quotedValue = (value: string): string =>
  /^[\w./:@,=+-]*$/.test(value) ? value : value.includes("'") ? `"${value}"` : `'${value}'`;
