import { Motion } from './motion.ts';

/** Scans remembered of a target, as bits: the newest is the lowest. */
const REMEMBERED = 0xff;

/** What a site last called a target. */
interface Called {
  target: string;
  atMs: number;
}

/** A craft as the radar side of the fusion knows it: a row of the picture, or not yet (or no longer) shown. */
export class RadarTarget {
  motion = new Motion();
  /** Row of the track table; -1: not shown. */
  row = -1;
  /** Key of the row, by which a row used again is told. */
  key = 0;
  /** Heard on AIS: its place and motion come from there too. */
  isAis = false;
  /** A buoy or beacon: hardly an echo beside a craft's. */
  isAid = false;
  /** Time of the last AIS position taken in, and the interval it is due at; ms. */
  aisMs = 0;
  aisIntervalMs = 0;
  /** By the last AIS report: middle of the hull in degrees, velocity in m/s. */
  aisLon = 0;
  aisLat = 0;
  aisVe = 0;
  aisVn = 0;
  /** Not 0: the last AIS place is this unlike that of the echoes it took (innovation squared), and is not taken in yet. */
  contradiction = 0;
  /** Its last AIS position is believed to be where it is now. */
  isAnchored = false;
  /** Metres: how long it is; 0: not known. And how far the middle of the hull is ahead of the antenna, and to starboard. */
  lengthM = 0;
  aheadM = 0;
  rightM = 0;
  headingDeg = 0;
  bornMs = 0;
  /** Where its first echo was, degrees. */
  beginLon = 0;
  beginLat = 0;
  /** Plots ever, and the latest scans it could have been seen in. */
  hits = 0;
  /** When its motion broke so that its echoes were lost and found again, epoch ms. */
  brokeMs = 0;
  private seen = 0;
  /** Time of the last plot of its own; epoch ms, 0: none. */
  plotMs = 0;
  /** Where that was, degrees. */
  plotLon = 0;
  plotLat = 0;
  /** Time of the last change told to the picture, epoch ms. */
  toldMs = 0;
  /** Of the latest time its echo was one with another's: whose, and when. */
  sharedWith: RadarTarget | null = null;
  /** Scans in which it had no echo but another's, less those in which both had their own. */
  shared = 0;
  sharedMs = 0;
  /** Scans in which it was seen beside its neighbour, each by an echo of its own. */
  apart = 0;
  /** Given by an operator; empty: none. */
  name = '';
  /** Number of a radar-only track in the history; 0: none yet. */
  number = 0;
  /** Dropped by an operator: followed, not shown. */
  isHidden = false;
  /** Named or plotted by an operator: not dropped for want of echoes, not made part of another. */
  isKept = false;
  /** Plotted by an operator: no echo is its own. */
  isByHand = false;
  /** Never made one with these again: an operator has split them. */
  foes: Set<RadarTarget> | null = null;
  isGone = false;
  private numbers: (Called | undefined)[] = [];

  /** The scan has seen it or not. */
  tally(wasSeen: boolean): void {
    this.seen = ((this.seen << 1) | (wasSeen ? 1 : 0)) & REMEMBERED;
    if (wasSeen) this.hits++;
  }

  /** Of the last `scans` (1-8) scans in which it could have been seen, how many saw it. */
  seenOf(scans: number): number {
    let bits = this.seen & ((1 << scans) - 1);
    let count = 0;
    for (; bits !== 0; bits &= bits - 1) count++;
    return count;
  }

  /** The site calls it by this number now. */
  call(site: number, target: string, atMs: number): void {
    const known = this.numbers[site];
    if (known === undefined) this.numbers[site] = { target, atMs };
    else {
      known.target = target;
      known.atMs = atMs;
    }
  }

  /** When the site called it last, epoch ms; -Infinity: never. */
  calledMs(site: number): number {
    return this.numbers[site]?.atMs ?? Number.NEGATIVE_INFINITY;
  }

  /** Takes over what sites call the other. */
  callAs(other: RadarTarget): void {
    other.numbers.forEach((known, site) => {
      if (known !== undefined && known.atMs > this.calledMs(site)) this.call(site, known.target, known.atMs);
    });
  }

  /** Each takes the other's echoes, with all that came of them. */
  exchange(other: RadarTarget): void {
    [this.motion, other.motion] = [other.motion, this.motion];
    [this.numbers, other.numbers] = [other.numbers, this.numbers];
    [this.seen, other.seen] = [other.seen, this.seen];
    [this.plotMs, other.plotMs] = [other.plotMs, this.plotMs];
    [this.plotLon, other.plotLon] = [other.plotLon, this.plotLon];
    [this.plotLat, other.plotLat] = [other.plotLat, this.plotLat];
  }

  /** True: the site called it by this number not longer ago than `withinMs`. */
  isCalled(site: number, target: string, atMs: number, withinMs: number): boolean {
    const known = this.numbers[site];
    return known !== undefined && atMs - known.atMs <= withinMs && known.target === target;
  }
}
