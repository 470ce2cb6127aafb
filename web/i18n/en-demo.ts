import type { jaDemo } from './ja-demo.ts';

/** The clock of the simulated bay, in English. */
export const enDemo: Readonly<Record<keyof typeof jaDemo, string>> = {
  'demo.label': 'Clock of the exercise',
  'demo.speed': 'Speed of time',
  'demo.times': '×{rate}',
  'demo.moments': 'Go ahead to',
  'demo.noWayBack': 'Every console goes with it. There is no way back, and nothing is recorded of what is leapt over.',
  'demo.loading': 'Loading the moments…',
  'demo.noMoments': 'No moments are ahead.',
  'demo.ahead': 'in {time}',
  'demo.away': 'The server does not answer. See what the clock shows.',
  'demo.refused': 'Not accepted: {message}',
  'demo.retry': 'Try again',
  'demo.leapt': 'Gone ahead to {time}',
  'demo.leaptNote': 'Vessels are being heard anew. There are no trails of the time between.',
};
