import type { PushDoor, PushListener } from './push-door.ts';
import type { CameraSource, SourceEvents } from './source.ts';

/** A camera that comes to us: it pushes its pictures to our door, with its key. */
export class PushSource implements CameraSource {
  private readonly listener: PushListener;

  constructor(
    private readonly door: PushDoor | null,
    private readonly camera: string,
    key: string,
    private readonly events: SourceEvents,
  ) {
    this.listener = { key, events };
  }

  start(): void {
    if (this.door === null) this.events.down('the door for cameras that push is not open');
    else this.door.expect(this.camera, this.listener);
  }

  stop(): void {
    this.door?.forget(this.camera, this.listener);
  }
}
