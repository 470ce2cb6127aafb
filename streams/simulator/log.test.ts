import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { AisDecoder } from '../../server/domain/ais/decoder.ts';
import { readSettings } from './anchor.ts';
import { writeLog } from './log.ts';
import { readLogArguments } from './log-arguments.ts';
import type { truthOf } from './story/truth.ts';

const place = mkdtempSync(join(tmpdir(), 'mihari-sim-'));
afterAll(() => rmSync(place, { recursive: true }));

describe('readLogArguments', () => {
  it('begins at 00:50 JST of the story unless told otherwise', () => {
    expect(readLogArguments([])).toEqual({
      seed: 7,
      hours: 1,
      fromMs: Date.UTC(2026, 10, 23, 15, 50),
      radar: false,
      variant: 'calm',
      out: null,
      truth: null,
    });
    const text = '--seed 3 --hours 0.5 --from 2026-11-24T00:00:00+09:00 --out x --radar --variant typhoon --truth y';
    expect(readLogArguments(text.split(' '))).toEqual({
      ...{ seed: 3, hours: 0.5, fromMs: Date.UTC(2026, 10, 23, 15, 0) },
      ...{ radar: true, variant: 'typhoon', out: 'x', truth: 'y' },
    });
  });
  it.each([
    [['--seed', 'x'], '--seed "x"'],
    [['--hours', '0'], '--hours "0"'],
    [['--hours', '999'], '--hours "999"'],
    [['--from', 'yesterday'], '--from "yesterday"'],
    [['--from', '2026-11-24'], '--from "2026-11-24"'],
    [['--speed', '3'], '--speed'],
    [['--out', ''], '--out ""'],
    [['--truth', '-'], '--truth "-"'],
    [['--variant', 'fog'], '--variant "fog": want calm or typhoon'],
  ])('refuses %j, naming it', (args, named) => {
    expect(() => readLogArguments(args)).toThrow(named);
  });
});

describe('writeLog', () => {
  it('writes whole sentences with the time and station of their TAG blocks, none refused', async () => {
    const file = join(place, 'night.nmea');
    expect(await writeLog(['--seed', '7', '--hours', '0.2', '--out', file])).toBe(0);
    let lastMs = 0;
    const stations = new Set<string>();
    const decoder = new AisDecoder((message) => {
      expect(message.tagMs).toBeGreaterThanOrEqual(lastMs);
      lastMs = message.tagMs;
      stations.add(message.station);
    });
    decoder.feed(readFileSync(file));
    const { stats } = decoder;
    expect(Object.values(stats.rejected).every((count) => count === 0)).toBe(true);
    expect(Object.keys(stats.byType).sort()).toEqual(['1', '18', '21', '24', '3', '4', '5']);
    expect([...stations].sort()).toEqual(['honmoku', 'kannonzaki']);
    expect(lastMs).toBeGreaterThan(Date.UTC(2026, 10, 23, 16, 1, 55));
  });
  it('writes what the radars report among the rest, in order of time', async () => {
    const file = join(place, 'radar.nmea');
    expect(await writeLog(['--seed', '7', '--hours', '0.02', '--radar', '--out', file])).toBe(0);
    const lines = readFileSync(file, 'latin1').split('\r\n').filter(Boolean);
    const times = lines.flatMap((line) => (/c:(\d+)/.exec(line) ? [Number(/c:(\d+)/.exec(line)?.[1])] : []));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    for (const site of ['kannonzaki', 'honmoku', 'umihotaru']) {
      const own = lines.filter((line) => line.includes(`s:r-${site},`));
      // 24 scans of some 80 to 150 targets
      expect(own.length).toBeGreaterThan(23 * 60);
      expect(own.every((line) => line.includes('$RATTM,'))).toBe(true);
    }
    expect(lines.filter((line) => line.includes('!AIVDM')).length).toBeGreaterThan(500);
  });
  it('says in its first line that it is a simulation', async () => {
    const file = join(place, 'mark.nmea');
    expect(await writeLog(['--hours', '0.001', '--variant', 'typhoon', '--out', file])).toBe(0);
    const [first = ''] = readFileSync(file, 'latin1').split('\r\n');
    expect(first).toMatch(/^\\s:simulation,c:\d{10,13}\*..\\\$AITXT,01,01,00,SIMULATION seed 7 typhoon\*[0-9A-F]{2}$/);
  });
  it('writes beside it who is who and what happened when', async () => {
    const [file, truth] = [join(place, 'told.nmea'), join(place, 'truth.json')];
    const from = ['--from', '2026-11-24T00:58:00+09:00', '--hours', '0.05'];
    expect(await writeLog([...from, '--out', file, '--truth', truth])).toBe(0);
    const told = JSON.parse(readFileSync(truth, 'utf8')) as ReturnType<typeof truthOf>;
    expect(told).toMatchObject({ simulation: true, seed: 7, night: { mother: 'SEA LANTERN', boat: 'K-17' } });
    const heard = new Set<string>();
    new AisDecoder(({ mmsi, type }) => type < 4 && heard.add(String(mmsi).padStart(9, '0'))).feed(readFileSync(file));
    const senders = new Set(told.vessels.filter(({ ais }) => ais !== 'none').map(({ mmsi }) => mmsi));
    expect(heard.size).toBeGreaterThan(100);
    for (const mmsi of heard) expect(senders.has(mmsi)).toBe(true);
    const silent = told.vessels.filter(({ ais }) => ais === 'none');
    expect(silent).toHaveLength(40);
    expect(told.silentTracks.map(({ slot }) => slot)).toEqual(silent.map(({ slot }) => slot));
    const boat = told.parts.find(({ role }) => role === 'k-17');
    expect(told.silentTracks.find(({ slot }) => slot === boat?.slot)?.points).toHaveLength(3);
    expect(told.silences).toContainEqual(expect.objectContaining({ slot: 0, why: 'switched-off' }));
  });
  it.each(['--out', '--truth'])('says which file it cannot write for %s', async (argument) => {
    const path = join(place, 'missing', 'night.nmea');
    const other = argument === '--out' ? [] : ['--out', join(place, 'never.nmea')];
    expect(await writeLog(['--hours', '0.01', argument, path, ...other])).toBe(1);
  });
});

describe('readSettings', () => {
  it('takes the anchor of the story clock', () => {
    const env = { SIM_STORY_MS: '1795449000000', SIM_REAL_MS: '5', SIM_RATE: '60', SIM_SEED: '9', SIM_PORT: '0' };
    const anchor = { storyMs: 1795449000000, realMs: 5, rate: 60 };
    expect(readSettings(env, 0)).toEqual({
      ...{ port: 0, radarPorts: [], seed: 9, variant: 'calm', anchor },
      ...{
        spanMs: Number.POSITIVE_INFINITY,
        report: null,
        cameraPorts: [],
        onvifPorts: [],
        boatPorts: null,
        cameraPassword: null,
      },
    });
    expect(readSettings({ ...env, SIM_RADAR_PORTS: '4001,4002,0' }, 0).radarPorts).toEqual([4001, 4002, 0]);
  });
  it('names a wrong variable and its value', () => {
    expect(() => readSettings({ SIM_RATE: '61' }, 0)).toThrow('SIM_RATE "61"');
    expect(() => readSettings({ SIM_RADAR_PORTS: '1,70000' }, 0)).toThrow('SIM_RADAR_PORTS "1,70000"');
  });
});

describe('the process', () => {
  const entry = fileURLToPath(new URL('../../dist/streams/simulator/main.js', import.meta.url));
  it('says its ports, speaks as three radars and ends at SIGTERM at once', async () => {
    const child = spawn(process.execPath, [entry], {
      env: { ...process.env, SIM_SEED: '7' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout, 'data');
    const { port, radars } = JSON.parse(String(line)) as { port: number; radars: { name: string; port: number }[] };
    expect(port).toBeGreaterThan(0);
    expect(radars).toMatchObject([
      { name: 'radar-kannonzaki', lon: 139.7453, lat: 35.2561, rangeErrorM: 20, bearingErrorDeg: 0.35 },
      { name: 'radar-honmoku' },
      { name: 'radar-umihotaru' },
    ]);
    for (const radar of radars) {
      const socket = connect(radar.port, '127.0.0.1');
      const [bytes] = await once(socket, 'data');
      expect(String(bytes)).toMatch(/^\$RATTM,\d\d,/);
      socket.destroy();
    }
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await gone).toEqual([0, null]);
  }, 60_000);
});
