/** What a tablet must be able to do before it becomes the tablet of a boat. */
export const CHECKS = ['secure', 'worker', 'storage', 'wake', 'location'] as const;
export type Check = (typeof CHECKS)[number];

const LOCATION_MS = 30_000;
const WORKER_MS = 20_000;

/** Each tries the thing itself and resolves with whether it worked. */
const CHECK_BY: Readonly<Record<Check, () => Promise<boolean>>> = {
  secure: async () => globalThis.isSecureContext === true && 'subtle' in crypto,
  worker: async () => {
    if (!('serviceWorker' in navigator)) return false;
    const late = new Promise<false>((tell) => setTimeout(() => tell(false), WORKER_MS));
    return Promise.race([navigator.serviceWorker.ready.then(({ active }) => active !== null), late]);
  },
  storage: async () => {
    const name = 'mihari-check';
    const isWritten = await new Promise<boolean>((tell) => {
      const request = indexedDB.open(name, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('one').put(1, 1);
      request.onsuccess = () => {
        request.result.close();
        tell(true);
      };
      request.onerror = () => tell(false);
    });
    indexedDB.deleteDatabase(name);
    // asked for, so that the browser does not clear it by itself; some say no and keep it all the same
    await navigator.storage?.persist?.().catch(() => false);
    return isWritten;
  },
  wake: async () => {
    const sentinel = await navigator.wakeLock.request('screen');
    await sentinel.release();
    return true;
  },
  location: () =>
    new Promise((tell) => {
      navigator.geolocation.getCurrentPosition(
        () => tell(true),
        () => tell(false),
        { enableHighAccuracy: true, timeout: LOCATION_MS, maximumAge: 10_000 },
      );
    }),
};

/** Never rejects: what throws does not work. */
export const runCheck = (check: Check): Promise<boolean> =>
  Promise.resolve()
    .then(CHECK_BY[check])
    .catch(() => false);
