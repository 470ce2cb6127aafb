import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DeskSays, deskSaysSchema, type Message, messageParamsSchema } from '../../contract/message.ts';
import { AuditService } from '../../platform/audit/audit.service.ts';
import { parsed } from '../../platform/auth/parsed.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Needs } from '../../platform/auth/right.decorator.ts';
import { Address, Who } from '../../platform/auth/signed-in.ts';
import { MessagesService } from './messages.service.ts';

@ApiTags('dispatch')
@Needs('dispatch:read')
@ApiNotFoundResponse({ description: 'there is no such message or boat' })
@Controller('api/v1/dispatch/messages')
export class MessagesController {
  constructor(
    private readonly messages: MessagesService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'What boats and desks have said in the last twelve hours, and distress calls without an answer',
  })
  all(): Message[] {
    return this.messages.all();
  }

  @Needs('dispatch:order')
  @Post()
  @ApiOperation({ summary: 'Say something to a boat; the same requestId once more changes nothing' })
  async say(
    @Body(parsed(deskSaysSchema)) ask: DeskSays,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<Message> {
    const message = await this.messages.say(ask, who);
    await this.audit.record(who, { action: 'message:say', object: `boat/${ask.boatId}`, detail: { ...ask }, ip });
    return message;
  }

  @Needs('dispatch:order')
  @Post(':messageId/seen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Somebody at a desk has looked at it; an SOS is answered by this' })
  async seen(@Param() params: unknown, @Who() who: Principal, @Address() ip: string | null): Promise<Message> {
    const { messageId } = messageParamsSchema.parse(params);
    const message = await this.messages.seen(messageId, who);
    const { kind, boatId } = message;
    await this.audit.record(who, { action: 'message:see', object: `boat/${boatId}`, detail: { messageId, kind }, ip });
    return message;
  }

  /** Not audited: the time of the first is kept with the message. */
  @Post(':messageId/sounded')
  @HttpCode(200)
  @ApiOperation({ summary: 'A desk or wall rings for an SOS' })
  sounded(@Param() params: unknown): Promise<Message> {
    return this.messages.sounded(messageParamsSchema.parse(params).messageId);
  }
}
