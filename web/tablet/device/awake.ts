/** Keeps the screen on while the page is seen; asked for anew when it comes back. Returns what ends it. */
export function stayAwake(): () => void {
  let sentinel: WakeLockSentinel | null = null;
  let isOver = false;
  const ask = async (): Promise<void> => {
    if (document.visibilityState !== 'visible' || isOver) return;
    try {
      const got = await navigator.wakeLock.request('screen');
      if (isOver) await got.release();
      else sentinel = got;
    } catch {
      // the battery is low: the screen goes out by itself, and the crew sees it
    }
  };
  void ask();
  const again = (): void => void ask();
  document.addEventListener('visibilitychange', again);
  return () => {
    isOver = true;
    document.removeEventListener('visibilitychange', again);
    void sentinel?.release().catch(() => {});
  };
}
