import { type DemoCamera, RENDERED_CAMERAS } from '../../../../server/domain/camera/demo-cameras.ts';
import { aimOf, positionOf } from '../../../../server/domain/camera/ptz.ts';
import type { CameraView } from '../../../../server/domain/camera/view.ts';
import { LandHorizon } from '../../../../server/domain/geo/land-horizon.ts';
import { bayLand } from '../../coast.ts';
import type { Account } from '../digest.ts';
import { OnvifServer } from '../onvif-server.ts';
import { PtzHead } from '../ptz-head.ts';
import { RtspServer } from '../rtsp-server.ts';
import { loadEncoder, type MakeEncoder } from './encoder.ts';
import { HEIGHT_PX, NightFootage, WIDTH_PX } from './night-footage.ts';
import { NightPicture, type Sea } from './night-picture.ts';

/** As the wedge on the chart has it: land nearer, or narrower, is looked over, metres. */
const LOOKS = { overlooksM: 300, ashoreM: 1_800, looksOverM: 600, rangeM: 16_000 } as const;

/** What is asked of the cameras that are drawn. */
export interface CrewOrder {
  readonly account: Account;
  /** By id; 0 or missing: a free one. */
  readonly ports: Readonly<Record<string, number>>;
  readonly onvifPorts: Readonly<Record<string, number>>;
}

/** Where a camera that is drawn can be reached. */
export interface CrewMember {
  readonly id: string;
  readonly port: number;
  /** null: it cannot be turned. */
  readonly onvifPort: number | null;
}

/** The simulated cameras whose pictures are drawn from the bay. */
export class FilmCrew {
  /** What there is on the water; told once a second. */
  sea: Sea = { atMs: 0, vessels: [] };
  private readonly land = bayLand();
  private readonly doors: { stop(): Promise<void> }[] = [];

  /** `storyMs`: the time of the story now, epoch ms. */
  constructor(private readonly storyMs: () => number) {}

  /** Opens all doors; null: there is no encoder on this machine. */
  async open(order: CrewOrder): Promise<CrewMember[] | null> {
    const make = await loadEncoder();
    if (make === null) return null;
    return Promise.all(RENDERED_CAMERAS.map((camera) => this.hire(camera, make, order)));
  }

  async stop(): Promise<void> {
    await Promise.all(this.doors.map((door) => door.stop()));
  }

  private async hire(camera: DemoCamera, make: MakeEncoder, order: CrewOrder): Promise<CrewMember> {
    const { id, name, ptz, isThermal } = camera;
    const horizon = new LandHorizon(this.land, { ...LOOKS, lon: camera.lon, lat: camera.lat });
    const landM = (bearingDeg: number): number => horizon.landM(((bearingDeg % 360) + 360) % 360);
    const picture = new NightPicture(
      { title: name.en.toUpperCase(), isThermal, landM },
      { widthPx: WIDTH_PX, heightPx: HEIGHT_PX },
    );
    const head = ptz && new PtzHead(positionOf(ptz, camera), Date.now());
    const view = (): CameraView => {
      const aim = ptz && head ? aimOf(ptz, head.at(Date.now())) : camera;
      const { panDeg, tiltDeg, fovDeg } = aim;
      const at = { lon: camera.lon, lat: camera.lat, heightM: camera.heightM, rollDeg: 0, k1: 0 };
      return { ...at, panDeg, tiltDeg, fovDeg, widthPx: WIDTH_PX, heightPx: HEIGHT_PX };
    };
    const footage = new NightFootage({ make, picture, view, sea: () => this.sea, storyMs: this.storyMs });
    await footage.begin();
    const rtsp = new RtspServer(id, order.account, footage);
    const port = await rtsp.listen(order.ports[id] ?? 0);
    this.doors.push(rtsp);
    if (head === null) return { id, port, onvifPort: null };
    const onvif = new OnvifServer({ account: order.account, head, rtspPort: () => port, nowMs: () => Date.now() });
    this.doors.push(onvif);
    return { id, port, onvifPort: await onvif.listen(order.onvifPorts[id] ?? 0) };
  }
}
