import { wayMs } from '../net/way.ts';
import type { Palette } from '../ui/palettes.ts';
import { ClipSpace, type GivenMatrix, type Matrix, putColour } from './clip-space.ts';
import type { ChartMap } from './engine.ts';
import { GlProgram } from './gl-program.ts';
import { metresPerPixel } from './mercator.ts';
import { PAINT_TOKENS } from './symbol.ts';
import type { RowRange, TrackRows } from './track-rows.ts';
import { AT, STRIDE, VesselBuffer } from './vessel-buffer.ts';
import {
  CROWD_FRAGMENT,
  HULL_FRAGMENT,
  HULL_VERTEX,
  HULL_VERTICES,
  LINE_FRAGMENT,
  LINE_VERTEX,
  LINE_VERTICES,
  POINT_FRAGMENT,
  POINT_VERTEX,
} from './vessel-shaders.ts';

interface Drawing {
  readonly gl: WebGL2RenderingContext;
  readonly points: GlProgram;
  readonly crowd: GlProgram;
  readonly lines: GlProgram;
  readonly hulls: GlProgram;
  readonly buffer: WebGLBuffer;
  readonly perVertex: WebGLVertexArrayObject;
  readonly perInstance: WebGLVertexArrayObject;
}

/** What a frame is drawn by; the owner changes it at will. */
export interface VesselLook {
  selectedRow: number;
  hoveredRow: number;
  /** Size of symbols: 1 on a desk. */
  scale: number;
  /** Minutes that a course vector shows. */
  vectorMin: number;
  /** Symbols at full size with vectors; false where there are too many to read. */
  awake: boolean;
  /** CSS pixels of a symbol where they are not awake. */
  crowdPx: number;
  /** 0: live colours, 1: drained. */
  drain: number;
}

/** Vessels by hand: one custom layer of both map engines. Hot: no script per vessel per frame. */
export class VesselLayer {
  readonly id = 'vessels';
  readonly type = 'custom';
  readonly renderingMode = '2d';
  readonly look: VesselLook = {
    selectedRow: -1,
    hoveredRow: -1,
    scale: 1,
    vectorMin: 3,
    awake: true,
    crowdPx: 14,
    drain: 0,
  };
  readonly buffer: VesselBuffer;
  /** Of the last frame; null before the first. */
  matrix: Matrix | null = null;
  /** Frames drawn with data; tests and the benchmark read it. */
  drawn = 0;
  private readonly space: ClipSpace;
  private readonly paint = new Float32Array(PAINT_TOKENS.length * 3);
  private drawing: Drawing | null = null;
  private map: ChartMap | null = null;
  private fence: WebGLSync | null = null;
  private wholeIsNew = true;
  private dirtyFrom = Number.POSITIVE_INFINITY;
  private dirtyTo = 0;

  constructor(
    origin: { lon: number; lat: number },
    /** Epoch ms of what is shown. */
    private readonly clockMs: () => number,
    /** Story seconds a second. */
    private readonly rate: () => number = () => 1,
  ) {
    this.buffer = new VesselBuffer(origin, clockMs());
    this.space = new ClipSpace({ x: this.buffer.originX, y: this.buffer.originY });
  }

  setPalette(palette: Palette): void {
    PAINT_TOKENS.forEach((token, slot) => {
      putColour(palette[token], this.paint, slot);
    });
  }

  /** Takes changed rows over; they are on screen with the next frame. */
  update(rows: TrackRows, changed: RowRange): void {
    // the map may be there before the server's clock is known, and stays for days
    const range = this.buffer.rebase(this.clockMs()) ? { from: 0, to: rows.size } : changed;
    if (range.from === 0 && range.to >= rows.size) this.buffer.resetSpeed();
    if (this.buffer.take(rows, range)) this.wholeIsNew = true;
    this.dirtyFrom = Math.min(this.dirtyFrom, range.from);
    this.dirtyTo = Math.max(this.dirtyTo, range.to);
  }

  /** Called by the engine, also after a lost context came back: everything on the card is made anew. */
  onAdd(map: unknown, gl: WebGLRenderingContext | WebGL2RenderingContext): void {
    if (!(gl instanceof WebGL2RenderingContext)) throw new Error('the vessel layer needs WebGL2');
    this.map = map as ChartMap;
    this.fence = null;
    const buffer = gl.createBuffer();
    this.drawing = {
      gl,
      points: new GlProgram(gl, POINT_VERTEX, POINT_FRAGMENT),
      crowd: new GlProgram(gl, POINT_VERTEX, CROWD_FRAGMENT),
      lines: new GlProgram(gl, LINE_VERTEX, LINE_FRAGMENT),
      hulls: new GlProgram(gl, HULL_VERTEX, HULL_FRAGMENT),
      buffer,
      perVertex: vertexArray(gl, buffer, 0),
      perInstance: vertexArray(gl, buffer, 1),
    };
    this.wholeIsNew = true;
  }

  onRemove(): void {
    this.drawing = null;
  }

  render(_gl: unknown, given: GivenMatrix): void {
    const { drawing, map } = this;
    if (!drawing || !map || drawing.gl.isContextLost()) return;
    this.space.take(given);
    this.matrix = this.space.matrix;
    this.upload(drawing);
    const { gl } = drawing;
    const dpr = this.space.measure(map);
    this.buffer.wayS = wayMs(this.rate()) / 1000;
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.CULL_FACE);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.draw(drawing, map, dpr);
    gl.bindVertexArray(null);
    if (this.fence) gl.deleteSync(this.fence);
    this.fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    this.drawn++;
  }

  /** The card has not finished the last frame: another one would only queue up, and what is seen grow old. */
  isBusy(): boolean {
    const gl = this.drawing?.gl;
    if (!gl || !this.fence || gl.isContextLost()) return false;
    return gl.getSyncParameter(this.fence, gl.SYNC_STATUS) === gl.UNSIGNALED;
  }

  private draw(drawing: Drawing, map: ChartMap, dpr: number): void {
    const { gl } = drawing;
    const { count } = this.buffer;
    if (count === 0) return;
    const { lat } = map.getCenter();
    const metrePx = 1 / metresPerPixel(lat, map.getZoom());
    gl.bindVertexArray(drawing.perInstance);
    // the longest ships are 400 m: below this zoom no hull passes 7.5 mm
    if (metrePx * 400 > 28) {
      this.setUniforms(drawing.hulls, dpr, metrePx);
      gl.drawArraysInstanced(gl.TRIANGLES, 0, HULL_VERTICES, count);
    }
    if (this.look.awake) {
      this.setUniforms(drawing.lines, dpr, metrePx);
      gl.drawArraysInstanced(gl.TRIANGLES, 0, LINE_VERTICES, count);
    }
    gl.bindVertexArray(drawing.perVertex);
    if (!this.look.awake) {
      this.setUniforms(drawing.crowd, dpr, metrePx);
      gl.uniform1i(drawing.crowd.at('u_pass'), 2);
      gl.uniform1f(drawing.crowd.at('u_crowd'), this.look.crowdPx);
      gl.drawArrays(gl.POINTS, 0, count);
    }
    this.setUniforms(drawing.points, dpr, metrePx);
    gl.uniform1i(drawing.points.at('u_pass'), this.look.awake ? 0 : 1);
    gl.drawArrays(gl.POINTS, 0, count);
  }

  private setUniforms(program: GlProgram, dpr: number, metrePx: number): void {
    const gl = this.drawing?.gl;
    if (!gl) return;
    const { look } = this;
    const { matrix, matrix32 } = this.space;
    gl.useProgram(program.program);
    gl.uniformMatrix4fv(program.at('u_matrix'), false, matrix32);
    gl.uniform2f(program.at('u_pixel'), 2 / matrix.widthPx, 2 / matrix.heightPx);
    gl.uniform1f(program.at('u_now'), (this.clockMs() - this.buffer.epochMs) / 1000);
    gl.uniform1f(program.at('u_way'), this.buffer.wayS);
    gl.uniform1f(program.at('u_scale'), look.scale);
    gl.uniform1f(program.at('u_bearing'), 0);
    gl.uniform1f(program.at('u_dpr'), dpr);
    gl.uniform1f(program.at('u_metrePx'), metrePx);
    gl.uniform1i(program.at('u_awake'), look.awake ? 1 : 0);
    gl.uniform1i(program.at('u_selected'), look.selectedRow);
    gl.uniform1i(program.at('u_hovered'), look.hoveredRow);
    gl.uniform1f(program.at('u_drain'), look.drain);
    gl.uniform1f(program.at('u_vectorS'), look.vectorMin * 60);
    gl.uniform3fv(program.at('u_paint'), this.paint);
  }

  private upload({ gl, buffer }: Drawing): void {
    if (!this.wholeIsNew && this.dirtyTo <= this.dirtyFrom) return;
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    if (this.wholeIsNew) gl.bufferData(gl.ARRAY_BUFFER, this.buffer.u8, gl.DYNAMIC_DRAW);
    else {
      const from = this.dirtyFrom * STRIDE;
      gl.bufferSubData(gl.ARRAY_BUFFER, from, this.buffer.u8, from, this.dirtyTo * STRIDE - from);
    }
    this.wholeIsNew = false;
    this.dirtyFrom = Number.POSITIVE_INFINITY;
    this.dirtyTo = 0;
  }
}

function vertexArray(gl: WebGL2RenderingContext, buffer: WebGLBuffer, divisor: number): WebGLVertexArrayObject {
  const array = gl.createVertexArray();
  gl.bindVertexArray(array);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  const floats: readonly (readonly [number, number, number])[] = [
    [2, gl.FLOAT, AT.place],
    [2, gl.FLOAT, AT.velocity],
    [1, gl.FLOAT, AT.time],
    [2, gl.UNSIGNED_SHORT, AT.course],
  ];
  floats.forEach(([size, type, at], place) => {
    gl.vertexAttribPointer(place, size, type, false, STRIDE, at);
  });
  gl.vertexAttribIPointer(4, 4, gl.UNSIGNED_BYTE, STRIDE, AT.code);
  gl.vertexAttribPointer(5, 1, gl.UNSIGNED_SHORT, false, STRIDE, AT.length);
  gl.vertexAttribPointer(6, 2, gl.UNSIGNED_BYTE, false, STRIDE, AT.beam);
  for (let place = 0; place <= 6; place++) {
    gl.enableVertexAttribArray(place);
    gl.vertexAttribDivisor(place, divisor);
  }
  gl.bindVertexArray(null);
  return array;
}
