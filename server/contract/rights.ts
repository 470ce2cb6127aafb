/** Who may do what: the one table. Deny by default: what is not listed here is refused. */
export const ROLES = ['operator', 'supervisor', 'crew', 'analyst', 'admin', 'partner'] as const;
export type Role = (typeof ROLES)[number];

/**
 * The nine customs offices (code, as in `office` of an account). `yokohama` hosts the Customs Surveillance and Control Center,
 * which supports all others.
 */
export const OFFICES = [
  'hakodate',
  'tokyo',
  'yokohama',
  'nagoya',
  'osaka',
  'kobe',
  'moji',
  'nagasaki',
  'okinawa',
] as const;
export type Office = (typeof OFFICES)[number];

export const RIGHTS = [
  'session:own', // see and end one's own session
  'picture:read', // the live picture, tracks, vessels, search
  'tracks:act', // name, drop, merge, split and plot tracks, and undo it
  'feeds:read', // state of the feeds
  'health:read', // health of feeds, cameras, database, boats
  'history:read', // trails, the past picture, blocks of history
  'history:hold', // hold spans from deletion, and release them
  'cameras:watch', // live pictures of cameras, and what was recorded
  'cameras:manage', // the registry of cameras
  'cameras:steer', // turn cameras
  'cameras:take', // ... also one that another steers
  'cameras:mark', // bookmarks and snapshots
  'cameras:export', // clips that leave the house
  'boats:read', // patrol boats, where they are and have been
  'boats:manage', // the registry of boats, and the devices on board
  'boats:duty', // crew, fuel and service of a boat; of a device: of its own
  'boats:report', // positions of one's own boat
  'dispatch:read', // orders and their course
  'dispatch:order', // send, change and recall orders
  'dispatch:answer', // answer orders of one's own boat
  'waters:manage', // closed areas, depths and traffic routes that boats go by
  'raw:read', // sentences as received
  'account:manage', // accounts and sessions of others
  'audit:read', // the audit trail
  'docs:read', // the API description
  'demo:clock', // speed of the simulated bay's story, and leaps ahead in it
] as const;
export type Right = (typeof RIGHTS)[number];

const WATCH: readonly Right[] = [
  'session:own',
  'picture:read',
  'feeds:read',
  'health:read',
  'history:read',
  'boats:read',
  'dispatch:read',
];

export const RIGHTS_OF: Readonly<Record<Role, readonly Right[]>> = {
  operator: [
    ...WATCH,
    'docs:read',
    'tracks:act',
    'cameras:watch',
    'cameras:steer',
    'cameras:mark',
    'boats:duty',
    'dispatch:order',
  ],
  supervisor: [
    ...WATCH,
    'docs:read',
    'tracks:act',
    'cameras:watch',
    'cameras:steer',
    'cameras:take',
    'waters:manage',
    'boats:duty',
    'dispatch:order',
    'cameras:mark',
    'cameras:export',
    'audit:read',
    'history:hold',
    'raw:read',
    'demo:clock',
  ],
  crew: [
    'session:own',
    'picture:read',
    'health:read',
    'history:read',
    'boats:read',
    'boats:duty',
    'boats:report',
    'dispatch:read',
    'dispatch:answer',
  ],
  analyst: [...WATCH, 'docs:read', 'cameras:watch'],
  admin: [
    ...WATCH,
    'docs:read',
    'audit:read',
    'account:manage',
    'cameras:manage',
    'boats:manage',
    'boats:duty',
    'waters:manage',
    'cameras:watch',
    'history:hold',
    'raw:read',
    'demo:clock',
  ],
  partner: ['session:own', 'picture:read'],
};
