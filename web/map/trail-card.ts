import { DOT_BYTES, STROKE_BYTES } from './trail-mesh.ts';

/** The place of one trail on the graphics card. */
export interface TrailCard {
  readonly strokes: WebGLBuffer;
  readonly dots: WebGLBuffer;
  readonly strokeArray: WebGLVertexArrayObject;
  readonly dotArray: WebGLVertexArrayObject;
}

/** Empty buffers, and how the shaders read them. */
export function makeTrailCard(gl: WebGL2RenderingContext): TrailCard {
  const [strokes, dots] = [gl.createBuffer(), gl.createBuffer()];
  const strokeArray = gl.createVertexArray();
  gl.bindVertexArray(strokeArray);
  gl.bindBuffer(gl.ARRAY_BUFFER, strokes);
  gl.vertexAttribPointer(0, 4, gl.FLOAT, false, STROKE_BYTES, 0);
  gl.vertexAttribPointer(1, 2, gl.FLOAT, false, STROKE_BYTES, 16);
  gl.vertexAttribIPointer(2, 4, gl.UNSIGNED_BYTE, STROKE_BYTES, 24);
  enable(gl, 1);
  const dotArray = gl.createVertexArray();
  gl.bindVertexArray(dotArray);
  gl.bindBuffer(gl.ARRAY_BUFFER, dots);
  gl.vertexAttribPointer(0, 2, gl.FLOAT, false, DOT_BYTES, 0);
  gl.vertexAttribPointer(1, 1, gl.FLOAT, false, DOT_BYTES, 8);
  gl.vertexAttribIPointer(2, 2, gl.UNSIGNED_BYTE, DOT_BYTES, 12);
  enable(gl, 0);
  gl.bindVertexArray(null);
  return { strokes, dots, strokeArray, dotArray };
}

export function freeTrailCard(gl: WebGL2RenderingContext, card: TrailCard): void {
  gl.deleteBuffer(card.strokes);
  gl.deleteBuffer(card.dots);
  gl.deleteVertexArray(card.strokeArray);
  gl.deleteVertexArray(card.dotArray);
}

function enable(gl: WebGL2RenderingContext, divisor: number): void {
  for (let place = 0; place < 3; place++) {
    gl.enableVertexAttribArray(place);
    gl.vertexAttribDivisor(place, divisor);
  }
}
