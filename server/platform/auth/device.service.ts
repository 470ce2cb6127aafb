import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Device, Enrol, Enrolled, EnrolmentCode } from '../../contract/device.ts';
import { type Office, RIGHTS_OF } from '../../contract/rights.ts';
import { AuditService } from '../audit/audit.service.ts';
import { Clock } from '../clock.ts';
import { CONFIG, type Config } from '../config.ts';
import { CodedError } from '../http/coded-error.ts';
import { DeviceStore } from './device.store.ts';
import type { Principal } from './principal.ts';
import { refusal } from './refusal.ts';
import { SessionRegistry } from './session.registry.ts';
import { deviceTokenOf, newToken, type TokenHeaders, tokenHash } from './session-token.ts';
import { SignInLimit } from './sign-in-limit.ts';

/** An enrolment code is good for so long and for one device. */
const CODE_LIFE_MS = 15 * 60_000;
/** Crockford's base 32, without letters that are taken for digits: 12 of them are 60 bits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 12;
/** Attempts to enrol count against the address under this name. */
const ENROLLING = 'device';
const TOUCH_MS = 60_000;
const DEVICE_SESSION = 'device:';

/** Enrols tablets and trackers of boats, knows them by their token, and shuts them out. */
@Injectable()
export class DeviceService {
  constructor(
    private readonly store: DeviceStore,
    private readonly registry: SessionRegistry,
    private readonly limit: SignInLimit,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The code is told once and kept as a hash. */
  async makeCode(boat: { readonly boatId: string; readonly office: Office }, who: string): Promise<EnrolmentCode> {
    const code = Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte & 31]).join('');
    const endsMs = this.clock.realMs() + CODE_LIFE_MS;
    await this.store.addCode(codeHash(code), { ...boat, madeBy: who, endsMs });
    return { code: code.replace(/(.{4})(.{4})(.{4})/, '$1-$2-$3'), boatId: boat.boatId, endsMs };
  }

  async enrol(ask: Enrol, ip: string | null): Promise<Enrolled & { readonly token: string }> {
    const verdict = this.limit.attempt(ENROLLING, ip ?? '');
    if (!verdict.ok) throw refusal('too-many', this.config.demo, verdict.retryAfterS);
    const code = await this.store.takeCode(codeHash(ask.code), this.clock.realMs());
    if (code === null) {
      await this.audit.record('device', { action: 'device:refuse', detail: { name: ask.name }, ip });
      throw new CodedError('forbidden', 'code: it is wrong, was used, or is older than 15 minutes');
    }
    this.limit.passed(ENROLLING, ip ?? '');
    const token = newToken();
    const deviceId = randomUUID();
    await this.store.add(tokenHash(token), { ...code, deviceId, name: ask.name }, this.clock.realMs());
    const detail = { boatId: code.boatId, name: ask.name };
    await this.audit.record(code.madeBy, { action: 'device:enrol', object: `device/${deviceId}`, detail, ip });
    return { deviceId, boatId: code.boatId, token };
  }

  /** Who sends these headers; null: no device. */
  async principalOf(headers: TokenHeaders): Promise<Principal | null> {
    const token = deviceTokenOf(headers);
    if (token === null) return null;
    const device = await this.store.byToken(tokenHash(token));
    if (device === null) return null;
    const realMs = this.clock.realMs();
    if (realMs - device.seenMs > TOUCH_MS) await this.store.touch([device.deviceId], realMs);
    return {
      sessionId: DEVICE_SESSION + device.deviceId,
      username: `device/${device.boatId}`,
      displayName: device.name,
      role: 'crew',
      office: device.office,
      rights: RIGHTS_OF.crew,
      mustChangePassword: false,
      boatId: device.boatId,
      endsMs: Number.MAX_SAFE_INTEGER,
      idleEndsMs: Number.MAX_SAFE_INTEGER,
    };
  }

  all(): Promise<Device[]> {
    return this.store.all();
  }

  /** Its sockets are closed before this resolves. Answers the boat; null: there is no such device. */
  async shutOut(deviceId: string): Promise<string | null> {
    const boatId = await this.store.remove(deviceId);
    if (boatId !== null) this.registry.end([DEVICE_SESSION + deviceId]);
    return boatId;
  }

  async shutOutOf(boatId: string): Promise<void> {
    this.registry.end((await this.store.removeOf(boatId)).map((deviceId) => DEVICE_SESSION + deviceId));
  }

  /** Keeps devices with an open socket fresh, and ends those that another process has shut out. */
  async touchFollowed(): Promise<void> {
    const followed = this.registry.sessionIds().filter(isDeviceSession);
    const ids = followed.map((sessionId) => sessionId.slice(DEVICE_SESSION.length));
    const kept = new Set(await this.store.touch(ids, this.clock.realMs()));
    this.registry.end(followed.filter((_, i) => !kept.has(ids[i] as string)));
  }
}

export const isDeviceSession = (sessionId: string): boolean => sessionId.startsWith(DEVICE_SESSION);

const codeHash = (code: string): Buffer => createHash('sha256').update(`device code ${code}`).digest();
