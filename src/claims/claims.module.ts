import { Module } from '@nestjs/common';
import { ClaimsController } from './claims.controller';
import { CheckClaims } from './check-claims';
import { CodeServices } from './code-services';

@Module({ controllers: [ClaimsController], providers: [CodeServices, CheckClaims] })
export class ClaimsModule {}
