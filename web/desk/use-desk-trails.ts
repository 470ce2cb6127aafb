import type { RefObject } from 'react';
import type { LiveClient } from '../net/live-client.ts';
import { useBoxTool } from '../trails/use-box-tool.ts';
import { type Trails, useTrails } from '../trails/use-trails.ts';
import type { Chart } from './use-follow.ts';
import type { Selection } from './use-selection.ts';

export interface DeskTrails {
  readonly trails: Trails;
  readonly boxTool: ReturnType<typeof useBoxTool>;
  readonly mayRead: boolean;
  /** One step back: the tool, the selection, the box, the follow; what stands on top goes first. */
  readonly back: () => void;
  /** Another length, where there is a trail to see it by. */
  readonly cycle: () => void;
  readonly toggleBox: () => void;
}

interface DeskTrailsOptions {
  readonly link: LiveClient;
  readonly chart: RefObject<Chart | null>;
  readonly selection: Selection;
  readonly mayRead: boolean;
  readonly onLost: () => void;
}

/** Trails and their tool, as the keys of the desk reach them. */
export function useDeskTrails({ link, chart, selection, mayRead, onLost }: DeskTrailsOptions): DeskTrails {
  const { selectedId, followedId, select, endFollow } = selection;
  const trails = useTrails({ link, focus: [selectedId, followedId], mayRead, onLost });
  const boxTool = useBoxTool(chart);
  const back = (): void => {
    if (boxTool.armed) boxTool.arm(false);
    else if (selectedId !== null) select(null);
    else if (trails.box) trails.dropBox();
    else endFollow();
  };
  const cycle = (): void => {
    if (mayRead && (selectedId ?? followedId ?? trails.box) !== null) trails.cycleSpan();
  };
  const toggleBox = (): void => {
    if (mayRead) boxTool.arm(!boxTool.armed);
  };
  return { trails, boxTool, mayRead, back, cycle, toggleBox };
}
