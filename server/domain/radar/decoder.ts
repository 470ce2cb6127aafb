import { TagBlock } from '../ais/tag-block.ts';
import { TextCache } from '../ais/text-cache.ts';
import { FieldReader, TLL_UTC, TTM_UTC } from './field-reader.ts';
import { JsonLine } from './json-line.ts';
import { LineCutter } from './line-cutter.ts';
import type { RadarPlot, RadarSite } from './plot.ts';
import { PlotDraft } from './plot-draft.ts';
import type { RadarRefusal } from './refusal.ts';
import { measuredMs, nearestMs, timeOfDayMs } from './sensor-time.ts';
import { RadarSentence } from './sentence.ts';
import type { SiteBook } from './site-book.ts';

const DOLLAR = 36;
const BACKSLASH = 92;
const BRACE = 123;
/** Longest line taken, bytes. */
const MAX_LINE = 1024;
/** Most characters of a refused value that are kept. */
const SHOWN = 60;

/** Counts of one radar decoder. */
export interface RadarStats {
  /** Lines that are not empty. */
  readonly lines: number;
  /** Plots told, those of lost targets too. */
  readonly messages: number;
  /** Lines that hold nothing of a radar (AIS, other sentences, comments). */
  readonly ignored: number;
  /** Causes that were met. */
  readonly rejected: Readonly<Partial<Record<RadarRefusal, number>>>;
  /** Cause and value of the newest refusal, such as `json-lat: 95.2`, printable and short; null: none. */
  readonly lastRefused: string | null;
}

export interface RadarDecoderOptions {
  readonly feed: string;
  /** Where the radar stands, and how well it measures. */
  readonly site: RadarSite;
  /** Degrees that the sensor adds to what is true: 1.5 where it tells 091.5 for a target at 090. It is taken off. */
  readonly northErrorDeg: number;
  /** Of all feeds, so that a site named in a line is not taken for another one. */
  readonly sites: SiteBook;
}

/** Told of each plot, which is used again, and of the sensor's clock at it (epoch ms; NaN: it told no time). */
export type PlotListener = (plot: RadarPlot, sensorMs: number) => void;

/** Numbers and stations repeat across feeds, so all decoders share one bounded cache. */
const TEXTS = new TextCache();

/**
 * Radar plots off a byte stream whose chunks are cut anywhere: TTM and TLL sentences of any talker and lines of JSON, with or without
 * TAG blocks. Memory is bounded whatever comes in; wrong lines are only counted.
 */
export class RadarDecoder {
  private readonly lines = new LineCutter(MAX_LINE, (bytes, start, end) => this.readLine(bytes, start, end));
  private readonly tag = new TagBlock(TEXTS);
  private readonly sentence = new RadarSentence();
  private readonly fields = new FieldReader(this.sentence, TEXTS);
  private readonly json: JsonLine;
  private readonly plot: PlotDraft;
  private readonly refused = new Map<RadarRefusal, number>();
  private lastRefused: string | null = null;
  private lineCount = 0;
  private messages = 0;
  private ignored = 0;
  private receivedMs = 0;

  constructor(
    private readonly onPlot: PlotListener,
    private readonly options: RadarDecoderOptions,
  ) {
    const { feed, site, sites } = options;
    this.plot = new PlotDraft(site, feed);
    this.json = new JsonLine((name) => (name === site.name ? site : sites.find(name, feed, site)));
  }

  /** Takes the next bytes of the stream, received at `receivedMs` by our clock (epoch ms, of the story where there is one). */
  feed(chunk: Uint8Array, receivedMs: number): void {
    this.receivedMs = receivedMs;
    this.lines.push(chunk);
  }

  /** Takes what is held as a whole line: the end of a file, of a connection or of a datagram. */
  flush(): void {
    this.lines.flush();
  }

  /** Counts so far. */
  get stats(): RadarStats {
    const { ignored, messages, lastRefused } = this;
    const { tooLong } = this.lines;
    const rejected: Partial<Record<RadarRefusal, number>> = Object.fromEntries(this.refused);
    if (tooLong > 0) rejected['too-long'] = tooLong;
    if (this.tag.refused > 0) rejected['tag-checksum'] = this.tag.refused;
    return { lines: this.lineCount + tooLong, messages, ignored, rejected, lastRefused };
  }

  private readLine(line: Uint8Array, start: number, end: number): void {
    this.lineCount++;
    this.tag.clear();
    let at = start;
    while (at >= 0 && at < end && line[at] === BACKSLASH) at = this.tag.read(line, at, end);
    if (at < 0) this.refuse('tag', textOf(line, start, end));
    else if (line[at] === BRACE) this.readJson(line, at, end);
    else this.readSentences(line, at, end);
  }

  /** Noise may stand before a sentence, and a sentence may be cut off by the next: go on at each `$`. */
  private readSentences(line: Uint8Array, start: number, end: number): void {
    const { sentence } = this;
    let isCounted = false;
    for (let at = line.indexOf(DOLLAR, start); at >= 0 && at < end; at = line.indexOf(DOLLAR, at + 1)) {
      const verdict = sentence.read(line, at, end);
      if (verdict === 'other') continue;
      isCounted = true;
      if (verdict === 'ttm' || verdict === 'tll') {
        this.takeSentence(verdict, line);
        this.readGlued(line, sentence.end, end);
        return;
      }
      this.refuse(verdict, textOf(line, at, end));
    }
    if (!isCounted) this.ignored++;
  }

  /** A sentence that follows on the same line counts as a line of its own. */
  private readGlued(line: Uint8Array, start: number, end: number): void {
    if (start < end && (line[start] === DOLLAR || line[start] === BACKSLASH)) this.readLine(line, start, end);
  }

  private takeSentence(kind: 'ttm' | 'tll', line: Uint8Array): void {
    const { sentence, plot } = this;
    plot.clear();
    plot.site = this.options.site;
    const why = this.fields[kind](line, plot);
    if (why === null) this.tell(this.sentenceMs(kind === 'ttm' ? TTM_UTC : TLL_UTC, line));
    else this.refuse(why, textOf(line, sentence.from(sentence.field), sentence.to(sentence.field)));
  }

  /** The sensor's clock, its day by ours; NaN: not told. */
  private sentenceMs(field: number, line: Uint8Array): number {
    const { sentence } = this;
    if (!sentence.has(field)) return Number.NaN;
    const ofDayMs = timeOfDayMs(sentence.number(field));
    if (Number.isNaN(ofDayMs)) this.refuse('utc', textOf(line, sentence.from(field), sentence.to(field)));
    return nearestMs(ofDayMs, this.receivedMs);
  }

  private readJson(line: Uint8Array, start: number, end: number): void {
    const { plot, json } = this;
    plot.clear();
    plot.site = this.options.site;
    const why = json.read(line.subarray(start, end), plot);
    if (why === null) this.tell(json.tMs);
    else this.refuse(why, json.refused);
  }

  private tell(sensorMs: number): void {
    const { plot, tag, receivedMs } = this;
    if (!plot.place(this.options.northErrorDeg)) {
      this.refuse('range', String(Math.round(plot.rangeM)));
      return;
    }
    const tagMs = tag.timeMs;
    plot.tMs = measuredMs({ sensorMs, tagMs }, receivedMs);
    plot.receivedMs = receivedMs;
    this.messages++;
    this.onPlot(plot, Number.isNaN(sensorMs) ? tagMs : sensorMs);
  }

  private refuse(why: RadarRefusal, value: string): void {
    this.refused.set(why, (this.refused.get(why) ?? 0) + 1);
    this.lastRefused = `${why}: ${value.slice(0, SHOWN).replaceAll(/[^\x20-\x7e]/g, '?')}`;
  }
}

const textOf = (line: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...line.subarray(from, Math.min(to, from + SHOWN)));
