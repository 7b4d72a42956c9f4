import { Module } from '@nestjs/common';
import { AnswerHooks } from './answer-hooks';
import { CdsHooksController } from './cds-hooks.controller';

export { CDS_CLIENTS, NO_CDS_CLIENTS, type CdsClients } from './cds-client';
export { openCdsClients } from './open-cds-clients';

@Module({ controllers: [CdsHooksController], providers: [AnswerHooks] })
export class CdsHooksModule {}
