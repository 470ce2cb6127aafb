import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PtzPosition } from '../../../server/domain/camera/ptz.ts';
import type { Account } from './digest.ts';
import type { PtzHead } from './ptz-head.ts';

/** A request longer than this is none, characters. */
const LONGEST = 16_384;
/** A time in a password's digest so far from now is not believed, ms. */
const STALE_MS = 300_000;
const MOST_PRESETS = 64;

interface OnvifOptions {
  readonly account: Account;
  readonly head: PtzHead;
  readonly rtspPort: () => number;
  readonly nowMs: () => number;
}

type Answerer = (body: string) => string;
/** What is wrong with a request, as ONVIF names it. */
class Fault extends Error {}

/** A simulated camera's ONVIF door: device, media and PTZ services as far as a client needs to turn it (SOAP 1.2, WS-UsernameToken). */
export class OnvifServer {
  private readonly server: Server;
  private readonly presets = new Map<string, { name: string; at: PtzPosition }>();
  private port = 0;

  constructor(private readonly options: OnvifOptions) {
    this.server = createServer((request, response) => this.accept(request, response));
    this.server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** Begins to listen on loopback; the port. */
  async listen(port: number): Promise<number> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as AddressInfo).port;
    return this.port;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private accept(request: IncomingMessage, response: ServerResponse): void {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.length > LONGEST) request.destroy();
    });
    request.on('error', () => response.destroy());
    request.on('end', () => {
      try {
        this.send(response, 200, this.answer(text));
      } catch (error) {
        const code = error instanceof Fault ? error.message : 'ter:Action';
        const status = code === 'ter:NotAuthorized' ? 400 : 500;
        this.send(
          response,
          status,
          `<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>${code}</s:Value></s:Subcode></s:Code>
          <s:Reason><s:Text xml:lang="en">${code}</s:Text></s:Reason></s:Fault>`,
        );
      }
    });
  }

  private send(response: ServerResponse, status: number, body: string): void {
    response.writeHead(status, { 'content-type': 'application/soap+xml; charset=utf-8' });
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?><s:Envelope ${NAMESPACES}><s:Body>${body}</s:Body></s:Envelope>`,
    );
  }

  private answer(text: string): string {
    const body = text.slice(Math.max(0, text.search(/<(\w+:)?Body/)));
    const name = /<(?:\w+:)?Body[^>]*>\s*<(?:\w+:)?(\w+)/.exec(body)?.[1] ?? '';
    const answer = this.answers()[name];
    if (answer === undefined) throw new Fault('ter:ActionNotSupported');
    if (name !== 'GetSystemDateAndTime' && !this.isKnown(text)) throw new Fault('ter:NotAuthorized');
    return answer(body);
  }

  /** WS-UsernameToken Profile 1.1: SHA-1 of nonce, time and password. */
  private isKnown(text: string): boolean {
    const { user, password } = this.options.account;
    const field = (name: string) => new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(text)?.[1] ?? '';
    const created = field('Created');
    if (field('Username') !== user || !(Math.abs(Date.parse(created) - this.options.nowMs()) < STALE_MS)) return false;
    const nonce = Buffer.from(field('Nonce'), 'base64');
    const right = createHash('sha1')
      .update(Buffer.concat([nonce, Buffer.from(created + password)]))
      .digest();
    const given = Buffer.from(field('Password'), 'base64');
    return given.length === right.length && timingSafeEqual(given, right);
  }

  private answers(): Readonly<Record<string, Answerer>> {
    return { ...this.deviceAnswers(), ...this.moveAnswers(), ...this.presetAnswers() };
  }

  private deviceAnswers(): Record<string, Answerer> {
    const base = `http://127.0.0.1:${this.port}/onvif/`;
    return {
      GetSystemDateAndTime: () => dateAndTime(new Date(this.options.nowMs())),
      GetServices: () =>
        `<tds:GetServicesResponse>${['ver10/device', 'ver10/media', 'ver20/ptz'].map((path) => service(base, path)).join('')}</tds:GetServicesResponse>`,
      GetCapabilities:
        () => `<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Device><tt:XAddr>${base}device</tt:XAddr></tt:Device>
        <tt:Media><tt:XAddr>${base}media</tt:XAddr></tt:Media><tt:PTZ><tt:XAddr>${base}ptz</tt:XAddr></tt:PTZ></tds:Capabilities></tds:GetCapabilitiesResponse>`,
      GetDeviceInformation:
        () => `<tds:GetDeviceInformationResponse><tds:Manufacturer>SIMULATION</tds:Manufacturer><tds:Model>Night camera</tds:Model>
        <tds:FirmwareVersion>1</tds:FirmwareVersion><tds:SerialNumber>1</tds:SerialNumber><tds:HardwareId>1</tds:HardwareId></tds:GetDeviceInformationResponse>`,
      GetVideoSources:
        () => `<trt:GetVideoSourcesResponse><trt:VideoSources token="source"><tt:Framerate>10</tt:Framerate>
        <tt:Resolution><tt:Width>640</tt:Width><tt:Height>360</tt:Height></tt:Resolution></trt:VideoSources></trt:GetVideoSourcesResponse>`,
      GetProfiles: () => PROFILES,
      GetStreamUri: () =>
        `<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>rtsp://127.0.0.1:${this.options.rtspPort()}/live</tt:Uri></trt:MediaUri></trt:GetStreamUriResponse>`,
      GetNodes: () => '<tptz:GetNodesResponse/>',
      GetConfigurations: () => '<tptz:GetConfigurationsResponse/>',
    };
  }

  private moveAnswers(): Record<string, Answerer> {
    const { head, nowMs } = this.options;
    return {
      GetStatus: () => {
        const { x, y, zoom } = head.at(nowMs());
        const state = head.isMoving(nowMs()) ? 'MOVING' : 'IDLE';
        return `<tptz:GetStatusResponse><tptz:PTZStatus><tt:Position><tt:PanTilt x="${x}" y="${y}"/><tt:Zoom x="${zoom}"/></tt:Position>
          <tt:MoveStatus><tt:PanTilt>${state}</tt:PanTilt><tt:Zoom>${state}</tt:Zoom></tt:MoveStatus>
          <tt:UtcTime>${new Date(nowMs()).toISOString()}</tt:UtcTime></tptz:PTZStatus></tptz:GetStatusResponse>`;
      },
      AbsoluteMove: (body) => {
        head.moveTo(vectorIn(body), nowMs());
        return '<tptz:AbsoluteMoveResponse/>';
      },
      RelativeMove: (body) => {
        head.moveBy(vectorIn(body), nowMs());
        return '<tptz:RelativeMoveResponse/>';
      },
      ContinuousMove: (body) => {
        head.turn(vectorIn(body), nowMs());
        return '<tptz:ContinuousMoveResponse/>';
      },
      Stop: () => {
        head.stop(nowMs());
        return '<tptz:StopResponse/>';
      },
    };
  }

  private presetAnswers(): Record<string, Answerer> {
    const { head, nowMs } = this.options;
    return {
      GetPresets: () =>
        `<tptz:GetPresetsResponse>${[...this.presets].map(presetXml).join('')}</tptz:GetPresetsResponse>`,
      SetPreset: (body) => {
        const given = /PresetToken>([^<]{1,64})</.exec(body)?.[1];
        const token = given ?? `p${this.presets.size + 1}`;
        if (this.presets.size >= MOST_PRESETS && !this.presets.has(token)) throw new Fault('ter:TooManyPresets');
        const name = /PresetName>([^<]{1,64})</.exec(body)?.[1] ?? token;
        this.presets.set(token, { name, at: head.at(nowMs()) });
        return `<tptz:SetPresetResponse><tptz:PresetToken>${token}</tptz:PresetToken></tptz:SetPresetResponse>`;
      },
      GotoPreset: (body) => {
        const preset = this.presets.get(/PresetToken>([^<]{1,64})</.exec(body)?.[1] ?? '');
        if (preset === undefined) throw new Fault('ter:NoToken');
        head.moveTo(preset.at, nowMs());
        return '<tptz:GotoPresetResponse/>';
      },
    };
  }
}

const NAMESPACES = [
  'xmlns:s="http://www.w3.org/2003/05/soap-envelope"',
  'xmlns:tt="http://www.onvif.org/ver10/schema"',
  'xmlns:tds="http://www.onvif.org/ver10/device/wsdl"',
  'xmlns:trt="http://www.onvif.org/ver10/media/wsdl"',
  'xmlns:tptz="http://www.onvif.org/ver20/ptz/wsdl"',
  'xmlns:ter="http://www.onvif.org/ver10/error"',
].join(' ');

const PROFILES = `<trt:GetProfilesResponse><trt:Profiles token="profile" fixed="true"><tt:Name>main</tt:Name>
  <tt:VideoSourceConfiguration token="videoSource"><tt:Name>video</tt:Name><tt:UseCount>1</tt:UseCount><tt:SourceToken>source</tt:SourceToken>
  <tt:Bounds x="0" y="0" width="640" height="360"/></tt:VideoSourceConfiguration>
  <tt:VideoEncoderConfiguration token="encoder"><tt:Name>encoder</tt:Name><tt:Encoding>H264</tt:Encoding>
  <tt:Resolution><tt:Width>640</tt:Width><tt:Height>360</tt:Height></tt:Resolution></tt:VideoEncoderConfiguration>
  <tt:PTZConfiguration token="ptz"><tt:Name>ptz</tt:Name><tt:NodeToken>node</tt:NodeToken></tt:PTZConfiguration></trt:Profiles></trt:GetProfilesResponse>`;

function service(base: string, path: string): string {
  return `<tds:Service><tds:Namespace>http://www.onvif.org/${path}/wsdl</tds:Namespace><tds:XAddr>${base}${path.split('/')[1]}</tds:XAddr>
    <tds:Version><tt:Major>2</tt:Major><tt:Minor>5</tt:Minor></tds:Version></tds:Service>`;
}

function dateAndTime(at: Date): string {
  return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>
    <tt:UTCDateTime><tt:Time><tt:Hour>${at.getUTCHours()}</tt:Hour><tt:Minute>${at.getUTCMinutes()}</tt:Minute><tt:Second>${at.getUTCSeconds()}</tt:Second></tt:Time>
    <tt:Date><tt:Year>${at.getUTCFullYear()}</tt:Year><tt:Month>${at.getUTCMonth() + 1}</tt:Month><tt:Day>${at.getUTCDate()}</tt:Day></tt:Date></tt:UTCDateTime>
    </tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`;
}

const presetXml = ([token, { name, at }]: [string, { name: string; at: PtzPosition }]): string =>
  `<tptz:Preset token="${token}"><tt:Name>${name}</tt:Name><tt:PTZPosition><tt:PanTilt x="${at.x}" y="${at.y}"/><tt:Zoom x="${at.zoom}"/></tt:PTZPosition></tptz:Preset>`;

/** What a body says of pan, tilt and zoom; what it does not say is left out. Throws where a number is none. */
function vectorIn(body: string): Partial<PtzPosition> {
  const read = (element: string, attribute: string): number | undefined => {
    const text = new RegExp(`<[^>]*${element}[^>]*\\b${attribute}="([^"]{1,30})"`).exec(body)?.[1];
    if (text === undefined) return undefined;
    if (!Number.isFinite(Number(text))) throw new Fault('ter:InvalidPosition');
    return Number(text);
  };
  const all = { x: read('PanTilt', 'x'), y: read('PanTilt', 'y'), zoom: read('Zoom', 'x') };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
