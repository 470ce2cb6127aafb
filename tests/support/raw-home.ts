import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Received } from '../../server/feeds/received.ts';
import { Chain, type ChainOptions } from '../../server/history/raw/chain.ts';
import { RawLog, type RawLogOptions } from '../../server/history/raw/raw-log.ts';
import { verifyCommand } from '../../server/history/raw/verify-cli.ts';
import type { Clock } from '../../server/platform/clock.ts';
import { handClock } from './hand-clock.ts';

/** Begins a bucket of ten minutes. */
export const RAW_BEGIN_MS = Date.UTC(2026, 10, 1, 12);
export const TEN_MINUTES_MS = 600_000;

export interface RawHomeOptions {
  readonly history?: Partial<ChainOptions['history']>;
  readonly askTime?: ChainOptions['askTime'];
  readonly mostBacklog?: number;
}

/** A data directory with raw sentences, run by hand: no feeds, no timers, a clock that goes on when told to. */
export class RawHome {
  readonly dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-raw-')));
  readonly root = join(this.dataDir, 'raw');
  readonly warnings: string[] = [];
  readonly clock: Clock;
  readonly forward: (ms: number) => void;
  chain: Chain;
  log: RawLog;

  private constructor(private readonly options: RawHomeOptions) {
    const { clock, forward } = handClock(RAW_BEGIN_MS);
    this.clock = clock;
    this.forward = forward;
    mkdirSync(this.root);
  }

  static async open(options: RawHomeOptions = {}): Promise<RawHome> {
    const home = new RawHome(options);
    await home.start();
    return home;
  }

  /** A run of the server; the one before was stopped or killed. */
  async start(): Promise<void> {
    const { root, dataDir, clock } = this;
    const { history, askTime, mostBacklog } = this.options;
    const warn = (text: string): void => void this.warnings.push(text);
    const unset = { chainHeadFile: null, chainHeadUrl: null, ntpServer: null };
    const nowMs = (): number => clock.nowMs();
    const chain = await Chain.open({
      root,
      dataDir,
      history: { ...unset, ...history },
      nowMs,
      warn,
      ...(askTime ? { askTime } : {}),
    });
    const seal: RawLogOptions['seal'] = (name) => chain.seal(name);
    const most = mostBacklog === undefined ? {} : { mostBacklog };
    this.log = new RawLog({ root, clock, simulation: false, seal, warn, ...most });
    this.chain = chain;
    await chain.recover();
  }

  receive(text: string | Uint8Array, given: Partial<Received> = {}): void {
    const chunk = typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
    const now = { feed: 'pier', connection: 1, address: '192.0.2.7', receivedMs: this.clock.nowMs() };
    this.log.take({ ...now, what: 'bytes', chunk, ...given });
  }

  /** Goes to the next bucket and closes the blocks of this one. */
  async nextBucket(): Promise<void> {
    this.forward(TEN_MINUTES_MS - (this.clock.nowMs() % TEN_MINUTES_MS));
    this.log.tick();
    await this.log.flush();
    await this.log.seal();
  }

  /** One block a text, each in a bucket of its own. */
  async fill(...texts: readonly string[]): Promise<void> {
    for (const text of texts) {
      this.receive(text);
      await this.nextBucket();
    }
  }

  /** What `history:verify` answers: exit code and text. */
  async verify(...args: readonly string[]): Promise<{ code: number; text: string }> {
    let text = '';
    const stdout = { write: (more: string) => (text += more) };
    const code = await verifyCommand(['--data-dir', this.dataDir, ...args], { stdout, stderr: stdout, env: {} });
    return { code, text };
  }

  ledger(): string[] {
    return readFileSync(join(this.root, 'ledger.ndjson'), 'utf8').split('\n').slice(0, -1);
  }

  entries(): Record<string, unknown>[] {
    return this.ledger().map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  writeLedger(lines: readonly string[]): void {
    writeFileSync(join(this.root, 'ledger.ndjson'), lines.map((line) => `${line}\n`).join(''));
  }

  /** Files of blocks and parts below the directory of raw sentences. */
  files(): string[] {
    const all = readdirSync(this.root, { recursive: true, withFileTypes: true });
    const below = all.filter((entry) => entry.isFile() && entry.parentPath !== this.root);
    return below.map((entry) => join(entry.parentPath, entry.name).slice(this.root.length + 1)).sort();
  }

  async remove(): Promise<void> {
    await this.chain.close();
    rmSync(this.dataDir, { recursive: true });
  }
}
