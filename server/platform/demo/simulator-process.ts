import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CAMERA_USER } from '../../domain/camera/demo-cameras.ts';
import type { Variant } from '../../domain/story/variant.ts';
import type { Clock } from '../clock.ts';
import { StartError } from '../start-error.ts';

const FIRST_PORT_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 2_000;
const LONGEST_PAUSE_MS = 10_000;
/** Ran that long: the next failure begins with a short pause again. */
const STEADY_AFTER_MS = 60_000;

const portSchema = z.number().int().min(1).max(65_535);
const helloSchema = z.object({
  port: portSchema,
  radars: z.array(
    z.object({
      name: z.string(),
      port: portSchema,
      lon: z.number(),
      lat: z.number(),
      rangeErrorM: z.number(),
      bearingErrorDeg: z.number(),
    }),
  ),
  cameras: z
    .array(z.object({ id: z.string(), port: portSchema, onvifPort: portSchema.nullable(), isRendered: z.boolean() }))
    .default([]),
  boats: z.array(z.object({ boatId: z.string(), port: portSchema })).default([]),
});
type Hello = z.infer<typeof helloSchema>;

export interface SimulatedBay {
  /** As AIS_FEEDS has them. */
  readonly aisFeeds: string;
  /** As BOAT_FEEDS has them. */
  readonly boatFeeds: string;
  readonly cameras: readonly {
    readonly id: string;
    /** RTSP with user and password. */
    readonly url: string;
    /** ONVIF with user and password; null: it cannot be turned. */
    readonly onvifUrl: string | null;
    /** Its picture is drawn from the bay; else a film stands in. */
    readonly isRendered: boolean;
  }[];
}

export interface SimulatorOptions {
  /** The built program. */
  readonly entry: string;
  readonly clock: Clock;
  readonly seed: number;
  readonly variant: Variant;
  readonly withCameras: boolean;
  readonly log: Logger;
}

/**
 * The simulated bay in a process of its own, which speaks AIS, and as its radars, over TCP on loopback. It tells its ports by a message `{ port, radars }`,
 * ends itself when the channel to us breaks, and is started again, on the same ports, when it ends. When our clock goes on otherwise,
 * it is told by a message `{ anchor, isLeap }` and follows at once.
 */
export class SimulatorProcess {
  private child: ChildProcess | null = null;
  private hello: Hello | null = null;
  private tablets: (() => Promise<Record<string, unknown>>) | null = null;
  private readonly password = randomBytes(18).toString('base64url');
  private readonly stopping = new AbortController();

  constructor(private readonly options: SimulatorOptions) {
    const changes = options.clock.changed$.subscribe(({ fromMs, nowMs }) => this.tellClock(nowMs > fromMs));
    this.stopping.signal.addEventListener('abort', () => changes.unsubscribe());
  }

  /** Resolves with the feeds and cameras of the bay when it is up. */
  async start(): Promise<SimulatedBay> {
    const { promise: listens, resolve } = withResolver<Hello>();
    void this.keepRunning(resolve);
    const late = new AbortController();
    const hello = await Promise.race([
      listens,
      sleep(FIRST_PORT_WITHIN_MS, null, { signal: late.signal }).catch(() => null),
    ]);
    late.abort();
    if (hello === null)
      throw new StartError(`the simulated bay (${this.options.entry}) did not begin: its reason is in the log`);
    const boatFeeds = hello.boats.map(({ boatId, port }) => `${boatId}=tcp://127.0.0.1:${port}`).join(',');
    return { aisFeeds: feedsOf(hello), boatFeeds, cameras: this.camerasOf(hello) };
  }

  /** The server is up at `url`: tablets come on board, by a fresh code each, whenever the bay begins anew. */
  async bringTablets(url: string, codes: () => Promise<readonly { boatId: string; code: string }[]>): Promise<void> {
    this.tablets = async () => ({ url, codes: await codes() });
    await this.tellTablets();
  }

  get pid(): number | null {
    return this.child?.pid ?? null;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    await gone;
    clearTimeout(timer);
  }

  private async keepRunning(listens: (hello: Hello) => void): Promise<void> {
    const { signal } = this.stopping;
    let pauseMs = 250;
    while (!signal.aborted) {
      const beganMs = performance.now();
      const end = await this.runOnce(listens);
      if (signal.aborted) return;
      if (performance.now() - beganMs > STEADY_AFTER_MS) pauseMs = 250;
      this.options.log.error({ end, pauseMs }, 'the simulated bay ended; it is started again');
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }

  private anchor() {
    const { nowMs, rate } = this.options.clock.state();
    return { storyMs: nowMs, realMs: Date.now(), rate };
  }

  private tellClock(isLeap: boolean): void {
    const { child } = this;
    if (!child?.connected) return; // the next one begins by the clock as it is then
    child.send({ anchor: this.anchor(), isLeap }, (error) => {
      if (error) this.options.log.warn({ err: error }, 'the simulated bay could not be told of the clock');
    });
  }

  private async tellTablets(): Promise<void> {
    if (!this.tablets || !this.hello?.boats.length) return;
    const order = await this.tablets();
    this.child?.send(order, (error) => {
      if (error) this.options.log.warn({ err: error }, 'the simulated bay could not be told of the tablets');
    });
  }

  /** Cameras film for whoever knows this run's password. */
  private filming(): Record<string, string> {
    return this.options.withCameras ? { SIM_CAMERA_PASSWORD: this.password } : {};
  }

  /** Boats go out with the cameras: neither is wanted where the bay is only heard. */
  private sailing(): Record<string, string> {
    return this.options.withCameras ? { SIM_BOAT_PORTS: '0' } : {};
  }

  private camerasOf({ cameras }: Hello): SimulatedBay['cameras'] {
    const host = `${CAMERA_USER}:${this.password}@127.0.0.1`;
    return cameras.map(({ id, port, onvifPort, isRendered }) => ({
      ...{ id, isRendered, url: `rtsp://${host}:${port}/live` },
      onvifUrl: onvifPort === null ? null : `http://${host}:${onvifPort}/onvif/device_service`,
    }));
  }

  /** Those of the run before, so that the feeds find it again. */
  private ports(): Record<string, string> {
    if (this.hello === null) return {};
    const { port, radars, cameras, boats } = this.hello;
    const list = (of: readonly { port: number }[]) => of.map((one) => one.port).join(',');
    const onvif = cameras.map(({ onvifPort }) => onvifPort ?? 0).join(',');
    return {
      ...{ SIM_PORT: `${port}`, SIM_RADAR_PORTS: list(radars) },
      ...{ SIM_CAMERA_PORTS: list(cameras), SIM_ONVIF_PORTS: onvif },
      ...(boats.length > 0 ? { SIM_BOAT_PORTS: list(boats) } : {}),
    };
  }

  private async runOnce(listens: (hello: Hello) => void): Promise<unknown> {
    const { entry, seed, variant, log } = this.options;
    const { storyMs, realMs, rate } = this.anchor();
    const anchor = { SIM_STORY_MS: `${storyMs}`, SIM_REAL_MS: `${realMs}`, SIM_RATE: `${rate}` };
    const child = fork(entry, [], {
      env: {
        ...process.env,
        ...anchor,
        ...this.sailing(),
        ...this.ports(),
        SIM_SEED: `${seed}`,
        SIM_VARIANT: variant,
        ...this.filming(),
      },
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => log.debug({ text: text.trim() }, 'simulated bay'));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => log.warn({ text: text.trim() }, 'simulated bay'));
    child.on('message', (message) => {
      const hello = helloSchema.safeParse(message);
      if (!hello.success) return;
      this.hello = hello.data;
      listens(hello.data);
      void this.tellTablets().catch((error: unknown) => log.warn({ error: String(error) }, 'no tablets on board'));
    });
    return new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? code));
      child.once('error', resolve);
    });
  }
}

function feedsOf({ port, radars }: Hello): string {
  const sites = radars.map(
    ({ name, lat, lon, rangeErrorM, bearingErrorDeg, ...radar }) =>
      `${name}=tcp://127.0.0.1:${radar.port}?at=${lat},${lon}&rangeError=${rangeErrorM}&bearingError=${bearingErrorDeg}`,
  );
  return [`demo=tcp://127.0.0.1:${port}`, ...sites].join(',');
}

function withResolver<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
