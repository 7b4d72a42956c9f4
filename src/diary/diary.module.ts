import { Module } from '@nestjs/common';
import { Diaries } from './diaries';
import { DiariesController, DiaryProtocolController } from './diaries.controller';
import { DiaryPagesController } from './diary-pages.controller';
import { DiaryProtocols } from './diary-protocols';
import { DiaryStore } from './diary-store';
import { KeepDiary } from './keep-diary';
import { DiaryDoor } from './open-diary';

@Module({ controllers: [DiariesController, DiaryProtocolController, DiaryPagesController], providers: [Diaries, DiaryProtocols, DiaryStore, DiaryDoor, KeepDiary] })
export class DiaryModule {}
