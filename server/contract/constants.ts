/** Raised when a frame or an event changes its shape; the handshake refuses another number. No imports here: web takes these as values. */
export const PROTOCOL_VERSION = 2;

/** Shapes of the tablet's events; a server speaks this one and the one before, so that a tablet at sea still gets its orders. */
export const TABLET_PROTOCOL = 2;
export const OLDEST_TABLET_PROTOCOL = 1;

/** Path of the socket.io endpoint. */
export const SOCKET_PATH = '/socket.io';

/** Events' and routes' refusals, the same words on the wire everywhere. */
export const ERROR_CODES = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'reload',
  'too-many',
  'unavailable',
  'failed',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Why an act on a track was not done: `reason` of an answer 404 or 409, for words in the reader's language. */
export const TRACK_ACT_REFUSALS = ['no-track', 'on-ais', 'same', 'no-radar', 'over', 'undone', 'gone'] as const;
export type TrackActRefusal = (typeof TRACK_ACT_REFUSALS)[number];

/** live: now. suspect: pictures come, and may not be of now (one again and again, or empty). stale: none come. offline: no connection. */
export const CAMERA_STATES = ['live', 'suspect', 'stale', 'offline'] as const;

/** How much a mark in a recording matters. */
export const BOOKMARK_SEVERITIES = ['note', 'suspicious', 'evidence'] as const;

/** How pictures of a camera come: by our own RTSP client, through ffmpeg, or pushed by the camera (RTMP). */
export const CAMERA_READERS = ['rtsp', 'ffmpeg', 'push'] as const;

/** Classes of patrol boats: large wide-area (30 m and more), wide-area (25 m and more), harbour (about 20 m). */
export const BOAT_CLASSES = ['large', 'wide', 'harbour'] as const;

/** What a boat is sent for. */
export const TASKS = ['intercept', 'shadow', 'identify', 'escort', 'search', 'board', 'support'] as const;

export const PRIORITIES = ['routine', 'urgent', 'emergency'] as const;

/** States of an order in the order of its life; refused and stood-down end it too. */
export const ORDER_STATES = [
  'sent',
  'delivered',
  'seen',
  'accepted',
  'under-way',
  'on-scene',
  'boarding',
  'done',
  'refused',
  'stood-down',
] as const;

/** Words that both sides have at a touch, in the reader's language. */
export const PHRASES = [
  'understood',
  'say-again',
  'wait',
  'in-sight',
  'lost-sight',
  'need-support',
  'returning',
  'all-well',
] as const;

/** A drug swab of a boarding, and what it has shown. */
export const SWABS = ['none', 'pending', 'negative', 'positive'] as const;

/** Where something found goes on to. */
export const REFERRALS = ['x-ray', 'dog', 'forensics'] as const;

/** What a boat marks by one touch. */
export const MARKS = ['package', 'person', 'other'] as const;
