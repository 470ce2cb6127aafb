import type { ReactNode } from 'react';
import type { Camera } from '../../server/contract/camera.ts';
import { TrackActs } from '../acts/track-acts.tsx';
import type { Acts } from '../acts/use-acts.ts';
import { SendSection } from '../boats/send-section.tsx';
import type { Boats } from '../boats/use-boats.ts';
import { AimSection } from '../cameras/aim/aim-section.tsx';
import { TrailSection } from '../trails/trail-section.tsx';
import type { Trails } from '../trails/use-trails.ts';
import type { Now } from '../ui/now.ts';
import { useRememberedOpen } from '../ui/remembered.ts';
import { VesselPanel } from '../vessels/vessel-panel.tsx';
import type { Selection } from './use-selection.ts';

interface DeskPanelProps {
  readonly selection: Selection;
  /** null: the reader may not see trails. */
  readonly trails: Trails | null;
  readonly acts: Acts;
  /** null: not told, or the reader may not see through them. */
  readonly cameras: readonly Camera[] | null;
  readonly maySteer: boolean;
  readonly onCamera: (cameraId: string) => void;
  readonly boats: Boats;
  readonly mayOrder: boolean;
  readonly frozen: boolean;
  readonly now: Now;
}

/** The panel of what is selected, with its trail; nothing while nothing is. */
export function DeskPanel(props: DeskPanelProps): ReactNode {
  const { selection, trails, acts, frozen, now, cameras, maySteer, onCamera } = props;
  const [open, setOpen] = useRememberedOpen('panel', true);
  const { selectedId, track, gone, following } = selection;
  if (selectedId === null) return null;
  const trail = trails && {
    trail: (live: boolean): ReactNode => (
      <TrailSection
        span={trails.span}
        onSpan={trails.setSpan}
        state={trails.state.focus.get(selectedId)}
        lastMs={trails.store.lastMs(selectedId)}
        live={live}
        stepMs={trails.stepMs}
        onRetry={() => trails.store.refresh()}
      />
    ),
  };
  return (
    <VesselPanel
      {...{ track, gone, frozen, now, following, open }}
      onOpen={setOpen}
      onFollow={selection.follow}
      onCenter={selection.center}
      onClose={() => selection.select(null)}
      {...trail}
      send={
        props.mayOrder && !gone && props.boats.boats !== null && props.boats.boats.length > 0 ? (
          <SendSection
            key={selectedId}
            trackId={selectedId}
            targetName={track?.name ?? selectedId.replace(/^a-/, '')}
            boats={props.boats.boats}
            drafts={props.boats.drafts ?? []}
            wanted={props.boats.wantedDraft}
            onWanted={props.boats.wantDraft}
            onPlan={props.boats.plan}
            onSent={() => props.boats.setOpen(true)}
          />
        ) : null
      }
      cameras={
        cameras !== null && cameras.length > 0 && !gone ? (
          <AimSection key={selectedId} trackId={selectedId} {...{ cameras, maySteer, onCamera }} />
        ) : null
      }
      acts={
        acts.may && track && (track.kind === 'radar' || track.radar) ? (
          <TrackActs
            key={`${selectedId} ${track.name}`}
            trackId={selectedId}
            name={track.name}
            onAis={track.kind !== 'radar'}
            gone={gone}
            acts={acts}
          />
        ) : null
      }
    />
  );
}
