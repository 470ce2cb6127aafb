import type { jaTiles } from './ja-tiles.ts';

/** Tiles of cameras and their tools, in English. */
export const enTiles: Readonly<Record<keyof typeof jaTiles, string>> = {
  'tool.gain': 'Gain',
  'tool.contrast': 'Contrast',
  'tool.tone': 'Tone',
  'tool.tone.normal': 'as it is',
  'tool.tone.white-hot': 'white-hot',
  'tool.tone.black-hot': 'black-hot',
  'tool.tone.green': 'green',
  'tool.closer': 'Digital zoom',
  'tool.wider': 'Wider',
  'tool.freeze': 'Freeze (60 s at most)',
  'tool.plain': 'As it came',
  'tool.open': 'Night tools',
  'tool.mark.enhanced': 'enhanced',
  'tool.mark.zoomed': 'zoomed ×{n}',
  'tool.mark.frozen': 'FROZEN {n} s',
  'camera.layout': 'Layout',
  'camera.layout.row': 'Row',
  'camera.layout.tiles': '{n} tiles',
  'camera.player.mse': 'compatible player',
  'camera.drag': 'Drag to arrange (Alt+arrow keys)',
  'camera.notRecorded': 'NOT RECORDED',
  'camera.age': '{n} s ago',
};
