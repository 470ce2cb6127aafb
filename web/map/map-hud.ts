import { ATTRIBUTION, MAP_TEXT, type MapLang } from './map-text.ts';
import { positionText } from './position-text.ts';
import { scaleBar } from './scale-bar.ts';

/** Quays of the coast data are off by 100-300 m: closer than this the chart says more than it knows. */
const OVERSCALE_ZOOM = 12;
const BAR_MAX_PX = 130;

/** Position under the cursor, scale bar, and what the chart must say about itself. Written straight to the page at every move. */
export class MapHud {
  private readonly overscale = element('map-overscale');
  private readonly reading = element('map-reading');
  private readonly position = element('map-position');
  private readonly bar = element('map-scale-bar');
  private readonly scale = element('map-scale-text');
  private readonly caution = element('map-caution');
  private lang: MapLang = 'ja';
  private last = '';

  constructor(container: HTMLElement) {
    const attribution = element('map-attribution');
    attribution.textContent = ATTRIBUTION;
    this.reading.append(this.position, this.bar, this.scale, this.caution, attribution);
    this.overscale.hidden = true;
    container.append(this.overscale, this.reading);
  }

  setLang(lang: MapLang): void {
    this.lang = lang;
    this.caution.textContent = MAP_TEXT[lang].notForNavigation;
    this.overscale.textContent = MAP_TEXT[lang].overscale;
    this.last = '';
  }

  /** After every move of the chart. */
  show(lat: number, zoom: number, scale: number): void {
    const { lengthNm, widthPx } = scaleBar(lat, zoom, BAR_MAX_PX * scale);
    const text = `${lengthNm} ${MAP_TEXT[this.lang].miles}`;
    this.overscale.hidden = zoom <= OVERSCALE_ZOOM;
    if (this.last === `${text}${widthPx}`) return;
    this.last = `${text}${widthPx}`;
    this.bar.style.width = `${widthPx}px`;
    this.scale.textContent = text;
  }

  /** null: the cursor is not over the chart. */
  point(at: { lon: number; lat: number } | null): void {
    this.position.textContent = at ? positionText(at) : '';
  }

  remove(): void {
    this.overscale.remove();
    this.reading.remove();
  }
}

function element(className: string): HTMLElement {
  const made = document.createElement('div');
  made.className = className;
  return made;
}
