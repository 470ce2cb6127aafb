import type { ReactNode } from 'react';
import { ActCard } from '../acts/act-card.tsx';
import type { Acts } from '../acts/use-acts.ts';
import type { PictureStore } from '../net/picture-store.ts';
import { TrailBar } from '../trails/trail-bar.tsx';
import { FollowChip } from './follow-chip.tsx';
import type { DeskTrails } from './use-desk-trails.ts';
import type { Selection } from './use-selection.ts';

interface LeftStackProps {
  readonly desk: DeskTrails;
  readonly selection: Selection;
  readonly picture: PictureStore;
  readonly acts: Acts;
  readonly boats: ReactNode;
}

/** What stands under the count: trails of a box, who is followed while another one is looked at, what is done to a track. */
export function LeftStack({ desk, selection, picture, acts, boats }: LeftStackProps): ReactNode {
  const { trails, boxTool, mayRead } = desk;
  const { followedId, selectedId, endFollow } = selection;
  const name =
    followedId === null ? null : (picture.names[picture.rowOfTrack(followedId)] ?? followedId.replace(/^a-/, ''));
  return (
    <div className="left-stack">
      {mayRead && (
        <TrailBar
          box={trails.box}
          group={trails.state.group}
          span={trails.span}
          onSpan={trails.setSpan}
          stepMs={trails.stepMs}
          armed={boxTool.armed}
          onArm={boxTool.arm}
          onClose={trails.dropBox}
          onRetry={() => trails.store.refresh()}
          withLegend={selectedId === null}
        />
      )}
      {name !== null && followedId !== selectedId && <FollowChip name={name} onEnd={endFollow} />}
      <ActCard acts={acts} />
      {boats}
    </div>
  );
}
