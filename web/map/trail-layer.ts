import type { Palette } from '../ui/palettes.ts';
import { ClipSpace, type GivenMatrix, putColour, toScreen } from './clip-space.ts';
import type { ChartMap } from './engine.ts';
import { GlProgram } from './gl-program.ts';
import { worldPx } from './mercator.ts';
import { freeTrailCard, makeTrailCard, type TrailCard } from './trail-card.ts';
import { DOT_BYTES, type MeshDetail, type MeshOrigin, STROKE_BYTES, TrailMesh } from './trail-mesh.ts';
import type { ShownTrail, TrailRow, TrailSource } from './trail-rows.ts';
import { DOT_FRAGMENT, DOT_VERTEX, STROKE_FRAGMENT, STROKE_VERTEX, STROKE_VERTICES } from './trail-shaders.ts';
import { MANY_TRAILS, type TrailSteps, trailSteps } from './trail-steps.ts';

const RAMP = [
  'trail0',
  'trail5',
  'trail10',
  'trail15',
  'trail20',
  'unknown',
] as const satisfies readonly (keyof Palette)[];
/** Strokes shorter than this are joined. */
const FINEST_PX = 1.5;
/** Meshes are made for a few scales, not for every step of a wheel. */
const SCALES_PER_ZOOM = 2;
/** Many trails at once are drawn this much weaker, so that the vessels stand out. */
const CALM = 0.6;
/** Time a frame may spend on meshes; the rest follows in the next ones. */
const MESH_BUDGET_MS = 6;

interface Card {
  readonly gl: WebGL2RenderingContext;
  readonly strokes: GlProgram;
  readonly dots: GlProgram;
}

/** A trail with its copy on the card; `null`: none yet, or the context was lost. */
interface Drawn {
  readonly mesh: TrailMesh;
  focus: boolean;
  card: TrailCard | null;
  version: number;
}

/** A dot under the cursor. */
export interface TrailDot {
  readonly row: TrailRow;
  /** Number of the dot in its mesh. */
  readonly dot: number;
  readonly atMs: number;
  /** Row of the position nearest in time. */
  readonly at: number;
  readonly x: number;
  readonly y: number;
}

/** A time to be written beside its dot, mercator from the origin. */
export interface TrailMark {
  readonly x: number;
  readonly y: number;
  readonly atMs: number;
}

/** Trails by hand under the vessels: one custom layer of both map engines. No script per position per frame. */
export class TrailLayer {
  readonly id = 'trails';
  readonly type = 'custom';
  readonly renderingMode = '2d';
  readonly look = { scale: 1, drain: 0, hovered: null as TrailDot | null };
  steps: TrailSteps = { dotMs: 0, markMs: 0 };
  /** Of the last frame: strokes and dots on the card; tests read them. */
  strokesDrawn = 0;
  dotsDrawn = 0;
  private drawn: Drawn[] = [];
  private origin: MeshOrigin;
  private readonly space: ClipSpace;
  private readonly ramp = new Float32Array(RAMP.length * 3);
  private readonly halo = new Float32Array(3);
  private detail: MeshDetail = { finest: 0, dotMs: 0, markMs: 0 };
  private card: Card | null = null;
  private map: ChartMap | null = null;

  constructor(
    private readonly source: TrailSource,
    origin: { readonly x: number; readonly y: number },
    /** Epoch ms of what is shown. */
    private readonly clockMs: () => number,
  ) {
    this.space = new ClipSpace(origin);
    this.origin = { ...origin, epochMs: 0 };
  }

  setPalette(palette: Palette): void {
    RAMP.forEach((token, slot) => {
      putColour(palette[token], this.ramp, slot);
    });
    putColour(palette.halo, this.halo, 0);
  }

  /** The trails of the source are others, or longer. */
  take(): void {
    // not when the map was opened: the server's clock is not known then
    if (this.drawn.length === 0) this.origin = { ...this.origin, epochMs: this.clockMs() };
    const before = new Map(this.drawn.map((one) => [one.mesh.row, one]));
    this.drawn = this.source.shown.map(({ row, focus }: ShownTrail) => {
      const known = before.get(row);
      before.delete(row);
      if (!known) return { mesh: new TrailMesh(row, this.origin), focus, card: null, version: -1 };
      known.focus = focus;
      return known;
    });
    for (const gone of before.values()) this.free(gone);
    // what is selected lies over the others
    this.drawn.sort((a, b) => Number(a.focus) - Number(b.focus));
  }

  /** Called by the engine, also after a lost context came back: everything on the card is made anew. */
  onAdd(map: unknown, gl: WebGLRenderingContext | WebGL2RenderingContext): void {
    if (!(gl instanceof WebGL2RenderingContext)) throw new Error('the trail layer needs WebGL2');
    this.map = map as ChartMap;
    for (const one of this.drawn) one.card = null;
    this.card = {
      gl,
      strokes: new GlProgram(gl, STROKE_VERTEX, STROKE_FRAGMENT),
      dots: new GlProgram(gl, DOT_VERTEX, DOT_FRAGMENT),
    };
  }

  onRemove(): void {
    this.card = null;
  }

  render(_gl: unknown, given: GivenMatrix): void {
    const { card, map } = this;
    this.strokesDrawn = this.dotsDrawn = 0;
    if (!card || !map || card.gl.isContextLost() || this.drawn.length === 0) return;
    this.space.take(given);
    const dpr = this.space.measure(map);
    this.chooseDetail(map);
    this.makeMeshes(map);
    const { gl } = card;
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.CULL_FACE);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    const seen = this.drawn.filter(({ mesh }) => this.isOnScreen(mesh));
    for (const one of seen) this.upload(one, gl);
    this.setUniforms(card.strokes, gl, dpr);
    for (const one of seen) this.drawStrokes(one, card);
    this.setUniforms(card.dots, gl, dpr);
    for (const one of seen) this.drawDots(one, card);
    gl.bindVertexArray(null);
  }

  /** The dot nearest to a point of the screen within a radius; null: none. */
  pick(point: { x: number; y: number }, radiusPx: number): TrailDot | null {
    const { matrix } = this.space;
    const place = { x: 0, y: 0 };
    const oldestMs = this.clockMs() - this.source.spanMs;
    let best: TrailDot | null = null;
    let bestSquare = radiusPx * radiusPx;
    for (const { mesh } of this.drawn) {
      if (!this.isOnScreen(mesh)) continue;
      for (let dot = 0; dot < mesh.dots.count; dot++) {
        const atMs = mesh.dotsMs[dot] ?? 0;
        if (atMs < oldestMs) continue;
        const f = (dot * DOT_BYTES) / 4;
        toScreen(mesh.dots.f32[f] ?? 0, mesh.dots.f32[f + 1] ?? 0, matrix, place);
        const square = (place.x - point.x) ** 2 + (place.y - point.y) ** 2;
        if (square >= bestSquare) continue;
        bestSquare = square;
        best = { row: mesh.row, dot, atMs, at: mesh.dotRows[dot] ?? 0, x: place.x, y: place.y };
      }
    }
    return best;
  }

  /** Times to be written, newest first. */
  marks(): TrailMark[] {
    const oldestMs = this.clockMs() - this.source.spanMs;
    const marks: TrailMark[] = [];
    for (const { mesh, focus } of this.drawn) {
      if (!focus || !this.isOnScreen(mesh)) continue;
      for (let dot = mesh.dots.count - 1; dot >= 0; dot--) {
        const atMs = mesh.dotsMs[dot] ?? 0;
        if (atMs < oldestMs) break;
        const f = (dot * DOT_BYTES) / 4;
        if (mesh.dots.u8[f * 4 + 13] !== 1) continue;
        marks.push({ x: mesh.dots.f32[f] ?? 0, y: mesh.dots.f32[f + 1] ?? 0, atMs });
      }
    }
    return marks;
  }

  private chooseDetail(map: ChartMap): void {
    const zoom = map.getZoom();
    const near = Math.ceil(zoom * SCALES_PER_ZOOM) / SCALES_PER_ZOOM;
    const { dotMs, markMs } = trailSteps({
      lat: map.getCenter().lat,
      zoom,
      spanMs: this.source.spanMs,
      trails: this.drawn.length,
    });
    const finest = FINEST_PX / worldPx(near);
    const { detail } = this;
    if (detail.finest === finest && detail.dotMs === dotMs && detail.markMs === markMs) return;
    this.detail = { finest, dotMs, markMs };
    this.steps = { dotMs, markMs };
  }

  private makeMeshes(map: ChartMap): void {
    const untilMs = performance.now() + MESH_BUDGET_MS;
    for (let i = this.drawn.length - 1; i >= 0; i--) {
      const mesh = this.drawn[i]?.mesh;
      if (!mesh || mesh.isUpToDate(this.detail)) continue;
      if (performance.now() > untilMs) {
        map.triggerRepaint();
        return;
      }
      mesh.update(this.detail);
    }
  }

  private isOnScreen({ box }: TrailMesh): boolean {
    const { matrix } = this.space;
    const [a, b] = [
      { x: 0, y: 0 },
      { x: 0, y: 0 },
    ];
    toScreen(box.west, box.north, matrix, a);
    toScreen(box.east, box.south, matrix, b);
    return b.x >= -8 && a.x <= matrix.widthPx + 8 && b.y >= -8 && a.y <= matrix.heightPx + 8;
  }

  private upload(one: Drawn, gl: WebGL2RenderingContext): void {
    if (one.card && one.version === one.mesh.version) return;
    one.card ??= makeTrailCard(gl);
    one.version = one.mesh.version;
    const { strokes, dots } = one.mesh;
    gl.bindBuffer(gl.ARRAY_BUFFER, one.card.strokes);
    gl.bufferData(gl.ARRAY_BUFFER, strokes.u8.subarray(0, strokes.count * STROKE_BYTES), gl.DYNAMIC_DRAW);
    gl.bindBuffer(gl.ARRAY_BUFFER, one.card.dots);
    gl.bufferData(gl.ARRAY_BUFFER, dots.u8.subarray(0, dots.count * DOT_BYTES), gl.DYNAMIC_DRAW);
  }

  private drawStrokes({ mesh, card, focus }: Drawn, { gl, strokes }: Card): void {
    const { count } = mesh.strokes;
    if (!card || count === 0) return;
    gl.uniform1i(strokes.at('u_focus'), focus ? 1 : 0);
    gl.bindVertexArray(card.strokeArray);
    gl.drawArraysInstanced(gl.TRIANGLES, 0, STROKE_VERTICES, count);
    this.strokesDrawn += count;
  }

  private drawDots({ mesh, card, focus }: Drawn, { gl, dots }: Card): void {
    const { count } = mesh.dots;
    if (!card || count === 0) return;
    const { hovered } = this.look;
    gl.uniform1i(dots.at('u_focus'), focus ? 1 : 0);
    gl.uniform1i(dots.at('u_hovered'), hovered?.row === mesh.row ? hovered.dot : -1);
    gl.bindVertexArray(card.dotArray);
    gl.drawArrays(gl.POINTS, 0, count);
    this.dotsDrawn += count;
  }

  private setUniforms(program: GlProgram, gl: WebGL2RenderingContext, dpr: number): void {
    const { matrix, matrix32 } = this.space;
    gl.useProgram(program.program);
    gl.uniformMatrix4fv(program.at('u_matrix'), false, matrix32);
    gl.uniform2f(program.at('u_pixel'), 2 / matrix.widthPx, 2 / matrix.heightPx);
    gl.uniform1f(program.at('u_now'), (this.clockMs() - this.origin.epochMs) / 1000);
    gl.uniform1f(program.at('u_span'), this.source.spanMs / 1000);
    gl.uniform1f(program.at('u_scale'), this.look.scale);
    gl.uniform1f(program.at('u_dpr'), dpr);
    gl.uniform1f(program.at('u_calm'), this.drawn.length > MANY_TRAILS ? CALM : 1);
    gl.uniform1f(program.at('u_drain'), this.look.drain);
    gl.uniform3fv(program.at('u_ramp'), this.ramp);
    gl.uniform3fv(program.at('u_halo'), this.halo);
  }

  private free({ card }: Drawn): void {
    if (card && this.card) freeTrailCard(this.card.gl, card);
  }
}
