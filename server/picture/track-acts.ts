import { Injectable } from '@nestjs/common';
import type { TrackActRefusal } from '../contract/constants.ts';
import type { TrackAct } from '../contract/track-act.ts';
import type { Act, ActRefusal, PlotByHand } from '../domain/track/radar/radar-acts.ts';
import { Clock } from '../platform/clock.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import { PictureService } from './picture.service.ts';

/** Acts kept to be undone; the audit keeps them all. */
const MOST = 500;

const WHY: Readonly<Record<ActRefusal & TrackActRefusal, string>> = {
  'no-track': 'there is no such track in the picture',
  'on-ais': 'it is heard on AIS and says itself who it is; only what radar alone sees can be named, dropped or merged',
  same: 'it is the same track',
  'no-radar': 'no radar sees it',
  over: 'there is no room for another track',
};

const UNDONE = { body: { reason: 'undone' satisfies TrackActRefusal } };
const GONE = { body: { reason: 'gone' satisfies TrackActRefusal } };

interface Done {
  readonly shown: TrackAct;
  readonly undo: () => boolean;
}

/** What operators have done to tracks in this run of the server. */
@Injectable()
export class TrackActs {
  private readonly done: Done[] = [];
  private lastId = 0;

  constructor(
    private readonly picture: PictureService,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  all(): TrackAct[] {
    return this.done.map(({ shown }) => shown).reverse();
  }

  name(who: string, trackId: string, name: string | null): TrackAct {
    return this.keep({ who, act: 'name', of: trackId, name }, this.picture.radar.acts.name(trackId, name));
  }

  drop(who: string, trackId: string): TrackAct {
    return this.keep({ who, act: 'drop', of: trackId, name: null }, this.picture.radar.acts.drop(trackId));
  }

  merge(who: string, trackId: string, into: string): TrackAct {
    return this.keep({ who, act: 'merge', of: trackId, name: null }, this.picture.radar.acts.merge(trackId, into));
  }

  split(who: string, trackId: string): TrackAct {
    return this.keep({ who, act: 'split', of: trackId, name: null }, this.picture.radar.acts.split(trackId));
  }

  plot(who: string, place: PlotByHand): TrackAct {
    const act = this.picture.radar.acts.plot(place, this.clock.nowMs());
    return this.keep({ who, act: 'plot', of: null, name: place.name }, act);
  }

  /** Throws `not-found` for an unknown act, `conflict` where it is undone already or what it changed is gone. */
  undo(who: string, actId: number): TrackAct {
    const at = this.done.findIndex(({ shown }) => shown.actId === actId);
    const known = this.done[at];
    if (known === undefined) throw new CodedError('not-found', `actId: there is no act ${actId} that can be undone`);
    if (known.shown.undoneBy !== null)
      throw new CodedError('conflict', `actId: act ${actId} was undone by ${known.shown.undoneBy}`, UNDONE);
    if (!known.undo()) throw new CodedError('conflict', `actId: the track of act ${actId} is gone`, GONE);
    const shown = { ...known.shown, undoneBy: who };
    this.done[at] = { ...known, shown };
    return shown;
  }

  private keep(what: Pick<TrackAct, 'who' | 'act' | 'of' | 'name'>, act: Act | ActRefusal): TrackAct {
    if (typeof act === 'string') {
      const code = act === 'no-track' ? 'not-found' : 'conflict';
      throw new CodedError(code, `trackId: ${WHY[act]}`, { body: { reason: act } });
    }
    this.lastId++;
    const shown = { actId: this.lastId, atMs: this.clock.nowMs(), ...what, trackId: act.trackId, undoneBy: null };
    this.done.push({ shown, undo: act.undo });
    if (this.done.length > MOST) this.done.shift();
    return shown;
  }
}
