import type { jaTrails } from './ja-trails.ts';

/** Trails in English. */
export const enTrails: Readonly<Record<keyof typeof jaTrails, string>> = {
  'trail.title': 'Trail',
  'trail.lengths': 'Length of trails',
  'trail.off': 'none',
  'trail.30min': '30 min',
  'trail.3h': '3 h',
  'trail.12h': '12 h',
  'trail.24h': '24 h',
  'trail.speed': 'A trail is coloured by speed',
  'trail.step': 'every {minutes} min',
  'trail.gap': 'not heard',
  'trail.loading': 'Loading the trail',
  'trail.empty': 'No positions kept in this span.',
  'trail.failed': 'The trail cannot be loaded.',
  'trail.failedTail': 'The records cannot be read. Only what is heard is added.',
  'trail.away': 'The records cannot be reached. The trail follows when they can.',
  'trail.awayTail': 'The records cannot be reached. Only what is heard is added.',
  'trail.ends': 'The trail ends at {time}: that is not now.',
  'trail.retry': 'Try again',

  'trail.box': 'Trails in a box',
  'trail.boxHint': 'Drag a box over the chart. Enter takes all in view.',
  'trail.boxCancel': 'Cancel',
  'trail.boxCount': 'Trails of {count} vessels',
  'trail.boxOff': '{count} vessels, no trails',
  'trail.boxOver': '{found} vessels in the box: only the {count} nearest to its middle are shown',
  'trail.boxNone': 'There are no vessels in the box.',
  'trail.boxClose': 'Remove the trails of the box',
  'trail.boxLoading': 'loading, {count} to go',
  'trail.boxEmpty': '{count} without records',
  'trail.boxFailed': '{count} cannot be read',

  'follow.chip': 'Following {name}',
  'follow.end': 'Stop following',
};
