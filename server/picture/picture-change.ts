import type { TrackChange } from '../domain/track/change.ts';

/** What `changes$` tells. The object and its fix are used again for the next change: copy what you keep, at once. */
export type PictureChange = TrackChange;
