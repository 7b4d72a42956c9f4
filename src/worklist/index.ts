import { Module } from '@nestjs/common';
import { ListWork } from './list-work';
import { WorklistController } from './worklist.controller';

@Module({ controllers: [WorklistController], providers: [ListWork] })
export class WorklistModule {}
