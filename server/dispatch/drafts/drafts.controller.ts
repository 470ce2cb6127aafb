import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiConflictResponse, ApiForbiddenResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Draft, type DraftAsk, draftAskSchema, draftParamsSchema } from '../../contract/draft.ts';
import { AuditService } from '../../platform/audit/audit.service.ts';
import { parsed } from '../../platform/auth/parsed.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Needs } from '../../platform/auth/right.decorator.ts';
import { Address, Who } from '../../platform/auth/signed-in.ts';
import { DraftsService } from './drafts.service.ts';

@ApiTags('dispatch')
@Needs('dispatch:order')
@Controller('api/v1/dispatch/drafts')
export class DraftsController {
  constructor(
    private readonly drafts: DraftsService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Orders that are not sent yet; one that nobody changes goes after twelve hours' })
  all(): Draft[] {
    return this.drafts.all();
  }

  @Put(':draftId')
  @ApiOperation({ summary: 'Keep an order that is not sent yet; revision 0: a new one' })
  @ApiConflictResponse({
    description: 'somebody else has changed it (reason changed), sent or discarded it (draft-gone)',
  })
  @ApiForbiddenResponse({ description: 'a draft, or a boat, of an office whose boats yours does not order' })
  async keep(
    @Param() params: unknown,
    @Body(parsed(draftAskSchema)) ask: DraftAsk,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<Draft> {
    const { draftId } = draftParamsSchema.parse(params);
    const draft = await this.drafts.keep(draftId, ask, who);
    const { revision, boatIds, task, target } = draft;
    const detail = { revision, boatIds, task, target };
    await this.audit.record(who, { action: 'draft:keep', object: `draft/${draftId}`, detail, ip });
    return draft;
  }

  @Delete(':draftId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Discard a draft' })
  @ApiForbiddenResponse({ description: 'a draft of an office whose boats yours does not order' })
  async discard(@Param() params: unknown, @Who() who: Principal, @Address() ip: string | null): Promise<void> {
    const { draftId } = draftParamsSchema.parse(params);
    const draft = await this.drafts.discard(draftId, who);
    if (draft === null) return;
    const { boatIds, task, target, madeBy } = draft;
    const detail = { boatIds, task, target, madeBy };
    await this.audit.record(who, { action: 'draft:discard', object: `draft/${draftId}`, detail, ip });
  }
}
