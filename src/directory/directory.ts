/** The practice's directory, read and written: each entry recorded whole, as an event of the practice's log. */
import { Inject, Injectable } from '@nestjs/common';
import { decideDirectory, entriesOf, missingOfEntry, type Directory as DirectoryState, type DirectoryCommand, type DirectoryRecord, type EntryKind, type Organization } from '../../machines/directory';
import { Audited } from '../platform/audit/audited';
import type { Caller } from '../platform/auth/caller';
import { CLOCK, todayIn, type Clock } from '../platform/clock/clock';
import { answer, type Answer, type Answered } from '../platform/http/answer';
import { plain } from '../platform/http/envelope';
import { ID } from '../platform/http/fields';
import type { Write } from '../platform/http/parameters';
import { tagOf } from '../platform/http/preconditions';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { PracticeWrites, type RecordedPractice } from '../platform/practice-log/practice-writes';

const ACTION = 'change-directory';

@Injectable()
export class Directory {
  constructor(private readonly writes: PracticeWrites, private readonly practiceLog: PracticeLog, private readonly audited: Audited, @Inject(CLOCK) private readonly clock: Clock) {}

  async practice(caller: Caller): Promise<Answered> {
    const { version, directory } = await this.read(caller, 'practice');
    return answer(200, { version, practice: viewOfPractice(directory.practice) }, { etag: tagOf(version) });
  }

  async list(caller: Caller, kind: EntryKind): Promise<Answered> {
    const { version, directory } = await this.read(caller, kind);
    return answer(200, { version, asOf: todayIn(caller.timeZone, this.clock.now()), items: entriesOf(directory, kind).map((entry) => viewOf(kind, entry)) }, { etag: tagOf(version) });
  }

  recordPractice(write: Write, dto: Organization): Promise<Answered> {
    return this.change(write, 'practice', 200, () => ({ type: 'RecordOrganization', organization: plain(dto) }), ({ practice, ...recorded }) =>
      answered(recorded, 200, { practice: viewOfPractice(practice.directory.practice) }));
  }

  /** A new entry under an id of its own. */
  add(write: Write, kind: EntryKind, commandOf: (id: string) => DirectoryCommand): Promise<Answered> {
    return this.change(write, kind, 201, (newId) => commandOf(newId()), (recorded) => entryAnswer(recorded, 201, kind, recorded.newId()));
  }

  /** In place of an entry, or of a payer that was not there. */
  put(write: Write, kind: EntryKind, id: string, command: DirectoryCommand): Promise<Answered> {
    return this.change(write, `${kind}/${ID.test(id) ? id : ''}`, 200, () => command, (recorded) => entryAnswer(recorded, 200, kind, id), kind === 'payer' ? undefined : { kind, id });
  }

  remove(write: Write, kind: EntryKind, id: string, reason: string): Promise<Answered> {
    return this.change(write, `${kind}/${ID.test(id) ? id : ''}`, 200, () => ({ type: 'RemoveEntry', kind, id, reason }), (recorded) => entryAnswer(recorded, 200, kind, id), { kind, id });
  }

  private async read(caller: Caller, what: string): Promise<{ readonly version: number; readonly directory: DirectoryState }> {
    const { version, state } = await this.practiceLog.newest(caller.practice);
    await this.audited.read(caller, 'read-directory', `directory/${what}@${version}`);
    return { version, directory: state.directory };
  }

  private change(write: Write, resource: string, status: 200 | 201, commandOf: (newId: () => string) => DirectoryCommand, answerOf: (recorded: RecordedPractice) => Answer, known?: { readonly kind: EntryKind; readonly id: string }): Promise<Answered> {
    return this.writes.write(write, {
      action: ACTION, status, resource: `directory/${resource}`,
      decide: ({ directory }, recordedAt, newId) => {
        const given = { actor: write.caller.actor, recordedAt };
        // What replaces an entry needs one: the refusal is that of a removal.
        if (known !== undefined && !entriesOf(directory, known.kind).some(({ id }) => id === known.id)) return decideDirectory({ type: 'RemoveEntry', ...known, reason: '' }, directory, given);
        return decideDirectory(commandOf(newId), directory, given);
      },
      answer: answerOf,
    });
  }
}

function entryAnswer({ practice, ...recorded }: RecordedPractice, status: 200 | 201, kind: EntryKind, id: string): Answer {
  const entry = entriesOf(practice.directory, kind).find((each) => each.id === id);
  return answered(recorded, status, { [kind]: entry === undefined ? null : viewOf(kind, entry) });
}

function answered({ version, recordedAt, asOf }: Omit<RecordedPractice, 'practice'>, status: 200 | 201, body: object): Answer {
  return answer(status, { version, recordedAt, asOf, ...body }, { etag: tagOf(version) });
}

/** An entry, and which of its fields a payer asks for that it does not have. */
function viewOf(record: DirectoryRecord, entry: object): object {
  return { ...entry, missing: missingOfEntry(record, entry) };
}

function viewOfPractice(practice: Organization | undefined): object | null {
  return practice === undefined ? null : viewOf('practice', practice);
}
