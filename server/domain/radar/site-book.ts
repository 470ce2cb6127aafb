import type { RadarSite } from './plot.ts';

/** Sites that the lines of one feed may name; more are refused, whatever is made up. */
const MOST_NAMED = 32;

/** The sites of all radar feeds: each name is there once, with the feed that has it. */
export class SiteBook {
  private readonly sites = new Map<string, { readonly feed: string; readonly site: RadarSite }>();
  private readonly named = new Map<string, number>();

  /** Sites of the feeds themselves, named as these. */
  constructor(sites: readonly RadarSite[] = []) {
    for (const site of sites) this.sites.set(site.name, { feed: site.name, site });
  }

  /**
   * The site that a line of `feed` calls `name`: it stands where `own` stands. The same object each time; null: another feed has the
   * name, or this one has named too many.
   */
  find(name: string, feed: string, own: RadarSite): RadarSite | null {
    const known = this.sites.get(name);
    if (known) return known.feed === feed ? known.site : null;
    const before = this.named.get(feed) ?? 0;
    if (before >= MOST_NAMED) return null;
    this.named.set(feed, before + 1);
    const site = { ...own, name };
    this.sites.set(name, { feed, site });
    return site;
  }
}
