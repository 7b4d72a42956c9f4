import { Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../platform/auth/endpoint';
import { Answer } from '../platform/http/answer';
import { KeepDiary } from './keep-diary';
import { DiaryDoor } from './open-diary';
import { HTML_TYPE } from './pages/layout';
import { STYLE } from './pages/style';
import { Visiting, type Visit } from './visit';

const GIVES = { gives: [HTML_TYPE] };
const STYLE_TYPE = 'text/css';

/** The patient's pages: plain HTML and forms, nothing that a program would call. */
@ApiExcludeController()
@Controller('diary')
export class DiaryPagesController {
  constructor(private readonly door: DiaryDoor, private readonly diary: KeepDiary) {}

  @Get('style.css') @Open({ gives: [STYLE_TYPE] })
  getStyle(): Answer {
    return new Answer(200, STYLE, { 'content-type': `${STYLE_TYPE}; charset=utf-8`, 'cache-control': 'public, max-age=3600' });
  }

  /** What a mail program hangs on the link (`?utm_source=`) is read, so that it is not refused, and means nothing. */
  @Get(':token') @Open(GIVES)
  getEntrance(@Visiting() visit: Visit, @Query() _: unknown) {
    return this.door.entrance(visit);
  }

  @Post(':token') @Open(GIVES)
  postBirthDate(@Visiting() visit: Visit) {
    return this.door.enter(visit);
  }

  @Get(':token/view/:choice') @Open(GIVES)
  getView(@Visiting() visit: Visit, @Param('choice') choice: string) {
    return this.door.choose(visit, choice);
  }

  @Get(':token/:page') @Open(GIVES)
  getPage(@Visiting() visit: Visit, @Param('page') page: string) {
    return this.diary.show(visit, page);
  }

  @Post(':token/:page') @Open(GIVES)
  postPage(@Visiting() visit: Visit, @Param('page') page: string) {
    return this.diary.take(visit, page);
  }
}
