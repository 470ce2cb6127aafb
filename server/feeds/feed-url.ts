import ipaddr from 'ipaddr.js';
import { RADAR_PARAMETERS, type RadarPlan, radarOf } from './radar-url.ts';

/** Where sentences come from: one entry of `AIS_FEEDS`, read. */
export type FeedSource =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'tcp-listen';
      readonly host: string;
      readonly port: number;
      readonly allow: readonly AddressRange[];
    }
  | { readonly kind: 'udp'; readonly host: string; readonly port: number }
  | { readonly kind: 'file'; readonly path: string; readonly speed: number };

export interface FeedPlan {
  /** Unique among the feeds: letters, digits, `-`, `_`, `.`; at most 40. */
  readonly name: string;
  /** As given, for people. */
  readonly url: string;
  readonly source: FeedSource;
  /** null: no radar, AIS only. */
  readonly radar: RadarPlan | null;
}

/** Base address and length of the prefix in bits. */
export type AddressRange = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** What is wrong with `AIS_FEEDS`: the sentence names the entry, its value and what is allowed. */
export class FeedUrlError extends Error {}

const NAME = /^[\w.-]{1,40}$/;
const FORMS =
  'tcp://host:port, tcp-listen://address:port[?allow=CIDR], udp://address:port or file:///path[?speed=0-1000]; of a radar with ?at=LAT,LON[&north=DEG][&rangeError=M][&bearingError=DEG]';
/** Played faster than this a log is as fast as it goes: say so with speed=0. */
const MAX_SPEED = 1000;

/** Reads BOAT_FEEDS: the same forms as AIS_FEEDS but for radars, each named after its boat. Throws FeedUrlError. */
export function parseBoatFeeds(text: string): FeedPlan[] {
  try {
    const plans = parseFeeds(text);
    const radar = plans.find((plan) => plan.radar !== null);
    if (radar) refuse(`${radar.name}=${radar.url}`, 'a boat is no radar');
    return plans;
  } catch (error) {
    if (!(error instanceof FeedUrlError)) throw error;
    throw new FeedUrlError(error.message.replace(/^AIS_FEEDS/, 'BOAT_FEEDS'));
  }
}

/** Reads a comma-separated list of `name=url`. An empty text is an empty list. Throws FeedUrlError. */
export function parseFeeds(text: string): FeedPlan[] {
  const plans: FeedPlan[] = [];
  for (const entry of entriesOf(text)) {
    if (entry.trim() === '') continue;
    const plan = parseEntry(entry.trim());
    if (plans.some((other) => other.name === plan.name)) refuse(entry, `the name "${plan.name}" is there twice`);
    plans.push(plan);
  }
  return plans;
}

/** The comma within `at=LAT,LON` parts no entries. */
function entriesOf(text: string): string[] {
  const entries: string[] = [];
  for (const piece of text.split(',')) {
    const last = entries.at(-1);
    if (last !== undefined && /[?&]at=[^,&]*$/.test(last)) entries[entries.length - 1] = `${last},${piece}`;
    else entries.push(piece);
  }
  return entries;
}

function parseEntry(entry: string): FeedPlan {
  const equals = entry.indexOf('=');
  const name = entry.slice(0, Math.max(0, equals)).trim();
  if (!NAME.test(name)) refuse(entry, 'it must begin with a name of letters, digits, "-", "_" or "." and "="');
  const url = entry.slice(equals + 1).trim();
  let read: URL;
  try {
    read = new URL(url);
  } catch {
    return refuse(entry, `"${url}" is no URL`);
  }
  if (read.username !== '' || read.password !== '') refuse(`${name}=...`, 'a user or password has no meaning here');
  const radar = radarOf(name, read, (why) => refuse(entry, why));
  return { name, url, source: sourceOf(entry, read), radar };
}

function sourceOf(entry: string, url: URL): FeedSource {
  switch (url.protocol) {
    case 'tcp:':
      noParametersBut(entry, url, []);
      return { kind: 'tcp', ...endpointOf(entry, url) };
    case 'tcp-listen:':
      noParametersBut(entry, url, ['allow']);
      return { kind: 'tcp-listen', ...endpointOf(entry, url, 0), allow: rangesOf(entry, url) };
    case 'udp:':
      noParametersBut(entry, url, []);
      return { kind: 'udp', ...endpointOf(entry, url, 0) };
    case 'file:':
      noParametersBut(entry, url, ['speed']);
      return { kind: 'file', path: pathOf(entry, url), speed: speedOf(entry, url) };
    default:
      return refuse(entry, `"${url.protocol}//" is not known`);
  }
}

function endpointOf(entry: string, url: URL, lowestPort = 1): { host: string; port: number } {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (host === '') refuse(entry, 'the host is missing');
  const port = url.port === '' ? Number.NaN : Number(url.port);
  if (!(port >= lowestPort && port <= 65_535)) refuse(entry, `the port must be ${lowestPort}-65535`);
  if (url.pathname !== '' && url.pathname !== '/') refuse(entry, `"${url.pathname}" has no meaning here`);
  return { host, port };
}

function rangesOf(entry: string, url: URL): AddressRange[] {
  return url.searchParams.getAll('allow').map((text) => {
    try {
      return text.includes('/') ? ipaddr.parseCIDR(text) : wholeAddress(text);
    } catch {
      return refuse(entry, `allow=${text} must be an address or a range such as 10.1.0.0/16`);
    }
  });
}

function wholeAddress(text: string): AddressRange {
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

function pathOf(entry: string, url: URL): string {
  if (url.hostname !== '') refuse(entry, 'a file is file:///absolute/path');
  return decodeURIComponent(url.pathname);
}

function speedOf(entry: string, url: URL): number {
  const text = url.searchParams.get('speed') ?? '1';
  const speed = text.trim() === '' ? Number.NaN : Number(text);
  if (!(speed >= 0 && speed <= MAX_SPEED))
    refuse(entry, `speed=${text} must be 0 (as fast as it goes) to ${MAX_SPEED}`);
  return speed;
}

function noParametersBut(entry: string, url: URL, known: readonly string[]): void {
  for (const key of url.searchParams.keys()) {
    if (!known.includes(key) && !RADAR_PARAMETERS.includes(key))
      refuse(entry, `"${key}" is no parameter of ${url.protocol}//`);
  }
}

function refuse(entry: string, why: string): never {
  throw new FeedUrlError(`AIS_FEEDS: "${entry}": ${why}. Allowed: name=${FORMS}`);
}

/** Whether an address as Node gives it (IPv4, IPv6 or IPv4 in IPv6) is in one of the ranges; no range: any address. */
export function isAllowed(address: string, ranges: readonly AddressRange[]): boolean {
  if (ranges.length === 0) return true;
  if (!ipaddr.isValid(address)) return false;
  const from = ipaddr.process(address);
  return ranges.some((range) => range[0].kind() === from.kind() && from.match(range));
}
