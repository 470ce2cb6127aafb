import type { jaCameras } from './ja-cameras.ts';

/** Cameras, in English. */
export const enCameras: Readonly<Record<keyof typeof jaCameras, string>> = {
  'camera.label': 'Cameras',
  'camera.add': 'Add a camera…',
  'camera.hide': 'Hide the cameras',
  'camera.close': 'Take {name} away',
  'camera.enlarge': 'Double-click to enlarge',
  'camera.film': 'sample film',
  'camera.loading': 'Loading the cameras…',
  'camera.none': 'No camera is shown. Add one at the right.',
  'camera.state.opening': 'opening',
  'camera.state.live': 'LIVE',
  'camera.state.idle': 'idle',
  'camera.state.suspect': 'SUSPECT',
  'camera.state.stale': 'STALE',
  'camera.state.offline': 'OFFLINE',
  'camera.state.unknown': 'unknown',
  'camera.state.unable': 'cannot play',
  'camera.word.suspect': 'The same picture again and again, or nothing in it.',
  'camera.word.stale': 'No pictures come. This is not the present.',
  'camera.word.late': 'The pictures come late. This is not the present.',
  'camera.word.offline': 'The camera cannot be reached. It is tried again.',
  'camera.word.unknown': 'The video server does not answer.',
  'camera.word.unable': 'This browser cannot decode such video (H.265 is one).',
};
