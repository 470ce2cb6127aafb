import { DRAIN } from './vessel-shaders.ts';

/** What both programs of the trail layer share: age and the colour of a speed. */
const TRAIL = `#version 300 es
precision highp float;
precision highp int;
uniform mat4 u_matrix;
uniform vec2 u_pixel;                  // clip units of one CSS pixel
uniform float u_now, u_span, u_scale, u_dpr, u_calm;  // u_calm: many at once are drawn weaker
uniform bool u_focus;
uniform vec3 u_ramp[6];                // 0, 5, 10, 15, 20 knots, speed not known
const uint NO_SPEED = 255u;
const vec4 NOWHERE = vec4(2.0, 2.0, 2.0, 1.0);
vec3 ramp(uint halfKnots) {
  if (halfKnots == NO_SPEED) return u_ramp[5];
  float step5 = min(float(halfKnots) / 10.0, 3.999);
  int low = int(step5);
  return mix(u_ramp[low], u_ramp[low + 1], step5 - float(low));
}
// the oldest is half as strong: one sees which end is now
float strength(float t) { return mix(1.0, 0.5, clamp((u_now - t) / u_span, 0.0, 1.0)); }
bool tooOld(float t) { return t < u_now - u_span; }
`;

/** A stroke between two positions: two triangles. */
export const STROKE_VERTICES = 6;
export const STROKE_VERTEX = `${TRAIL}
layout(location=0) in vec4 a_ends;
layout(location=1) in vec2 a_times;
layout(location=2) in uvec4 a_code;    // speed at both ends, gap
out vec3 v_colour;
out float v_alpha;
out vec2 v_at;                         // px along, px across
flat out float v_half, v_dash;
const vec2 CORNER[6] = vec2[6](vec2(0,-1), vec2(1,-1), vec2(1,1), vec2(0,-1), vec2(1,1), vec2(0,1));
void main() {
  gl_Position = NOWHERE;
  if (tooOld(a_times.y)) return;
  vec4 p0 = u_matrix * vec4(a_ends.xy, 0.0, 1.0), p1 = u_matrix * vec4(a_ends.zw, 0.0, 1.0);
  vec2 from = p0.xy / p0.w / u_pixel, to = p1.xy / p1.w / u_pixel;
  float size = length(to - from);
  if (size < 0.01) return;
  vec2 run = (to - from) / size, corner = CORNER[gl_VertexID];
  bool gap = a_code.z != 0u;
  float wide = (gap ? 0.5 : u_focus ? 0.8 : 0.6) * max(1.0, u_scale * 0.9);
  v_half = wide;
  v_dash = gap ? u_scale : 0.0;
  v_at = vec2(corner.x * size, corner.y * (wide + 1.0));
  v_colour = gap ? u_ramp[5] : ramp(corner.x < 0.5 ? a_code.x : a_code.y);
  v_alpha = (u_focus ? (gap ? 0.8 : 0.62) : (gap ? 0.6 : 0.45) * u_calm) * strength(corner.x < 0.5 ? a_times.x : a_times.y);
  vec2 spot = from + run * v_at.x + vec2(-run.y, run.x) * v_at.y;
  gl_Position = vec4(spot * u_pixel, 0.0, 1.0);
}`;

export const STROKE_FRAGMENT = `#version 300 es
precision highp float;
in vec3 v_colour;
in float v_alpha;
in vec2 v_at;
flat in float v_half, v_dash;
uniform float u_dpr;
out vec4 o_colour;
${DRAIN}
void main() {
  float soft = 0.6 / u_dpr;
  float a = v_alpha * (1.0 - smoothstep(v_half - soft, v_half + soft, abs(v_at.y)));
  if (v_dash > 0.0) {
    float along = mod(v_at.x, 9.0 * v_dash);
    a *= 1.0 - smoothstep(4.0 * v_dash - soft, 4.0 * v_dash + soft, along);
  }
  o_colour = drained(vec4(v_colour * a, a));
}`;

export const DOT_VERTEX = `${TRAIL}
layout(location=0) in vec2 a_place;
layout(location=1) in float a_time;
layout(location=2) in uvec2 a_code;    // speed, mark
uniform int u_hovered;
flat out vec3 v_colour;
flat out vec4 v_form;                  // size of the point, radius, alpha, ring
void main() {
  gl_Position = NOWHERE;
  gl_PointSize = 0.0;
  if (tooOld(a_time)) return;
  bool marked = a_code.y != 0u && u_focus, hovered = gl_VertexID == u_hovered;
  float radius = (hovered ? 4.6 : marked ? 3.4 : u_focus ? 2.3 : 1.7) * u_scale;
  float size = 2.0 * radius + 4.0;
  v_colour = ramp(a_code.x);
  v_form = vec4(size, radius, mix(strength(a_time), 1.0, 0.3) * (u_focus || hovered ? 1.0 : u_calm), marked || hovered ? 1.0 : 0.0);
  gl_Position = u_matrix * vec4(a_place, 0.0, 1.0);
  gl_PointSize = size * u_dpr;
}`;

export const DOT_FRAGMENT = `#version 300 es
precision highp float;
flat in vec3 v_colour;
flat in vec4 v_form;
uniform float u_dpr;
uniform vec3 u_halo;
out vec4 o_colour;
${DRAIN}
void main() {
  float soft = 0.6 / u_dpr;
  float d = length((gl_PointCoord - 0.5) * v_form.x) - v_form.y;
  float dot = 1.0 - smoothstep(-soft, soft, d);
  // a written dot is a ring: round times are found by their shape
  if (v_form.w > 0.5) dot *= smoothstep(-soft, soft, d + 1.5);
  float under = (1.0 - smoothstep(0.2, 1.4, d)) * 0.8;
  float a = dot + under * (1.0 - dot);
  if (a < 0.01) discard;
  o_colour = drained(vec4(mix(u_halo, v_colour, dot / a) * a, a) * v_form.z);
}`;
