import { CAMERA_USER, DEMO_CAMERAS } from '../../../server/domain/camera/demo-cameras.ts';
import type { SimulatorSettings } from '../anchor.ts';
import { FilmFootage, realPace } from './film-footage.ts';
import { fixtureFilm } from './fixture.ts';
import { CrewThread } from './night/crew-thread.ts';
import { RtspServer } from './rtsp-server.ts';

/** Where a simulated camera is reached. */
interface OpenCamera {
  readonly id: string;
  readonly port: number;
  /** null: it cannot be turned. */
  readonly onvifPort: number | null;
  /** Its picture is drawn from the bay; else a film stands in. */
  readonly isRendered: boolean;
}

/** Every camera of the bay as RTSP on loopback; none without a password. Where no picture can be drawn, films stand in for all. */
export async function openCameras(
  { cameraPorts, onvifPorts, cameraPassword, anchor }: SimulatorSettings,
  storyMs: () => number,
): Promise<{ cameras: OpenCamera[]; crew: CrewThread | null }> {
  if (cameraPassword === null) return { cameras: [], crew: null };
  const account = { user: CAMERA_USER, password: cameraPassword };
  const byId = (ports: readonly number[]) => Object.fromEntries(DEMO_CAMERAS.map(({ id }, i) => [id, ports[i] ?? 0]));
  const crew = await CrewThread.begin({ account, ports: byId(cameraPorts), onvifPorts: byId(onvifPorts) }, anchor);
  const film = fixtureFilm();
  const cameras: OpenCamera[] = [];
  for (const [i, { id }] of DEMO_CAMERAS.entries()) {
    const member = crew?.members.find((one) => one.id === id);
    if (member !== undefined) {
      cameras.push({ ...member, isRendered: true });
      continue;
    }
    const footage = new FilmFootage(film, realPace, (i * film.lengthMs) / DEMO_CAMERAS.length, storyMs);
    const port = await new RtspServer(id, account, footage).listen(cameraPorts[i] ?? 0);
    cameras.push({ id, port, onvifPort: null, isRendered: false });
  }
  return { cameras, crew };
}
