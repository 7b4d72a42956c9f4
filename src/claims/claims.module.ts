import { Module } from '@nestjs/common';
import { ClaimsController } from './claims.controller';
import { CodeServices } from './code-services';

@Module({ controllers: [ClaimsController], providers: [CodeServices] })
export class ClaimsModule {}
