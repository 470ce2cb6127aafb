import type { CAMERA_READERS } from '../contract/constants.ts';
import type { Office } from '../contract/rights.ts';
import type { DemoCamera } from '../domain/camera/demo-cameras.ts';

/** A camera as it stands, with how it is reached. */
export interface CameraSite extends Omit<DemoCamera, 'office'> {
  readonly office: Office;
  readonly reader: (typeof CAMERA_READERS)[number];
  /** With user and password; of a camera that pushes, its key. Told to the process of the cameras only. */
  readonly url: string;
  /** ONVIF, with user and password; null: it cannot be turned. */
  readonly onvifUrl: string | null;
  readonly isRecorded: boolean;
  /** Days its recording is kept; null: as all are. */
  readonly keepDays: number | null;
  /** When its direction was last compared with what is charted, epoch ms; null: never. */
  readonly alignedMs: number | null;
  /** Its pictures carry their time, which is believed: that of the simulated bay. */
  readonly isStamped: boolean;
}

/** What `Cameras` needs of the installation. */
export interface CameraSources {
  readonly sites: readonly CameraSite[];
  /** The built program of the cameras' process. */
  readonly entry: string;
}
export const CAMERA_SOURCES = Symbol('CameraSources');
