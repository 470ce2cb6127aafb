import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { VARIABLES } from '../../server/platform/config.ts';

const FOLDER = 'deploy/systemd';
const units = readdirSync(FOLDER);
const settingsOf = (unit: string): [string, string][] =>
  readFileSync(join(FOLDER, unit), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value]];
    });

describe('the systemd units', () => {
  it.each(units.filter((unit) => unit.endsWith('.service')))(
    '%s runs a script of ours, not as root, with known variables',
    (unit) => {
      const settings = settingsOf(unit);
      const settingOf = (key: string) => settings.find(([name]) => name === key)?.[1] ?? '';
      const [node, script = ''] = settingOf('ExecStart').split(' ');
      expect(node).toBe('/usr/bin/node');
      expect(script.startsWith(`${settingOf('WorkingDirectory')}/scripts/`)).toBe(true);
      expect(existsSync(script.replace('/opt/mihari/', ''))).toBe(true);
      expect(settingOf('User')).toBe('mihari');
      for (const pair of settingOf('Environment').split(' '))
        expect(['NODE_ENV', ...VARIABLES]).toContain(pair.split('=')[0]);
      expect(settingOf('ProtectSystem')).toBe('strict');
      expect(settingOf('NoNewPrivileges')).toBe('true');
    },
  );

  it('let the server stop its database before anything is killed', () => {
    const settings = new Map(settingsOf('mihari.service'));
    expect(settings.get('KillMode')).toBe('mixed');
    expect(Number(settings.get('TimeoutStopSec'))).toBeGreaterThan(6);
  });

  it('pass systemd-analyze, where the machine has it', () => {
    const paths = units.map((unit) => join(FOLDER, unit));
    const { error, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8' });
    if (error) {
      process.stderr.write('systemd-analyze is not here: the units were read, not verified\n');
      return;
    }
    // of the machine and not of the units: node may lie elsewhere, other units may be wrong
    const said = stderr.split('\n').filter((line) => line.includes('mihari') && !line.includes('is not executable'));
    expect(said).toEqual([]);
  });
});
