import { existsSync } from 'node:fs';
import { Controller, Get, Param, Put, Req, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { type PhotoPartTaken, photoPartSchema } from '../../contract/boarding.ts';
import { messageParamsSchema } from '../../contract/message.ts';
import { AuditService } from '../../platform/audit/audit.service.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Needs } from '../../platform/auth/right.decorator.ts';
import { Address, Who } from '../../platform/auth/signed-in.ts';
import { CodedError } from '../../platform/http/coded-error.ts';
import { MessagesService } from './messages.service.ts';
import { PhotoFiles } from './photo-files.ts';

const MOST_PART_BYTES = 64 * 1024;

@ApiTags('dispatch')
@Needs('dispatch:read')
@ApiNotFoundResponse({ description: 'there is no such photo, or not all of it' })
@Controller('api/v1/dispatch/photos')
export class PhotosController {
  constructor(
    private readonly messages: MessagesService,
    private readonly files: PhotoFiles,
    private readonly audit: AuditService,
  ) {}

  /** Not audited part by part: the message tells who, when and which hash. */
  @Needs('dispatch:answer')
  @Put(':messageId/:offset')
  @ApiOperation({ summary: 'A part of a photo that a message has announced, as application/octet-stream' })
  async part(@Param() params: unknown, @Req() req: Request, @Who() who: Principal): Promise<PhotoPartTaken> {
    const { messageId, offset } = photoPartSchema.parse(params);
    if (!req.is('application/octet-stream'))
      throw new CodedError('invalid', 'content-type: must be application/octet-stream');
    const photo = await this.messages.photo(messageId, who);
    const { has, isWhole } = await this.files.add(messageId, photo, offset, await bodyOf(req));
    if (isWhole && photo.wholeMs === null) await this.messages.photoIsWhole(messageId);
    return { has };
  }

  @Get(':messageId')
  @ApiOperation({ summary: 'A photo, drawn anew from the pixels of the original' })
  async shown(@Param() params: unknown, @Who() who: Principal, @Res() res: Response): Promise<void> {
    const { messageId } = messageParamsSchema.parse(params);
    await this.messages.photo(messageId, who);
    const path = this.files.copyOf(messageId);
    if (!existsSync(path)) throw new CodedError('not-found', `messageId: no copy of ${messageId} can be shown`);
    res.setHeader('cache-control', 'private, max-age=86400, immutable');
    res.type('image/jpeg').sendFile(path, { dotfiles: 'allow', cacheControl: false });
  }

  @Needs('dispatch:order')
  @Get(':messageId/original')
  @ApiOperation({ summary: 'The bytes as they were at the shutter' })
  async original(
    @Param() params: unknown,
    @Who() who: Principal,
    @Address() ip: string | null,
    @Res() res: Response,
  ): Promise<void> {
    const { messageId } = messageParamsSchema.parse(params);
    const { sha256, wholeMs } = await this.messages.photo(messageId, who);
    if (wholeMs === null) throw new CodedError('not-found', `messageId: parts of ${messageId} are missing`);
    await this.audit.record(who, { action: 'photo:original', object: `photo/${messageId}`, detail: { sha256 }, ip });
    res.attachment(`${messageId}.original`).type('application/octet-stream');
    res.sendFile(this.files.originalOf(messageId), { dotfiles: 'allow' });
  }
}

async function bodyOf(req: Request): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_PART_BYTES) throw new CodedError('invalid', `body: more than ${MOST_PART_BYTES / 1024} KiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
