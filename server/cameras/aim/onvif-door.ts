import onvif from 'onvif/promises/index.js';
import type { PtzPosition } from '../../domain/camera/ptz.ts';
import { reasonOf } from '../../platform/start-error.ts';

/** A camera that does not answer within this long is not waited for, ms. */
const TIMEOUT_MS = 3_000;

/** Where a head stands, as the camera says. */
export interface HeadStatus extends PtzPosition {
  readonly isMoving: boolean;
}

/** What we use of the client, whose own types leave most of it open. */
interface Client {
  connect(): Promise<unknown>;
  getStatus(): Promise<{
    readonly position?: { readonly x?: number; readonly y?: number; readonly zoom?: number };
    readonly moveStatus?: { readonly panTilt?: string; readonly zoom?: string };
  }>;
  absoluteMove(to: PtzPosition): Promise<unknown>;
  relativeMove(by: PtzPosition): Promise<unknown>;
  continuousMove(speed: PtzPosition): Promise<unknown>;
  stop(): Promise<unknown>;
  getPresets(): Promise<Record<string, { readonly $: { readonly token: string } }>>;
  gotoPreset(order: { readonly preset: string }): Promise<unknown>;
  setPreset(order: { readonly presetName: string }): Promise<unknown>;
  getSystemDateAndTime(): Promise<Date>;
}

/** One camera's ONVIF services (profiles S and T), asked one thing at a time. Connects when first asked, and again after a failure. */
export class OnvifDoor {
  private client: Promise<Client> | null = null;
  private work: Promise<unknown> = Promise.resolve();

  /** `url`: of the device service, with user and password; told to nobody. */
  constructor(private readonly url: string) {}

  status(): Promise<HeadStatus> {
    return this.ask(async (client) => {
      const { position = {}, moveStatus = {} } = await client.getStatus();
      const isMoving = moveStatus.panTilt === 'MOVING' || moveStatus.zoom === 'MOVING';
      return { x: position.x ?? 0, y: position.y ?? 0, zoom: position.zoom ?? 0, isMoving };
    });
  }

  async moveTo(to: PtzPosition): Promise<void> {
    await this.ask((client) => client.absoluteMove(to));
  }

  /** By a part of the generic spaces. */
  async moveBy(step: PtzPosition): Promise<void> {
    await this.ask((client) => client.relativeMove(step));
  }

  /** Speeds -1 to 1 of the fastest. */
  async turn(speed: PtzPosition): Promise<void> {
    await this.ask((client) => client.continuousMove(speed));
  }

  async stop(): Promise<void> {
    await this.ask((client) => client.stop());
  }

  presets(): Promise<{ name: string; token: string }[]> {
    return this.ask(async (client) =>
      Object.entries(await client.getPresets()).map(([name, { $ }]) => ({ name, token: $.token })),
    );
  }

  async goToPreset(token: string): Promise<void> {
    await this.ask((client) => client.gotoPreset({ preset: token }));
  }

  async setPreset(name: string): Promise<void> {
    await this.ask((client) => client.setPreset({ presetName: name }));
  }

  /** The camera's clock minus ours, ms; it tells whole seconds. */
  clockOffsetMs(): Promise<number> {
    return this.ask(async (client) => {
      const askedMs = Date.now();
      const told = await client.getSystemDateAndTime();
      return told.getTime() + 500 - (askedMs + Date.now()) / 2;
    });
  }

  /** Rejects with the reason, without any word of the URL. */
  private ask<T>(question: (client: Client) => Promise<T>): Promise<T> {
    const answer = this.work.then(async () => {
      try {
        this.client ??= this.connect();
        return await question(await this.client);
      } catch (error) {
        this.client = null;
        throw new Error(
          reasonOf(error)
            .replaceAll(/https?:\/\/\S*/g, '…')
            .slice(0, 120),
        );
      }
    });
    this.work = answer.catch(() => undefined);
    return answer;
  }

  private async connect(): Promise<Client> {
    const { hostname, port, pathname, protocol, username, password } = new URL(this.url);
    const isSecure = protocol === 'https:';
    const client = new onvif.Cam({
      ...{ hostname, port: Number(port) || (isSecure ? 443 : 80), path: pathname, useSecure: isSecure },
      ...{ username: decodeURIComponent(username), password: decodeURIComponent(password) },
      ...{ timeout: TIMEOUT_MS, autoconnect: false, preserveAddress: true },
    }) as unknown as Client;
    await client.connect();
    return client;
  }
}
