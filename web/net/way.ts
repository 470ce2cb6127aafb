/** What is drawn was heard up to this long ago: a tick of the simulator, of the server and of the frames, ms of real time. */
const WAY_MS = 2_500;

/**
 * Story ms that pass while a report is on its way to the screen, at a rate above 1: its ship has not been silent for that. At rate 1
 * it is nothing beside any reporting interval.
 */
export const wayMs = (rate: number): number => (rate > 1 ? WAY_MS * rate : 0);
