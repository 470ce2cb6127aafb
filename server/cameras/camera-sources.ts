import type { DemoCamera } from '../domain/camera/demo-cameras.ts';

/** A camera as it stands, with how it is reached. */
export interface CameraSite extends DemoCamera {
  /** RTSP, with user and password; told to the process of the cameras only. */
  readonly url: string;
  /** ONVIF, with user and password; null: it cannot be turned. */
  readonly onvifUrl: string | null;
  readonly isRecorded: boolean;
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
