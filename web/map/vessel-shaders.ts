/** What every program of the vessel layer shares: the record of a vessel and its dead reckoning. */
const VESSEL = `#version 300 es
precision highp float;
precision highp int;
layout(location=0) in vec2 a_place;
layout(location=1) in vec2 a_velocity;
layout(location=2) in float a_time;
layout(location=3) in vec2 a_course;   // direction in tenths of a degree, limit in seconds
layout(location=4) in uvec4 a_code;    // shape, paint, bits, port share
layout(location=5) in float a_length;
layout(location=6) in vec2 a_beam;     // metres, bow share
uniform mat4 u_matrix;
uniform vec2 u_pixel;                  // clip units of one CSS pixel
uniform float u_now, u_way, u_scale, u_bearing, u_dpr, u_metrePx;
uniform bool u_awake;
uniform int u_selected, u_hovered;
uniform vec3 u_paint[14];
const uint QUIET = 1u, STALE = 2u, LOST = 4u, SUSPECT = 8u, PORT = 16u, STARBOARD = 32u, HEADING = 64u, AWAKE = 128u;
const float TRUE_SCALE_PX = 28.3;      // 7.5 mm
bool has(uint bit) { return (a_code.z & bit) != 0u; }
bool isVessel() { return a_code.x == 0u || a_code.x == 7u; }
float age() { return max(0.0, u_now - a_time); }
float limit() { return a_course.y + u_way; }   // where the story runs fast, reports are on their way for some of it
bool stale() { return has(STALE) || (age() > limit() && isVessel() && dot(a_velocity, a_velocity) > 0.0); }
vec4 placed() { return u_matrix * vec4(a_place + a_velocity * min(age(), limit()), 0.0, 1.0); }
float direction() { return radians(a_course.x * 0.1) - u_bearing; }
bool isHull() { return isVessel() && !has(LOST) && max(a_length, a_beam.x) * u_metrePx > TRUE_SCALE_PX; }
bool awake() { return has(AWAKE) || (u_awake && !has(QUIET)); }
`;

/** Colours drain when the picture is frozen: nothing then looks like now. */
export const DRAIN = `
uniform float u_drain;
vec4 drained(vec4 c) {
  float grey = dot(c.rgb, vec3(0.30, 0.59, 0.11));
  return mix(c, vec4(vec3(grey) * 0.62, c.a * 0.8), u_drain);
}
`;

export const POINT_VERTEX = `${VESSEL}
flat out uvec4 v_code;
flat out vec4 v_form;   // size of the point, half width, length, stroke, CSS px
flat out vec3 v_colour;
flat out vec4 v_mark;   // selected, hovered, stale, hull
flat out vec2 v_way;
uniform float u_crowd;  // size of a symbol of the crowd, CSS px
uniform int u_pass;   // 0: all, 1: what must be seen in a crowd, 2: the crowd
void main() {
  if (a_code.x == 255u) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); gl_PointSize = 0.0; return; }
  bool selected = gl_VertexID == u_selected, hovered = gl_VertexID == u_hovered, hull = isHull();
  bool special = selected || hovered || a_code.x != 0u || (a_code.z & (LOST | SUSPECT | AWAKE)) != 0u;
  if (u_pass == (special ? 2 : 1)) { gl_Position = vec4(2.0, 2.0, 2.0, 1.0); gl_PointSize = 0.0; return; }
  bool big = awake() || selected;
  float size = (selected || hovered || has(LOST) || has(SUSPECT) ? 42.0 : big ? 27.0 : 20.0) * u_scale;
  if (u_pass == 2) size = u_crowd * u_scale;
  if (hull && !selected && !hovered && !has(SUSPECT)) size = 0.0;
  float h = direction();
  v_code = a_code;
  v_way = vec2(sin(h), -cos(h));
  v_form = vec4(size, (big ? 5.0 : 3.7) * u_scale, (big ? 17.0 : 12.0) * u_scale, (has(QUIET) ? 1.15 : 1.5) * max(1.0, u_scale * 0.85));
  if (u_pass == 2) v_form.yz = vec2(0.27, 0.86) * u_crowd * u_scale;
  v_colour = u_paint[a_code.y];
  v_mark = vec4(selected, hovered, stale(), hull);
  gl_Position = placed();
  gl_PointSize = size * u_dpr;
}`;

export const POINT_FRAGMENT = `#version 300 es
precision highp float;
precision highp int;
flat in uvec4 v_code;
flat in vec4 v_form;
flat in vec3 v_colour;
flat in vec4 v_mark;
flat in vec2 v_way;
uniform float u_scale, u_dpr;
uniform vec3 u_paint[14];
out vec4 o_colour;
${DRAIN}
const uint QUIET = 1u, LOST = 4u, SUSPECT = 8u;
float soft;
float inside(float d) { return 1.0 - smoothstep(-soft, soft, d); }
float along(float d, float w) { return inside(abs(d) - w * 0.5); }
void over(inout vec4 acc, vec3 colour, float a) { acc = vec4(colour * a, a) + acc * (1.0 - a); }
float box(vec2 p, vec2 b) { vec2 d = abs(p) - b; return max(d.x, d.y); }
float segment(vec2 p, vec2 a, vec2 b) { vec2 ab = b - a; return length(p - a - ab * clamp(dot(p - a, ab) / dot(ab, ab), 0.0, 1.0)); }

// side, forward: an acute triangle, its stern cut as the class of ship asks
float triangle(vec2 q, float w, float l, uint paint, bool own) {
  float edge = (abs(q.x) * l + (q.y - 0.58 * l) * w) / length(vec2(l, w));
  float stern = -0.42 * l - q.y;
  if (own) stern += max(0.0, w - abs(q.x)) * 0.95;
  else if (paint == 4u) stern += max(0.0, 0.62 * w - abs(q.x)) * 1.5;         // fishing: notched
  else if (paint == 6u) stern += (q.x * q.x) / (w * w) * 0.22 * l;            // pleasure: round
  return max(edge, stern);
}
// what stands inside the triangle
float detail(vec2 q, float w, float l, uint paint) {
  vec2 c = q + vec2(0.0, 0.10 * l);
  if (paint == 2u) return length(c) - 0.34 * w;                               // tanker: disc
  if (paint == 3u) return box(c - vec2(0.0, 0.06 * l), vec2(w, 0.055 * l));   // passenger: bar
  if (paint == 5u) return q.y + 0.19 * l;                                     // service: filled stern
  return 1e3;
}
float body(vec2 p, vec2 q, float s) {
  uint shape = v_code.x;
  if (shape == 0u || shape == 7u) {
    float w = v_form.y * (v_code.y == 6u ? 0.85 : 1.0);
    return triangle(q, shape == 7u ? w * 1.25 : w, shape == 7u ? v_form.z * 1.1 : v_form.z, v_code.y, shape == 7u);
  }
  if (shape == 1u) return min(min(box(q, vec2(1.0, 8.0) * s), box(q - vec2(0.0, 1.5 * s), vec2(7.5, 1.3) * s)), box(q + vec2(0.0, 6.5 * s), vec2(3.2, 1.0) * s));
  if (shape == 2u) return box(p, vec2(4.6 * s));
  if (shape == 3u || shape == 4u) return (abs(p.x) + abs(p.y)) * 0.7071 - 4.4 * s;
  if (shape == 5u) return length(p) - 7.5 * s;
  return length(p) - 5.2 * s;
}
// share of the stroke that is drawn: virtual aids are dashed
float dash(vec2 p) { return v_code.x == 4u ? smoothstep(0.18, 0.34, abs(fract(atan(p.y, p.x) * 1.9099 + 0.25) - 0.5) * 2.0) : 1.0; }

void symbol(inout vec4 acc, vec2 p, vec2 q, float s) {
  float d = body(p, q, s), w = v_form.w;
  uint shape = v_code.x;
  bool solid = shape == 7u || shape == 1u, stale = v_mark.z > 0.5;
  float fill = solid ? 1.0 : shape == 0u && !stale && v_code.y != 0u && v_code.y != 6u ? 0.22 : shape == 5u ? 0.18 : 0.0;
  over(acc, u_paint[13], inside(d - 1.6) * 0.7);
  over(acc, v_colour, inside(d) * fill);
  over(acc, v_colour, along(d + w * 0.5, w) * dash(p));
  if (shape == 0u) over(acc, v_colour, inside(max(d + w * 0.5, detail(q, v_form.y, v_form.z, v_code.y))));
  if (shape == 2u || shape == 4u || shape == 3u) over(acc, v_colour, inside(length(p) - 1.1 * s));
  if (shape == 5u) over(acc, v_colour, inside(max(d, min(abs(p.x - p.y), abs(p.x + p.y)) * 0.7071 - 0.5 * w)));
}

void main() {
  soft = 0.6 / u_dpr;
  vec2 p = (gl_PointCoord - 0.5) * v_form.x;
  vec2 q = vec2(dot(p, vec2(-v_way.y, v_way.x)), dot(p, v_way));
  vec4 acc = vec4(0.0);
  float s = u_scale;
  // most of the square is empty: leave it before the dear part
  if (v_mark.x + v_mark.y == 0.0 && (v_code.z & (LOST | SUSPECT)) == 0u && body(p, q, s) > 2.4) discard;
  if (v_mark.w < 0.5) symbol(acc, p, q, s);
  bool quiet = (v_code.z & QUIET) != 0u;
  acc *= v_mark.z > 0.5 ? 0.5 : quiet && v_mark.x + v_mark.y < 0.5 ? 0.62 : 1.0;
  if ((v_code.z & LOST) != 0u)
    over(acc, v_colour, inside(max(max(abs(p.x), abs(p.y)) - 11.0 * s, min(abs(p.x - p.y), abs(p.x + p.y)) * 0.7071 - 0.7 * s)));
  if ((v_code.z & SUSPECT) != 0u)
    over(acc, u_paint[11], along(length(p) - 12.5 * s, 1.3 * s) * step(0.45, fract(atan(p.y, p.x) * 1.2732)));
  if (v_mark.x > 0.5) {
    vec2 c = abs(p);
    over(acc, u_paint[12], along(max(c.x, c.y) - 16.0 * s, 1.8 * s) * step(9.5 * s, min(c.x, c.y)));
  } else if (v_mark.y > 0.5) over(acc, u_paint[12], along(length(p) - 15.0 * s, 1.2 * s) * 0.7);
  if (acc.a < 0.004) discard;
  o_colour = drained(acc);
}`;

/** A crowd of vessels: a plain triangle each, so that fifty thousand move even where the processor draws. */
export const CROWD_FRAGMENT = `#version 300 es
precision mediump float;
precision mediump int;
flat in highp vec4 v_form;
flat in highp vec3 v_colour;
flat in highp vec4 v_mark;
flat in highp vec2 v_way;
out vec4 o_colour;
${DRAIN}
void main() {
  vec2 p = (gl_PointCoord - 0.5) * v_form.x;
  float side = abs(dot(p, vec2(-v_way.y, v_way.x))), ahead = dot(p, v_way), l = v_form.z, w = v_form.y;
  float d = max((side * l + (ahead - 0.58 * l) * w) / l, -0.42 * l - ahead);
  if (d > 0.5) discard;
  float a = min(1.0, 0.5 - d) * (d < -1.2 ? 0.3 : 1.0) * (v_mark.z > 0.5 ? 0.45 : 0.9);
  o_colour = drained(vec4(v_colour * a, a));
}`;

/** Three strokes a vessel: course vector (dashed), heading line, turn flag; two triangles each. */
export const LINE_VERTICES = 18;
export const LINE_VERTEX = `${VESSEL}
uniform float u_vectorS;
flat out vec3 v_colour;
flat out float v_alpha, v_dashed, v_half;
out vec2 v_at;   // px along, px across
const vec2 CORNER[6] = vec2[6](vec2(0,-1), vec2(1,-1), vec2(1,1), vec2(0,-1), vec2(1,1), vec2(0,1));
void main() {
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  int stroke = gl_VertexID / 6;
  bool selected = gl_InstanceID == u_selected;
  if (a_code.x == 255u || stale() || has(QUIET) || !(awake() || selected) || !(isVessel() || a_code.x == 6u || a_code.x == 1u)) return;
  if (stroke > 0 && (!has(HEADING) || a_code.x != 0u)) return;
  if (stroke == 2 && !has(PORT) && !has(STARBOARD)) return;
  vec4 at = placed();
  vec2 foot = at.xy / at.w / u_pixel;
  float h = direction();
  vec2 way = vec2(sin(h), cos(h)), side = vec2(cos(h), -sin(h));
  vec2 from = foot, to;
  if (stroke == 0) {
    vec4 ahead = u_matrix * vec4(a_place + a_velocity * (min(age(), limit()) + u_vectorS), 0.0, 1.0);
    to = ahead.xy / ahead.w / u_pixel;
  } else {
    float apex = isHull() ? a_length * a_beam.y / 255.0 * u_metrePx : 9.9 * u_scale;
    from = foot + way * apex;
    to = from + way * 9.0 * u_scale;
    if (stroke == 2) { from = to; to = from + side * (has(PORT) ? -5.0 : 5.0) * u_scale; }
  }
  float size = length(to - from);
  if (size < 3.0) return;
  vec2 run = (to - from) / size;
  float grown = 0.65 * max(1.0, u_scale * 0.9) * (selected ? 1.4 : 1.0);
  vec2 corner = CORNER[gl_VertexID % 6];
  vec2 spot = from + run * corner.x * size + vec2(-run.y, run.x) * corner.y * (grown + 1.0);
  v_colour = u_paint[a_code.y];
  v_alpha = stroke == 0 ? 0.8 : 0.95;
  v_dashed = stroke == 0 ? u_scale : 0.0;
  v_half = grown;
  v_at = vec2(corner.x * size, corner.y * (grown + 1.0));
  gl_Position = vec4(spot * u_pixel, 0.0, 1.0);
}`;

export const LINE_FRAGMENT = `#version 300 es
precision highp float;
flat in vec3 v_colour;
flat in float v_alpha, v_dashed, v_half;
in vec2 v_at;
uniform float u_dpr;
out vec4 o_colour;
${DRAIN}
void main() {
  float soft = 0.6 / u_dpr;
  float a = v_alpha * (1.0 - smoothstep(v_half - soft, v_half + soft, abs(v_at.y)));
  if (v_dashed > 0.0) {
    float along = mod(v_at.x, 7.0 * v_dashed);
    a *= 1.0 - smoothstep(4.0 * v_dashed - soft, 4.0 * v_dashed + soft, along);
  }
  o_colour = drained(vec4(v_colour * a, a));
}`;

/** The hull to scale: a quad a vessel, the outline in the fragment shader. */
export const HULL_VERTICES = 6;
export const HULL_VERTEX = `${VESSEL}
flat out vec3 v_colour;
flat out vec2 v_half;
flat out float v_alpha;
out vec2 v_at;
const vec2 CORNER[6] = vec2[6](vec2(-1,-1), vec2(1,-1), vec2(1,1), vec2(-1,-1), vec2(1,1), vec2(-1,1));
void main() {
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  if (a_code.x == 255u || !isHull()) return;
  vec4 at = placed();
  float h = direction();
  vec2 way = vec2(sin(h), cos(h)), side = vec2(cos(h), -sin(h));
  vec2 hull = max(vec2(a_beam.x, a_length) * u_metrePx, vec2(3.0)) * 0.5;
  vec2 middle = vec2(0.5 - float(a_code.w) / 255.0, a_beam.y / 255.0 - 0.5) * 2.0 * hull;
  v_half = hull;
  v_at = CORNER[gl_VertexID] * (hull + 2.0);
  v_colour = u_paint[a_code.y];
  v_alpha = stale() ? 0.5 : has(QUIET) ? 0.75 : 1.0;
  vec2 spot = v_at + middle;
  gl_Position = vec4(at.xy / at.w + (side * spot.x + way * spot.y) * u_pixel, 0.0, 1.0);
}`;

export const HULL_FRAGMENT = `#version 300 es
precision highp float;
flat in vec3 v_colour;
flat in vec2 v_half;
flat in float v_alpha;
in vec2 v_at;
uniform float u_dpr;
out vec4 o_colour;
${DRAIN}
void main() {
  float soft = 0.6 / u_dpr, bow = min(v_half.y * 0.45, v_half.x * 2.2);
  float rise = max(0.0, v_at.y - (v_half.y - bow)) / bow;
  float edge = abs(v_at.x) - v_half.x * (1.0 - rise * rise);
  float d = max(edge, abs(v_at.y) - v_half.y);
  float line = 1.0 - smoothstep(-soft, soft, abs(d + 0.75) - 0.75);
  float a = max(line, (1.0 - smoothstep(-soft, soft, d)) * 0.24) * v_alpha;
  o_colour = drained(vec4(v_colour * a, a));
}`;
