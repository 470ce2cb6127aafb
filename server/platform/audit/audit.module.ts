import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditController } from './audit.controller.ts';
import { AuditEntity } from './audit.entity.ts';
import { AuditService } from './audit.service.ts';
import { AuditStore } from './audit.store.ts';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([AuditEntity])],
  controllers: [AuditController],
  providers: [AuditStore, AuditService],
  exports: [AuditService],
})
export class AuditModule {}
