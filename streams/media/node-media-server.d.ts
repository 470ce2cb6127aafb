/** As far as node-media-server is used: its RTSP client and what takes RTP and RTMP apart. It ships no types. */
declare module 'node-media-server/src/session/rtsp_client_session.js' {
  interface MediaPacket {
    /** 8: sound, 9: picture. */
    readonly codec_type: number;
    /** 2: configuration, 3: key frame, 4: other frame, 5: metadata. */
    readonly flags: number;
    readonly dts: number;
    /** Body of an FLV tag: five bytes, then avcC or units behind their lengths. */
    readonly data: Buffer;
    readonly size: number;
  }
  interface RtpTrack {
    /** Of the packet before; -1: none was. */
    lastSeq: number;
    /** Whether packets are missing before this one. */
    checkSeqGap(sequence: number): boolean;
  }
  class RtspClientSession {
    constructor(options: { rtspUrl: string; streamPath: string; reconnect: boolean });
    broadcast: { broadcastMessage(packet: MediaPacket): void; publisher: null; donePublish(): void } | null;
    /** Parsed description of the session. */
    readonly sdp: {
      readonly media: readonly {
        readonly type: string;
        readonly codec: string;
        readonly payloadType: number;
        readonly clockRate: number;
        readonly fmtp?: Readonly<Record<string, string>>;
      }[];
    } | null;
    readonly rtspClient: {
      /** What came and was not taken apart yet. */
      recvBuffer: Buffer;
      parseState: number;
      handleData: (data: Buffer) => void;
      /** Takes what an answer or a packet begins with; whether there is more to take. */
      parseIdle: () => boolean;
      onRtpDataCallback: (channel: number, data: Buffer) => void;
    };
    readonly depayloader: { readonly tracks: ReadonlyMap<number, RtpTrack> };
    onRtpData(channel: number, data: Buffer): void;
    connectAndPlay: () => Promise<void>;
    registerBroadcast: () => void;
    handleReconnect: () => void;
    run(): Promise<void>;
    close(): void;
  }
  export default RtspClientSession;
}
declare module 'node-media-server/src/core/logger.js' {
  const logger: { log: (message: string, level?: string) => void };
  export default logger;
}

declare module 'node-media-server/src/protocol/rtmp.js' {
  interface MediaPacket {
    /** 9: picture. */
    readonly codec_type: number;
    readonly dts: number;
    /** Body of an FLV tag; used again for the next message. */
    readonly data: Buffer;
    readonly size: number;
  }
  /** Takes one connection apart. Throws on much that it does not expect. */
  class Rtmp {
    readonly parserPacket: { readonly header: { readonly length: number } };
    readonly inPackets: ReadonlyMap<number, unknown>;
    onConnectCallback: (request: { app: unknown; name: unknown; query: Readonly<Record<string, unknown>> }) => void;
    onPlayCallback: () => void;
    onOutputCallback: (data: Buffer) => void;
    onPacketCallback: (packet: MediaPacket) => void;
    packetAlloc(): void;
    /** null: all is well. */
    parserData(chunk: Buffer): string | null;
  }
  export default Rtmp;
}
