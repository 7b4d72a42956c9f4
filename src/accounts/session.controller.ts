import { Body, Controller, Delete, Get, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OfSession, SignsIn } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { Myself, Visiting, type Person, type Visitor } from '../platform/http/parameters';
import { Answers, AnswersNothing } from '../platform/openapi/answers';
import { OwnOneTimeCode } from './own-one-time-code';
import { OwnSession } from './own-session';
import { CodeDto, ConfirmationDto, PasswordDto, SignInDto } from './session.dto';
import { SignIn } from './sign-in';

@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(private readonly signIn: SignIn, private readonly own: OwnSession, private readonly codes: OwnOneTimeCode) {}

  @Post() @SignsIn() @Answers('Session', 201)
  @ApiOperation({ summary: 'Sign in', description: 'Sets the cookie of the session. 401 `sign-in-refused` whatever was wrong, `one-time-code-needed` where the account asks for one; 429 `too-many-attempts` with Retry-After.' })
  postSession(@Visiting() visitor: Visitor, @Body(body(SignInDto)) dto: SignInDto) {
    return this.signIn.byPassword(dto, visitor);
  }

  @Get() @OfSession({ beforePasswordChange: true, background: true }) @Answers('Session', 200)
  @ApiOperation({ summary: 'Who is signed in, and until when', description: 'Asking does not put off the end of an idle session. 401 `not-signed-in` where nobody is.' })
  getSession(@Myself() person: Person) {
    return this.own.show(person);
  }

  @Delete() @OfSession({ write: 'session', beforePasswordChange: true }) @AnswersNothing()
  @ApiOperation({ summary: 'Sign out', description: 'Ends this session; others of the account go on.' })
  deleteSession(@Myself() person: Person) {
    return this.own.leave(person);
  }

  @Put('password') @OfSession({ write: 'session', beforePasswordChange: true }) @Answers('Session', 200)
  @ApiOperation({ summary: 'Change the own password', description: 'Ends the other sessions of the account; this one goes on with a new cookie and a new csrfToken.' })
  putPassword(@Myself() person: Person, @Visiting() visitor: Visitor, @Body(body(PasswordDto)) dto: PasswordDto) {
    return this.own.changePassword(person, dto, visitor);
  }

  @Post('one-time-code') @OfSession({ write: 'session' }) @Answers('OneTimeSecret', 201)
  @ApiOperation({ summary: 'Begin with one-time codes', description: 'Answers the secret for an authenticator app, once; nothing is asked for until a code has confirmed it.' })
  postOneTimeCode(@Myself() person: Person, @Visiting() visitor: Visitor, @Body(body(ConfirmationDto)) { currentPassword }: ConfirmationDto) {
    return this.codes.begin(person, currentPassword, visitor);
  }

  @Post('one-time-code/confirmation') @OfSession({ write: 'session' }) @AnswersNothing()
  @ApiOperation({ summary: 'Confirm one-time codes', description: 'With a code of the app. From then on signing in with the password takes one.' })
  postOneTimeCodeConfirmation(@Myself() person: Person, @Body(body(CodeDto)) { code }: CodeDto) {
    return this.codes.finish(person, code);
  }

  @Post('one-time-code/removal') @OfSession({ write: 'session' }) @AnswersNothing()
  @ApiOperation({ summary: 'Sign in without one-time codes again', description: 'Takes the password: a session left open takes no second factor off.' })
  postOneTimeCodeRemoval(@Myself() person: Person, @Visiting() visitor: Visitor, @Body(body(ConfirmationDto)) { currentPassword }: ConfirmationDto) {
    return this.codes.remove(person, currentPassword, visitor);
  }
}
