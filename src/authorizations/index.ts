import { Module } from '@nestjs/common';
import { PacketsModule } from '../packets';
import { AuthorizationsController } from './authorizations.controller';
import { AnswerNeed } from './authorization-need';
import { Authorizations } from './authorizations';
import { PayerAnswers } from './payer-answers';
import { RequestedLines } from './requested-lines';

export { approvalsOnRecord } from './approvals-on-record';
export { authorizationAnswer } from './authorizations';
export { readAnswerTo } from './payer-answers';

@Module({ imports: [PacketsModule], controllers: [AuthorizationsController], providers: [Authorizations, AnswerNeed, PayerAnswers, RequestedLines] })
export class AuthorizationsModule {}
