import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HistoryService } from '../../server/history/history.service.ts';
import { PictureService } from '../../server/picture/picture.service.ts';
import { handClock } from '../support/hand-clock.ts';
import { hearShip } from '../support/heard-ship.ts';
import { openSql } from '../support/open-sql.ts';
import { type RunningApp, runApp } from '../support/running-app.ts';
import { signIn } from '../support/sign-in.ts';

const KILLS = 10;
const SHIPS = 40;

/** Pid of the embedded server that lives; null: there is none at this moment. */
function postmasterOf({ config }: RunningApp): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(config.dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10);
    process.kill(pid, 0);
    return pid;
  } catch {
    return null; // it is being started again
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await turn();
}

describe('history when PostgreSQL is killed in the middle', () => {
  const { clock, forward } = handClock();
  let app: RunningApp;
  let picture: PictureService;
  let history: HistoryService;
  let second = 0;

  beforeAll(async () => {
    app = await runApp({ clock });
    picture = app.app.get(PictureService);
    history = app.app.get(HistoryService);
  });
  afterAll(() => app.stop());

  /** A second passes: every ship is heard, and what was heard goes on its way. */
  const pass = async (): Promise<void> => {
    second++;
    forward(10_000);
    for (let i = 0; i < SHIPS; i++) {
      const ship = { mmsi: 431_000_100 + i, lonDeg: 139.7 + i * 0.01, latDeg: 35 + second * 0.0005 };
      hearShip(picture, ship, clock.nowMs());
    }
    await history.flush();
  };

  it('writes every position once, whenever the kill came, and says that it waits', async () => {
    let isSeenWaiting = false;
    for (let kill = 0; kill < KILLS; kill++) {
      await until(() => postmasterOf(app) !== null);
      const pid = postmasterOf(app) ?? 0;
      const written = history.writer.written;
      for (let i = 0; i < 5; i++) await pass();
      if (kill % 2 === 0) await until(() => history.writer.written > written); // some are in, others on their way
      process.kill(pid, 'SIGKILL');
      for (let i = 0; i < 5; i++) await pass();
      await until(() => {
        isSeenWaiting ||= history.writer.state === 'waiting';
        return ![null, pid].includes(postmasterOf(app));
      });
      for (let i = 0; i < 5; i++) await pass();
      await history.writer.drain();
      expect(history.writer.isAbreast).toBe(true);
    }
    expect(isSeenWaiting).toBe(true);
    const sql = await openSql(app);
    const [counts] = await sql(`select count(*)::int as rows, count(distinct (track_key, at))::int as positions,
      count(distinct track_key)::int as tracks from position`);
    await sql.end();
    expect(counts).toEqual({ rows: SHIPS * second, positions: SHIPS * second, tracks: SHIPS });
    expect(history.status.lost).toBe(0);
  }, 240_000);

  it('answers 503 and when to come again while it is away, never 500', async () => {
    await until(() => postmasterOf(app) !== null);
    const supervisor = await signIn(app, 'supervisor');
    const answers = new Map<number, string | null>();
    for (let kill = 0; kill < 10 && !answers.has(503); kill++) {
      await until(() => postmasterOf(app) !== null);
      process.kill(postmasterOf(app) ?? 0, 'SIGKILL');
      for (const path of [
        'trails?trackIds=a-431000100',
        'history/extent',
        'audit',
        'picture.geojson?atMs=1795449600000',
      ]) {
        const answer = await supervisor.fetch(`/api/v1/${path}`);
        answers.set(answer.status, answer.headers.get('retry-after'));
      }
    }
    expect([...answers.keys()].sort()).toEqual(answers.has(200) ? [200, 503] : [503]);
    expect(answers.get(503)).toBe('5');
    while ((await supervisor.fetch('/api/v1/history/extent')).status !== 200) await turn();
  }, 120_000);
});
