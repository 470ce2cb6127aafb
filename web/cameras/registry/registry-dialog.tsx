import { type ReactNode, useCallback, useEffect, useState } from 'react';
import type { CameraEntry } from '../../../server/contract/camera-registry.ts';
import { useSpeech } from '../../i18n/language.tsx';
import { refusalWords } from '../../net/refusal-words.ts';
import { RowActs } from '../../ui/registry/registry-fields.tsx';
import { RegistryShell } from '../../ui/registry/registry-shell.tsx';
import { download } from '../snapshot.ts';
import { alignmentOf } from './camera-fields.ts';
import { CameraForm } from './camera-form.tsx';
import { askRegistry, importCameras, removeCamera } from './registry-api.ts';

interface RegistryDialogProps {
  readonly open: boolean;
  readonly onChange: (open: boolean) => void;
}

/** Cameras as they are set up: entered, changed, taken out, brought from a file and into one. */
export function RegistryDialog({ open, onChange }: RegistryDialogProps): ReactNode {
  const { t } = useSpeech();
  return (
    <RegistryShell title={t('registry.title')} {...{ open, onChange }}>
      <Registry />
    </RegistryShell>
  );
}

function Registry(): ReactNode {
  const { t } = useSpeech();
  const [entries, setEntries] = useState<readonly CameraEntry[] | 'loading' | 'away'>('loading');
  const [edited, setEdited] = useState<CameraEntry | 'new' | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const load = useCallback(async () => setEntries((await askRegistry()) ?? 'away'), []);
  useEffect(() => void load(), [load]);
  const done = async (asked: ReturnType<typeof removeCamera>): Promise<void> => {
    const answer = await asked;
    setFailure(answer.ok ? null : refusalWords(answer, t));
    await load();
  };
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    try {
      await done(importCameras(ordersIn(await file.text())));
    } catch {
      setFailure(t('registry.noJson', { name: file.name }));
    }
  };
  if (edited !== null) {
    const close = (): void => {
      setEdited(null);
      void load();
    };
    return <CameraForm before={edited === 'new' ? null : edited} onClose={close} />;
  }
  const rows = Array.isArray(entries) ? (entries as readonly CameraEntry[]) : [];
  return (
    <>
      <div className="registry-acts">
        <button type="button" className="action" onClick={() => setEdited('new')}>
          {t('registry.add')}
        </button>
        <label className="action">
          {t('registry.import')}
          <input type="file" accept="application/json" onChange={(event) => void take(event.target.files?.[0])} />
        </label>
        <button type="button" className="action" disabled={rows.length === 0} onClick={() => save(rows)}>
          {t('registry.export')}
        </button>
      </div>
      {failure !== null && (
        <p className="warn" role="alert">
          {failure}
        </p>
      )}
      {entries === 'loading' && <p className="calm">{t('camera.loading')}</p>}
      {entries === 'away' && <p className="warn">{t('playback.away')}</p>}
      {Array.isArray(entries) && rows.length === 0 && <p className="calm">{t('registry.none')}</p>}
      {rows.length > 0 && <Rows rows={rows} onEdit={setEdited} onRemove={(id) => void done(removeCamera(id))} />}
    </>
  );
}

/** What the server adds goes out of a file again, so that it can be brought in. */
function ordersIn(text: string): unknown {
  const all: unknown = JSON.parse(text);
  if (!Array.isArray(all)) return all;
  return all.map(({ hasPassword: _, changedBy: __, changedMs: ___, ...order }: Partial<CameraEntry>) => order);
}

const save = (rows: readonly CameraEntry[]): void =>
  download(new Blob([`${JSON.stringify(rows, null, 2)}\n`], { type: 'application/json' }), 'mihari-cameras.json');

interface RowsProps {
  readonly rows: readonly CameraEntry[];
  readonly onEdit: (entry: CameraEntry) => void;
  readonly onRemove: (cameraId: string) => void;
}

function Rows({ rows, onEdit, onRemove }: RowsProps): ReactNode {
  const { t, language } = useSpeech();
  return (
    <table>
      <tbody>
        {rows.map((entry) => {
          const { cameraId, name, url, ptz, isRecorded, hasPassword, alignedMs } = entry;
          const alignment = alignmentOf(alignedMs, Date.now());
          const facts = [
            ...(ptz === null ? [] : [t('registry.turns')]),
            ...(isRecorded ? [t('registry.recorded')] : []),
            ...(hasPassword ? [t('registry.hasPassword')] : []),
          ];
          return (
            <tr key={cameraId}>
              <th scope="row">
                {name[language]} <small>{cameraId}</small>
              </th>
              <td>{url}</td>
              <td>{facts.join(', ')}</td>
              <td className={alignment === 'fresh' ? undefined : 'warn'}>{t(`registry.aligned.${alignment}`)}</td>
              <RowActs onEdit={() => onEdit(entry)} onRemove={() => onRemove(cameraId)} />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
