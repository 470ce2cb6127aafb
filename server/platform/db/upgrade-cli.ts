import { resolve } from 'node:path';
import { migrations } from '../../../migrations/all.ts';
import { readConfig } from '../config.ts';
import { type CommandPlace, optionsOf, placeFor, run, settingsOf, settle, usage } from './command.ts';
import { upgrade } from './upgrade.ts';

const USAGE = `npm run -s upgrade -- --backup PATH [--ready-s 60]
         [--stop-command TEXT --start-command TEXT --back-command TEXT]   (all three, where a supervisor runs the server)`;
const NAMES = ['backup', 'ready-s', 'stop-command', 'start-command', 'back-command'] as const;

/** `root`: folder of the new version. Returns the exit code. */
export async function upgradeCommand(args: readonly string[], place: CommandPlace & { root: string }): Promise<number> {
  const given = optionsOf(args, NAMES);
  const { backup, 'ready-s': readyText = '60' } = given ?? {};
  const [stop, start, back] = [given?.['stop-command'], given?.['start-command'], given?.['back-command']];
  const commands = [stop, start, back].filter((command) => command !== undefined).length;
  const readyS = Number(readyText);
  if (backup === undefined || !(readyS >= 1 && readyS <= 3_600) || ![0, 3].includes(commands))
    return usage(place, USAGE);
  return run('the upgrade failed', place, async (progress) => {
    const { darkMs, running } = await upgrade({
      ...place,
      config: settle(readConfig(place.env)),
      migrations,
      supervisor: { stop: stop ?? null, start: start ?? null, back: back ?? null },
      out: placeFor(resolve(backup)),
      settings: settingsOf(place.env),
      readyWithinMs: readyS * 1_000,
      progress,
    });
    const dark = darkMs === null ? '' : `, ${(darkMs / 1_000).toFixed(1)} s without picture`;
    progress.say(`Mihari ${running.version} is ready at ${running.url} (process ${running.pid})${dark}`);
  });
}
