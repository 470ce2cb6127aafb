import { MessageBody, SubscribeMessage, WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import type { Server } from 'socket.io';
import { SOCKET_PATH } from '../../server/contract/constants.ts';
import { Needs, Open } from '../../server/platform/auth/right.decorator.ts';
import { CodedError } from '../../server/platform/http/coded-error.ts';

/** Socket handlers of every sort, to try the door with. */
@WebSocketGateway({ path: SOCKET_PATH })
export class ProbeGateway {
  @WebSocketServer() readonly server: Server;

  @Needs('picture:read')
  @SubscribeMessage('probe:read')
  read(@MessageBody() body: unknown): unknown {
    return { ok: true, body };
  }

  @Needs('account:manage')
  @SubscribeMessage('probe:manage')
  manage(): unknown {
    return { ok: true };
  }

  @Open()
  @SubscribeMessage('probe:open')
  open(): unknown {
    return { ok: true };
  }

  @SubscribeMessage('probe:forgotten')
  forgotten(): unknown {
    return { ok: true };
  }

  @Needs('picture:read')
  @SubscribeMessage('probe:refuse')
  refuse(): unknown {
    throw new CodedError('conflict', 'order o1 is answered already');
  }

  @Needs('picture:read')
  @SubscribeMessage('probe:break')
  async break(): Promise<unknown> {
    throw new Error('secret detail');
  }
}

/** A namespace of its own is behind the same door. */
@Needs('account:manage')
@WebSocketGateway({ path: SOCKET_PATH, namespace: 'aside' })
export class AsideGateway {
  @SubscribeMessage('aside:manage')
  manage(): unknown {
    return { ok: true };
  }
}
