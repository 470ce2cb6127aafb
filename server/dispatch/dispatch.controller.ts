import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiConflictResponse, ApiForbiddenResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type Order,
  type OrderAnswer,
  type OrderAsk,
  type OrderChange,
  type OrderRecall,
  type OrderVoice,
  orderAnswerSchema,
  orderAskSchema,
  orderChangeSchema,
  orderParamsSchema,
  orderRecallSchema,
  orderVoiceSchema,
  type RecommendAsk,
  type Recommendation,
  recommendAskSchema,
} from '../contract/dispatch.ts';
import { AuditService } from '../platform/audit/audit.service.ts';
import { parsed } from '../platform/auth/parsed.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { Address, Who } from '../platform/auth/signed-in.ts';
import { OrderBook } from './order-book.ts';
import { OrdersService } from './orders.service.ts';
import { RecommendService } from './recommend.service.ts';
import { type Landing, Waters } from './waters/waters.ts';

const confirmSchema = z.strictObject({ requestId: z.uuid() });

@ApiTags('dispatch')
@Needs('dispatch:read')
@Controller('api/v1/dispatch')
export class DispatchController {
  constructor(
    private readonly book: OrderBook,
    private readonly orders: OrdersService,
    private readonly recommends: RecommendService,
    private readonly waters: Waters,
    private readonly audit: AuditService,
  ) {}

  @Get('orders')
  @ApiOperation({ summary: 'Open orders, and those that ended in the last twelve hours' })
  all(): Order[] {
    return this.book.all();
  }

  @Get('landings')
  @ApiOperation({ summary: 'Places where a craft may land' })
  landings(): Landing[] {
    return this.waters.landings;
  }

  @Needs('dispatch:order')
  @Post('recommend')
  @HttpCode(200)
  @ApiOperation({
    summary: 'All boats ranked by the time of their meeting with a target along the water, with the reasons',
  })
  recommend(@Body(parsed(recommendAskSchema)) ask: RecommendAsk, @Who() who: Principal): Promise<Recommendation> {
    return this.recommends.recommend(ask, who.office);
  }

  @Needs('dispatch:order')
  @Post('orders')
  @ApiOperation({
    summary: 'Send boats: an order each, all or none; the same requestId once more brings the same orders',
  })
  @ApiConflictResponse({ description: 'a boat has an open order (reason busy) or is out of service' })
  @ApiForbiddenResponse({ description: 'a boat of an office that yours does not order' })
  async send(
    @Body(parsed(orderAskSchema)) ask: OrderAsk,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<Order[]> {
    const orders = await this.orders.send(ask, who);
    for (const order of orders) await this.tell(who, ip, 'order:send', order);
    return orders;
  }

  @Needs('dispatch:order')
  @Put('orders/:orderId')
  @ApiOperation({ summary: 'Change an order: a new version, to be accepted again' })
  @ApiConflictResponse({ description: 'somebody else has changed it (reason changed), or it has ended (over)' })
  @ApiNotFoundResponse({ description: 'there is no such order' })
  async change(
    @Param() params: unknown,
    @Body(parsed(orderChangeSchema)) ask: OrderChange,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<Order> {
    const order = await this.orders.change(orderParamsSchema.parse(params).orderId, ask, who);
    return this.tell(who, ip, 'order:change', order);
  }

  @Needs('dispatch:order')
  @Post('orders/:orderId/recall')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stand a boat down' })
  async recall(
    @Param() params: unknown,
    @Body(parsed(orderRecallSchema)) ask: OrderRecall,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<Order> {
    const order = await this.orders.recall(orderParamsSchema.parse(params).orderId, ask, who);
    return this.tell(who, ip, 'order:recall', order);
  }

  @Needs('dispatch:order')
  @Post('orders/:orderId/voice')
  @HttpCode(200)
  @ApiOperation({ summary: 'Record what a boat said by radio or telephone' })
  async voice(
    @Param() params: unknown,
    @Body(parsed(orderVoiceSchema)) ask: OrderVoice,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<Order> {
    const order = await this.orders.voice(orderParamsSchema.parse(params).orderId, ask, who);
    return this.tell(who, ip, 'order:voice', order);
  }

  @Needs('dispatch:order')
  @Post('orders/:orderId/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'The track in doubt is what the boat was sent to' })
  async confirm(
    @Param() params: unknown,
    @Body(parsed(confirmSchema)) { requestId }: { requestId: string },
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<Order> {
    const order = await this.orders.confirm(orderParamsSchema.parse(params).orderId, requestId, who);
    return this.tell(who, ip, 'order:confirm', order);
  }

  /** Audited by its step, which is written before it is answered. */
  @Needs('dispatch:answer')
  @Post('answers')
  @HttpCode(200)
  @ApiOperation({ summary: 'Answer an order as a device of its boat; the same requestId once more changes nothing' })
  answer(@Body(parsed(orderAnswerSchema)) ask: OrderAnswer, @Who() who: Principal): Promise<Order> {
    return this.orders.answer(ask, who);
  }

  private async tell(who: Principal, ip: string | null, action: string, order: Order): Promise<Order> {
    const { boatId, version, state, task, target } = order;
    const detail = { boatId, version, state, task, target: { ...target } };
    await this.audit.record(who, { action, object: `order/${order.orderId}`, detail, ip });
    return order;
  }
}
