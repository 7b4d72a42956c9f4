import { Module } from '@nestjs/common';
import { ChangesController } from './changes.controller';
import { CHANGES_PACE, FollowChanges, PACE } from './follow-changes';

@Module({ controllers: [ChangesController], providers: [FollowChanges, { provide: CHANGES_PACE, useValue: PACE }] })
export class ChangesModule {}
