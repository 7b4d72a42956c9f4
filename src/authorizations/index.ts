import { Module } from '@nestjs/common';
import { AuthorizationsController } from './authorizations.controller';
import { AnswerNeed } from './authorization-need';
import { Authorizations } from './authorizations';

export { approvalsOnRecord } from './approvals-on-record';

@Module({ controllers: [AuthorizationsController], providers: [Authorizations, AnswerNeed] })
export class AuthorizationsModule {}
