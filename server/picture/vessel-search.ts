import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import MiniSearch from 'minisearch';
import type { Subscription } from 'rxjs';
import type { VesselHit } from '../contract/picture.ts';
import { mmsiText } from '../domain/ais/report.ts';
import { fold } from '../domain/track/fold.ts';
import { PictureService } from './picture.service.ts';

interface Entry {
  /** Key of the track. */
  readonly id: number;
  readonly row: number;
  readonly name: string;
  /** The name without spaces: operators hear names, and do not know where they are cut. */
  readonly joined: string;
  readonly callsign: string;
  readonly mmsi: string;
  readonly imo: string;
}

/** Entries brought up to date for one question at most, and by the second in the background: no frame may wait long for it. */
const MOST_FOR_A_QUESTION = 5_000;
const MOST_BY_THE_SECOND = 500;
const PREFIX_IN_WORDS = /\b(?:imo|mmsi)[\s:.]*(?=\d)/g;

/** Finds vessels by name, call sign, MMSI or IMO number: by the beginning of words, and with slips of the pen. */
@Injectable()
export class VesselSearch implements OnModuleDestroy {
  private readonly index = new MiniSearch<Entry>({
    fields: ['name', 'joined', 'callsign', 'mmsi', 'imo'],
    storeFields: ['row'],
    searchOptions: {
      prefix: true,
      fuzzy: (term) => (term.length < 4 || /^\d+$/.test(term) ? false : 0.2),
      boost: { name: 3, callsign: 2, mmsi: 2, imo: 2 },
      combineWith: 'AND',
    },
  });
  /** Rows whose entry is behind. */
  private readonly behind = new Set<number>();
  private readonly subscription: Subscription;

  constructor(private readonly picture: PictureService) {
    this.subscription = picture.changes$.subscribe(({ row, what }) => {
      if (what === 'appeared' || what === 'identity') this.behind.add(row);
      else if (what === 'gone') this.drop(row);
    });
  }

  onModuleDestroy(): void {
    this.subscription.unsubscribe();
  }

  /** The best hits, best first. */
  search(query: string, limit: number): VesselHit[] {
    this.catchUp(MOST_FOR_A_QUESTION);
    const hits = this.index.search(fold(query).replace(PREFIX_IN_WORDS, ''));
    return hits.slice(0, limit).map((hit) => this.picture.view.hit(Number(hit['row'])));
  }

  /** Brings the index up to date, a bounded number of entries at a time. */
  catchUp(most = MOST_BY_THE_SECOND): void {
    let left = most;
    for (const row of this.behind) {
      if (left-- === 0) return;
      this.behind.delete(row);
      this.update(row);
    }
  }

  private update(row: number): void {
    const { table } = this.picture;
    const id = table.key[row] ?? 0;
    const identity = this.picture.identity(row);
    const name = fold(identity?.name ?? '');
    const entry: Entry = {
      id,
      row,
      name,
      joined: name.replace(/\s+/g, ''),
      callsign: fold(identity?.callsign ?? ''),
      mmsi: mmsiText(table.mmsi[row] ?? 0),
      imo: String(identity?.imo ?? ''),
    };
    if (this.index.has(id)) this.index.replace(entry);
    else this.index.add(entry);
  }

  private drop(row: number): void {
    this.behind.delete(row);
    const id = this.picture.table.key[row] ?? 0;
    if (this.index.has(id)) this.index.discard(id);
  }
}
