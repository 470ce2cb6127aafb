import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Subscription } from 'rxjs';
import type { Camera, CameraState, CameraTicket } from '../contract/camera.ts';
import type { HealthState } from '../contract/health.ts';
import { wedgeOf } from '../domain/camera/wedge.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { SessionRegistry } from '../platform/auth/session.registry.ts';
import { Clock } from '../platform/clock.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import { LOG } from '../platform/log/log.ts';
import { writeTicket } from '../platform/media/ticket.ts';
import { CAMERA_SOURCES, type CameraSite, type CameraSources } from './camera-sources.ts';
import { CameraWaters } from './camera-waters.ts';
import { MediaProcess, type MediaStatus } from './media-process.ts';

/** A ticket is for one opening of the door, soon. */
const TICKET_MS = 15_000;

interface Known {
  readonly state: CameraState;
  readonly sinceMs: number;
  readonly reason: string | null;
  readonly viewers: number;
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
  private readonly sites: readonly CameraSite[];
  private readonly known = new Map<string, Known>();
  private readonly media: MediaProcess | null;
  private readonly waters = new CameraWaters();
  private isUp = false;
  private ends: Subscription | undefined;

  constructor(
    @Inject(CAMERA_SOURCES) { sites, entry }: CameraSources,
    private readonly clock: Clock,
    private readonly sessions: SessionRegistry,
    @Inject(LOG) log: Logger,
  ) {
    this.sites = sites;
    const cameras = sites.map(({ id, url }) => ({ id, url, always: true }));
    this.media =
      sites.length === 0
        ? null
        : new MediaProcess({
            ...{ entry, log, cameras },
            statuses: (statuses) => this.take(statuses),
            isUp: (isUp) => this.turn(isUp),
          });
  }

  onModuleInit(): void {
    // what a session watches ends with it
    this.ends = this.sessions.ended$.subscribe((session) => this.media?.revoke(session));
    this.media?.start();
  }

  onModuleDestroy(): void {
    this.ends?.unsubscribe();
    this.media?.stop();
  }

  /** All, in the order of the installation. */
  all(): Camera[] {
    return this.sites.map((site) => {
      const { id, url, ...told } = site;
      const wedge = wedgeOf(site, { ...site, rangeM: site.nightRangeM }, this.waters.horizonOf(site));
      return { cameraId: id, ...told, ...this.stateOf(id), wedge };
    });
  }

  /** For the top bar. */
  get health(): CamerasHealth {
    const total = this.sites.length;
    if (total === 0) return { state: 'absent', up: null, total: null };
    if (!this.isUp) return { state: 'down', up: 0, total };
    const up = this.sites.filter(({ id }) => ['live', 'idle'].includes(this.stateOf(id).state)).length;
    return { state: up === total ? 'ok' : up === 0 ? 'down' : 'degraded', up, total };
  }

  /** Lets a session watch a camera: one WebSocket, opened soon. */
  ticket(who: Principal, cameraId: string): CameraTicket {
    if (!this.sites.some(({ id }) => id === cameraId))
      throw new CodedError('not-found', `cameraId: there is no camera ${JSON.stringify(cameraId)}`);
    if (this.media?.port == null) throw new CodedError('unavailable', 'the process of the cameras is down');
    const untilMs = Date.now() + TICKET_MS;
    const { sessionId: session, username: user } = who;
    const text = writeTicket(this.media.secret, { user, session, camera: cameraId, untilMs });
    return { path: `/live/${cameraId}?ticket=${text}`, untilMs };
  }

  /** Port of the cameras' door on loopback; null: it is down. */
  get doorPort(): number | null {
    return this.media?.port ?? null;
  }

  /** Of the cameras' process; null: it is down. */
  get mediaPid(): number | null {
    return this.media?.pid ?? null;
  }

  private stateOf(id: string): Known {
    const unknown = { state: 'unknown', sinceMs: this.clock.nowMs(), reason: null, viewers: 0 } as const;
    return this.known.get(id) ?? unknown;
  }

  private take(statuses: readonly MediaStatus[]): void {
    for (const { id, state, reason, viewers } of statuses) this.put(id, state, reason, viewers);
  }

  private turn(isUp: boolean): void {
    this.isUp = isUp;
    if (!isUp) for (const { id } of this.sites) this.put(id, 'unknown', null, 0);
  }

  private put(id: string, state: CameraState, reason: string | null, viewers: number): void {
    const before = this.known.get(id);
    const sinceMs = before?.state === state ? before.sinceMs : this.clock.nowMs();
    this.known.set(id, { state, sinceMs, reason, viewers });
  }
}
