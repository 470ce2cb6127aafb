/** Who asked for a clip of what, and why. */
export interface ClipMeta {
  readonly cameraId: string;
  readonly name: { readonly ja: string; readonly en: string };
  /** Epoch ms, as asked for. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly exportedMs: number;
  readonly exporter: string;
  readonly recipient: string;
  readonly purpose: string;
  /** The machine's clock against the time server, ms; null: not compared. */
  readonly serverOffsetMs: number | null;
  /** The camera's clock against the server's, as ONVIF tells it, ms; null: not known. */
  readonly cameraOffsetMs: number | null;
  /** The times are the camera's own; else those at which pictures arrived. */
  readonly isCameraTime: boolean;
  readonly isSimulation: boolean;
}

const jst = (ms: number): string =>
  `${new Date(ms + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')} JST (${new Date(ms).toISOString().slice(0, 19)}Z)`;

const signed = (ms: number | null): string | null => (ms === null ? null : `${ms >= 0 ? '+' : ''}${Math.round(ms)} ms`);

/** What goes with a clip for those who receive it, in Japanese and English. */
export function clipReadme(meta: ClipMeta, names: readonly string[]): string {
  const { name, cameraId, fromMs, toMs, exportedMs, exporter, recipient, purpose, serverOffsetMs } = meta;
  const offset = signed(serverOffsetMs);
  const cameraOffset = signed(meta.cameraOffsetMs);
  const lines = [
    ...(meta.isSimulation
      ? ['【訓練用】この映像は模擬であり、実際の状況ではありません。 SIMULATION: not a real event.', '']
      : []),
    '見張り（Mihari） 映像記録の書き出し',
    '',
    `カメラ      ${name.ja}（${cameraId}）`,
    `期間        ${jst(fromMs)} から ${jst(toMs)} まで`,
    `書き出し    ${jst(exportedMs)}  担当者 ${exporter}`,
    `提出先      ${recipient}`,
    `目的        ${purpose}`,
    `映像の時刻  ${meta.isCameraTime ? 'カメラが映像に付した時刻' : 'サーバーが映像を受信した時刻'}`,
    `時計の誤差  ${offset === null ? '標準時との比較は行っていません' : `サーバーの時計は標準時に対し ${offset}`}`,
    `            ${cameraOffset === null ? 'カメラの時計は確認できません' : `カメラの時計はサーバーに対し ${cameraOffset}`}`,
    '',
    'ファイル',
    '  clip*.mp4      一般の再生ソフトで開ける映像（再圧縮なし。映像データは記録時のまま）',
    '  original*.mp4  記録されたままの断片（1バイトも変えていません）',
    '  manifest.json  各断片の時刻と、記録時に計算したハッシュ値（SHA-256）',
    '  SHA256SUMS     このフォルダの全ファイルのハッシュ値',
    '',
    '確かめ方',
    '  Linux / macOS  sha256sum -c SHA256SUMS',
    ...names.filter((one) => one.endsWith('.mp4')).map((one) => `  Windows        certutil -hashfile ${one} SHA256`),
    '  表示された値が SHA256SUMS の値と同じであれば、書き出した後に変更されていません。',
    '  期間の前後は断片（キーフレーム）の境まで含みます。',
    '',
    '---',
    'Mihari: export of a camera recording',
    '',
    `Camera        ${name.en} (${cameraId})`,
    `Span          ${jst(fromMs)} to ${jst(toMs)}`,
    `Exported      ${jst(exportedMs)} by ${exporter}`,
    `Recipient     ${recipient}`,
    `Purpose       ${purpose}`,
    `Picture time  ${meta.isCameraTime ? 'as the camera stamped it' : 'as the server received it'}`,
    `Clock         ${offset === null ? 'not compared with standard time' : `server against standard time ${offset}`}`,
    `              ${cameraOffset === null ? "camera's clock not known" : `camera against server ${cameraOffset}`}`,
    '',
    'clip*.mp4 plays in usual players (never re-encoded); original*.mp4 holds the fragments byte by byte as recorded; manifest.json has',
    'the time of each fragment and the SHA-256 taken when it was recorded; check all files with: sha256sum -c SHA256SUMS',
    '',
  ];
  return lines.join('\r\n');
}
