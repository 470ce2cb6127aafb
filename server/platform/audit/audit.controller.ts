import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AuditQuery, type AuditRow, auditQuerySchema } from '../../contract/audit.ts';
import { parsed } from '../auth/parsed.ts';
import { Needs } from '../auth/right.decorator.ts';
import { AuditService } from './audit.service.ts';

@ApiTags('audit')
@Needs('audit:read')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  /** Newest first. */
  @Get()
  find(@Query(parsed(auditQuerySchema)) query: AuditQuery): Promise<AuditRow[]> {
    return this.audit.find(query);
  }
}
