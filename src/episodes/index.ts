import { Module } from '@nestjs/common';
import { Episodes } from './episodes';
import { EpisodesController } from './episodes.controller';

@Module({ controllers: [EpisodesController], providers: [Episodes] })
export class EpisodesModule {}
