import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Changes, Reads } from '../platform/auth/endpoint';
import { body, plain } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { Diaries } from './diaries';
import { DiaryProtocols } from './diary-protocols';
import { DiaryDto, DiaryProtocolDto } from './diary.dto';

@ApiTags('diaries')
@Controller('v1/patients/:patientId/diaries')
export class DiariesController {
  constructor(private readonly diaries: Diaries) {}

  @Post() @Adds('share-diary') @Answers('DiaryMade', 201)
  @ApiOperation({ summary: 'Make a patient\'s diary', description: 'Of one block, epidural or stimulator trial. Answers a link that cannot be guessed, once: hand it to the patient, who opens it with the date of birth. Until when entries are taken, the diary protocol says. What the patient sends becomes observations of the fact, with source `patient`.' })
  postDiary(@Writing() write: Write, @Param('patientId') patientId: string, @Body(body(DiaryDto)) dto: DiaryDto) {
    return this.diaries.make(write, patientId, dto);
  }

  @Get() @Reads('read-patient') @Answers('DiaryList', 200)
  @ApiOperation({ summary: 'The patient\'s diaries', description: 'Without their links: whether each was opened, how many entries came and when, until when it is open.' })
  getDiaries(@From() caller: Caller, @Param('patientId') patientId: string) {
    return this.diaries.list(caller, patientId);
  }

  @Delete(':diaryId') @Adds('share-diary') @Answers('Diary', 200)
  @ApiOperation({ summary: 'Revoke a patient\'s diary', description: 'Its link opens nothing from then on, and whoever has it open is out. What was sent stays in the record.' })
  deleteDiary(@Writing() write: Write, @Param('patientId') patientId: string, @Param('diaryId') diaryId: string) {
    return this.diaries.revoke(write, patientId, diaryId);
  }
}

@ApiTags('diaries')
@Controller('v1/diary-protocol')
export class DiaryProtocolController {
  constructor(private readonly protocols: DiaryProtocols) {}

  @Get() @Reads('read-directory') @Answers('DiaryProtocolAnswer', 200)
  @ApiOperation({ summary: 'How the practice\'s diaries are kept', description: 'Until when each kind takes entries, when the patient is asked, how long a closed link still answers. A practice\'s own habit, no payer\'s rule.' })
  getDiaryProtocol(@From() caller: Caller) {
    return this.protocols.read(caller);
  }

  @Put() @Changes('change-diary-protocol') @Answers('DiaryProtocolAnswer', 200)
  @ApiOperation({ summary: 'Change how the practice\'s diaries are kept', description: 'Of diaries that are made from now on; the window of one that was made stays as the patient was told.' })
  putDiaryProtocol(@Writing() write: Write, @Body(body(DiaryProtocolDto)) dto: DiaryProtocolDto) {
    return this.protocols.change(write, plain(dto));
  }
}
