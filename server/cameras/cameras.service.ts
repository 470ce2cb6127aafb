import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import type { Camera, CameraState, CameraTicket } from '../contract/camera.ts';
import type { HealthState } from '../contract/health.ts';
import type { Candidate } from '../domain/camera/aim-at.ts';
import type { Aim } from '../domain/camera/ptz.ts';
import { wedgeOf } from '../domain/camera/wedge.ts';
import { sunHeightDeg } from '../domain/geo/sun.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { SessionRegistry } from '../platform/auth/session.registry.ts';
import { Clock } from '../platform/clock.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import type { MediaStatus } from '../platform/media/orders.ts';
import { writeTicket } from '../platform/media/ticket.ts';
import { Heads } from './aim/heads.ts';
import type { CameraSite } from './camera-sources.ts';
import { CameraWaters } from './camera-waters.ts';
import { MediaProcess } from './media-process.ts';
import { Sites } from './sites.ts';

/** A ticket is for one opening of the door, soon. */
const TICKET_MS = 15_000;

type Told = Omit<MediaStatus, 'state'> & { readonly state: CameraState };

interface Known {
  readonly state: CameraState;
  readonly sinceMs: number;
  readonly reason: string | null;
  readonly viewers: number;
  readonly recordingTrouble: string | null;
}

/** Cameras whose state is known count as they are; those nobody watches are neither well nor down. */
export interface CamerasHealth {
  readonly state: HealthState;
  readonly up: number | null;
  readonly total: number | null;
}

/** The cameras of the installation: where they stand, how they are, who may watch them. */
@Injectable()
export class CamerasService implements OnModuleInit, OnModuleDestroy {
  private readonly known = new Map<string, Known>();
  private readonly waters = new CameraWaters();
  private readonly ends = new Subscription();

  constructor(
    private readonly cameras: Sites,
    private readonly media: MediaProcess,
    private readonly heads: Heads,
    private readonly clock: Clock,
    private readonly sessions: SessionRegistry,
  ) {}

  private get sites(): readonly CameraSite[] {
    return this.cameras.all;
  }

  onModuleInit(): void {
    const { media, sessions } = this;
    // what a session watches ends with it
    this.ends.add(sessions.ended$.subscribe((session) => media.send({ kind: 'revoke', session })));
    this.ends.add(media.isUp$.subscribe((isUp) => this.turn(isUp)));
    this.ends.add(media.news$.subscribe((news) => news.kind === 'statuses' && this.take(news.statuses)));
    const planOf = ({ id, reader, url, isRecorded, isStamped }: CameraSite) => ({
      id,
      reader,
      url,
      isRecorded,
      isStamped,
      always: true,
    });
    this.ends.add(this.cameras.all$.subscribe((sites) => media.take(sites.map(planOf))));
  }

  onModuleDestroy(): void {
    this.ends.unsubscribe();
    this.media.stop();
  }

  /** All, in the order of the installation, as they stand now; without how they are steered. */
  all(): Omit<Camera, 'head'>[] {
    return this.sites.map((site) => {
      const { id, reader: ______, url: _, onvifUrl: __, isStamped: ___, ptz: ____, keepDays: _____, ...told } = site;
      const aim = this.aimOf(site);
      const wedge = wedgeOf(site, { ...aim, rangeM: this.rangeOf(site) }, this.waters.horizonOf(site));
      return { cameraId: id, ...told, ...aim, rangeM: this.rangeOf(site), ...this.stateOf(id), wedge };
    });
  }

  /** All, as they can be chosen from for a place. */
  candidates(): Omit<Candidate, 'isHeld' | 'isBusy'>[] {
    return this.sites.map((site) => {
      const { id, lon, lat, heightM, ptz } = site;
      const rangeM = this.rangeOf(site);
      const horizon = this.waters.horizonOf(site);
      return {
        ...{ id, lon, lat, heightM, ptz, rangeM, aim: this.aimOf(site) },
        isUp: ['live', 'idle', 'suspect'].includes(this.stateOf(id).state),
        isOpen: (bearingDeg, toM) => horizon.isOpen(bearingDeg, toM),
      };
    });
  }

  /** For the top bar. */
  get health(): CamerasHealth {
    const total = this.sites.length;
    if (total === 0) return { state: 'absent', up: null, total: null };
    if (!this.media.isUp) return { state: 'down', up: 0, total };
    const up = this.sites.filter(({ id }) => ['live', 'idle'].includes(this.stateOf(id).state)).length;
    return { state: up === total ? 'ok' : up === 0 ? 'down' : 'degraded', up, total };
  }

  /** Lets a session watch a camera: one WebSocket, opened soon. */
  ticket(who: Principal, cameraId: string): CameraTicket {
    this.site(cameraId);
    if (this.media.door === null) throw new CodedError('unavailable', 'the process of the cameras is down');
    const untilMs = Date.now() + TICKET_MS;
    const { sessionId: session, username: user } = who;
    const text = writeTicket(this.media.secret, { user, session, camera: cameraId, untilMs });
    return { path: `/live/${cameraId}?ticket=${text}`, untilMs };
  }

  /** Throws where there is none. */
  site(cameraId: string): CameraSite {
    const site = this.sites.find(({ id }) => id === cameraId);
    if (site === undefined)
      throw new CodedError('not-found', `cameraId: there is no camera ${JSON.stringify(cameraId)}`);
    return site;
  }

  /** How many days each camera's recording is kept. */
  keptDays(days: number): Record<string, number> {
    return Object.fromEntries(this.sites.map(({ id, keepDays }) => [id, keepDays ?? days]));
  }

  /** Why a camera is not recorded that should be; null: it is. */
  recordingTrouble(cameraId: string): string | null {
    if (!this.media.isUp) return 'the process of the cameras is down';
    const { state, reason, recordingTrouble } = this.stateOf(cameraId);
    return recordingTrouble ?? (state === 'offline' || state === 'stale' ? (reason ?? 'no pictures come') : null);
  }

  /** Where viewers are passed on to: a port on loopback, or the path of a socket; null: it is down. */
  get door(): number | string | null {
    return this.media.door;
  }

  /** Of the cameras' process; null: it is down. */
  get mediaPid(): number | null {
    return this.media.pid;
  }

  /** How far it tells a craft from water now: by the sun. */
  private rangeOf(site: CameraSite): number {
    return sunHeightDeg(site, this.clock.nowMs()) > 0 ? site.dayRangeM : site.nightRangeM;
  }

  private aimOf({ id, panDeg, tiltDeg, fovDeg }: CameraSite): Aim {
    return this.heads.of(id)?.aim ?? { panDeg, tiltDeg, fovDeg };
  }

  private stateOf(id: string): Known {
    const unknown = { state: 'unknown', reason: null, viewers: 0, recordingTrouble: null } as const;
    return this.known.get(id) ?? { ...unknown, sinceMs: this.clock.nowMs() };
  }

  private take(statuses: readonly MediaStatus[]): void {
    for (const status of statuses) this.put(status);
  }

  private turn(isUp: boolean): void {
    if (isUp) return;
    for (const { id } of this.sites)
      this.put({ id, state: 'unknown', reason: null, viewers: 0, recordingTrouble: null });
  }

  private put({ id, state, reason, viewers, recordingTrouble }: Told): void {
    const before = this.known.get(id);
    const sinceMs = before?.state === state ? before.sinceMs : this.clock.nowMs();
    this.known.set(id, { state, sinceMs, reason, viewers, recordingTrouble });
  }
}
