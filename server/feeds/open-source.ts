import type { FeedSource } from './feed-url.ts';
import { FileSource } from './file-source.ts';
import type { Source, SourceContext } from './source.ts';
import { TcpListenSource } from './tcp-listen-source.ts';
import { TcpSource } from './tcp-source.ts';
import { UdpSource } from './udp-source.ts';

/** Opens a door as its entry says. */
export function openSource(source: FeedSource, context: SourceContext): Source {
  switch (source.kind) {
    case 'tcp':
      return new TcpSource(context, source);
    case 'tcp-listen':
      return new TcpListenSource(context, source);
    case 'udp':
      return new UdpSource(context, source);
    case 'file':
      return new FileSource(context, source);
  }
}
