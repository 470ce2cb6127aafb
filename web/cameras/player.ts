export interface PlayerEvents {
  /** A picture was drawn: the time it was taken, epoch ms of the camera; null: it does not say; and how late it is, ms. */
  drawn(stampMs: number | null, lagMs: number): void;
  /** False: this browser cannot decode the stream this way. */
  can(can: boolean): void;
}

/** Plays one camera on one canvas until it is closed. */
export interface Player {
  /** No new picture is drawn; the stream goes on. */
  isFrozen: boolean;
  close(): void;
}
