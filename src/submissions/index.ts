import { Module } from '@nestjs/common';
import { PacketsModule } from '../packets';
import { Channels } from './channels';
import { Submissions } from './submissions';
import { SubmissionsController, WaitingSubmissionsController } from './submissions.controller';
import { WaitingSubmissions } from './waiting-submissions';

export { announceSubmissions, SUBMISSION } from './announce-submissions';
export { AccessTokens } from './access-tokens';
export { DeliverSubmission, PACE } from './deliver-submission';
export { openPayerEndpoints } from './open-payer-endpoints';
export { PAYER_ENDPOINTS, type PayerEndpoint, type PayerEndpoints } from './payer-endpoint';

@Module({ imports: [PacketsModule], controllers: [SubmissionsController, WaitingSubmissionsController], providers: [Channels, Submissions, WaitingSubmissions] })
export class SubmissionsModule {}
