import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Open, Reads } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { CALENDAR_TYPE } from '../platform/http/media-types';
import { From, Known, RequestId, Writing, type Write } from '../platform/http/parameters';
import { Answers, AnswersBytes } from '../platform/openapi/answers';
import { FeedDto } from './deadline.dto';
import { Feeds } from './feeds';

@ApiTags('deadlines')
@Controller('v1/deadlines/feeds')
export class FeedsController {
  constructor(private readonly feeds: Feeds) {}

  @Post() @Adds('share-deadlines') @Answers('DeadlineFeedMade', 201)
  @ApiOperation({ summary: 'Make a calendar feed', description: 'Answers a link that cannot be guessed, once. Who has it reads kinds, payers and days, no names. Revoke it when it is no longer needed.' })
  postFeed(@Writing() write: Write, @Body(body(FeedDto)) { label }: FeedDto) {
    return this.feeds.make(write, label);
  }

  @Get() @Reads('share-deadlines') @Answers('DeadlineFeedList', 200)
  @ApiOperation({ summary: 'The practice\'s calendar feeds', description: 'Without their links.' })
  getFeeds(@From() caller: Caller) {
    return this.feeds.list(caller);
  }

  @Delete(':feedId') @Adds('share-deadlines') @Answers('DeadlineFeed', 200)
  @ApiOperation({ summary: 'Revoke a calendar feed', description: 'Its link answers nothing from then on.' })
  deleteFeed(@Writing() write: Write, @Param('feedId') feedId: string) {
    return this.feeds.revoke(write, feedId);
  }

  @Get(':link') @Open({ gives: [CALENDAR_TYPE] }) @AnswersBytes(CALENDAR_TYPE)
  @ApiOperation({ summary: 'The deadlines as a calendar', description: 'iCalendar (RFC 5545) for whoever has the link, `<token>.ics`; send its ETag back as If-None-Match.' })
  @ApiParam({ name: 'link', description: 'Token and `.ics`, as the link was given.' })
  @ApiProduces(CALENDAR_TYPE)
  getFeed(@Param('link') name: string, @RequestId() requestId: string, @Known() known?: string) {
    return this.feeds.read(name, known, requestId);
  }
}
