import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { FlvDemuxer } from '../../../server/domain/video/flv.ts';
import { type CameraSource, Retry, reasonOf, type SourceEvents } from './source.ts';

/** A process from which nothing comes for this long is ended, ms; the first picture of a slow camera may take longer. */
const SILENT_MS = 3_000;
const FIRST_MS = 15_000;
const WATCH_MS = 250;
const PROTOCOLS = 'pipe,fd,file,rtsp,rtsps,rtp,udp,tcp,tls,http,https,httpproxy,crypto,rtmp,rtmps';
/** The address comes as a list on its input, so that it stands in no argument list. */
const ARGUMENTS = [
  ...['-hide_banner', '-loglevel', 'error', '-fflags', 'nobuffer', '-f', 'concat', '-safe', '0'],
  ...['-protocol_whitelist', PROTOCOLS, '-i', 'pipe:0', '-map', '0:v:0', '-an', '-c', 'copy'],
  ...['-flvflags', 'no_duration_filesize', '-flush_packets', '1', '-f', 'flv', 'pipe:1'],
];

/** Pulls a camera that our own client does not understand through ffmpeg, which changes no picture. */
export class FfmpegSource implements CameraSource {
  private child: ChildProcessWithoutNullStreams | null = null;
  private watch: NodeJS.Timeout | undefined;
  private readonly retry = new Retry(() => this.run());

  constructor(
    private readonly url: string,
    private readonly events: SourceEvents,
  ) {}

  start(): void {
    this.run();
  }

  stop(): void {
    this.retry.stop();
    this.end();
  }

  private run(): void {
    const beganMs = performance.now();
    const child = spawn('ffmpeg', ARGUMENTS, { stdio: ['pipe', 'pipe', 'pipe'], env: process.env });
    this.child = child;
    let untilMs = beganMs + FIRST_MS;
    let said = '';
    const fail = (reason: string): void => {
      if (this.child !== child) return;
      this.end();
      this.events.down(reason);
      this.retry.again(performance.now() - beganMs, reason);
    };
    const demuxer = new FlvDemuxer({
      config: (config) => this.events.config(config),
      frame: (frame) => this.events.picture({ ...frame, data: Buffer.from(frame.data) }),
    });
    child.stdout.on('data', (chunk: Buffer) => {
      untilMs = performance.now() + SILENT_MS;
      try {
        demuxer.feed(chunk);
      } catch (error) {
        fail(reasonOf(error));
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = text;
    });
    child.on('error', ({ code }: NodeJS.ErrnoException) =>
      fail(code === 'ENOENT' ? 'there is no ffmpeg on the path' : `ffmpeg: ${code}`),
    );
    child.on('close', () => fail(`ffmpeg: ${reasonOf(said.trim() || 'it ended')}`));
    child.stdin.on('error', () => undefined);
    child.stdin.end(listOf(this.url));
    this.watch = setInterval(() => {
      if (performance.now() > untilMs) fail('nothing came for three seconds');
    }, WATCH_MS);
  }

  private end(): void {
    clearInterval(this.watch);
    const { child } = this;
    this.child = null;
    child?.kill('SIGKILL');
  }
}

/** The list that ffmpeg reads (its concat demuxer): one address, quoted as its syntax has it. */
function listOf(url: string): string {
  const quoted = url.replaceAll("'", "'\\''");
  const option = /^rtsps?:/.test(url) ? 'option rtsp_transport tcp\n' : '';
  return `ffconcat version 1.0\nfile '${quoted}'\n${option}`;
}
