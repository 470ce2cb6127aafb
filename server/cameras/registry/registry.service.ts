import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { CameraEntry, CameraEntryOrder } from '../../contract/camera-registry.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Clock } from '../../platform/clock.ts';
import { CONFIG, type Config } from '../../platform/config.ts';
import { CodedError } from '../../platform/http/coded-error.ts';
import { LOG } from '../../platform/log/log.ts';
import type { CameraSite } from '../camera-sources.ts';
import { Sites } from '../sites.ts';
import { type CameraRow, CameraStore } from './camera.store.ts';
import { Sealing } from './sealing.ts';

/** Cameras as an administrator enters them. A change takes hold at once. */
@Injectable()
export class RegistryService implements OnModuleInit {
  private readonly sealing: Sealing;

  constructor(
    private readonly store: CameraStore,
    private readonly sites: Sites,
    private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.sealing = Sealing.open(config.dataDir, config.cameraKey);
  }

  async onModuleInit(): Promise<void> {
    await this.follow();
  }

  async all(): Promise<CameraEntry[]> {
    return (await this.store.all()).map(({ entry, sealedPassword, changedBy, changedMs }) => ({
      ...entry,
      ...{ hasPassword: sealedPassword !== null, changedBy, changedMs },
    }));
  }

  /** All of them or none. */
  async put(orders: readonly CameraEntryOrder[], who: Principal): Promise<void> {
    for (const { cameraId } of orders)
      if (this.sites.isFixed(cameraId))
        throw new CodedError('conflict', `cameraId: ${JSON.stringify(cameraId)} is a camera of the simulated bay`);
    const rows = orders.map(({ password, ...entry }) => ({
      entry,
      sealedPassword: password === undefined ? null : this.sealing.seal(entry.cameraId, password),
    }));
    await this.store.put(rows, { who: who.username, atMs: this.clock.nowMs() });
    await this.follow();
  }

  async remove(cameraId: string): Promise<void> {
    if (!(await this.store.remove(cameraId)))
      throw new CodedError('not-found', `cameraId: ${JSON.stringify(cameraId)} is not in the registry`);
    await this.follow();
  }

  private async follow(): Promise<void> {
    this.sites.register((await this.store.all()).map((row) => this.siteOf(row)));
  }

  private siteOf({ cameraId, entry, sealedPassword }: CameraRow): CameraSite {
    const { user, reader, url, onvifUrl, name, office, lon, lat, heightM, panDeg, tiltDeg, fovDeg } = entry;
    const { dayRangeM, nightRangeM, isThermal, ptz, isRecorded, keepDays, alignedMs } = entry;
    const login = { user, password: this.passwordOf(cameraId, sealedPassword) };
    return {
      ...{
        id: cameraId,
        name,
        office,
        lon,
        lat,
        heightM,
        panDeg,
        tiltDeg,
        fovDeg,
        dayRangeM,
        nightRangeM,
        isThermal,
        ptz,
      },
      ...{ isFilm: false, isRecorded, isStamped: false, keepDays, alignedMs },
      reader,
      url: reader === 'push' ? login.password : withLogin(url, login),
      onvifUrl: onvifUrl === null ? null : withLogin(onvifUrl, login),
    };
  }

  private passwordOf(cameraId: string, sealed: Buffer | null): string {
    if (sealed === null) return '';
    try {
      return this.sealing.open(cameraId, sealed);
    } catch {
      this.log.error({ cameraId }, 'the password of a camera was sealed with another key: enter it again');
      return '';
    }
  }
}

function withLogin(address: string, { user, password }: { user: string; password: string }): string {
  if (user === '') return address;
  const [scheme = '', rest = ''] = address.split('://', 2);
  return `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${rest}`;
}
