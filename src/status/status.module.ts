import { Module } from '@nestjs/common';
import { GetStatus } from './get-status';
import { StatusController } from './status.controller';
import { GetTimeline } from './timeline';
import { AnswerWhatIf } from './what-if';

@Module({ controllers: [StatusController], providers: [GetStatus, AnswerWhatIf, GetTimeline] })
export class StatusModule {}
