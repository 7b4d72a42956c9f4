import { Field, Id, Line, OneOf, Text, constraint } from '../platform/http/fields';
import { PageDto } from '../platform/http/page';

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

export class MappingDto {
  @Field({ description: 'The whole mapping (docs/import.md). What is wrong with it is told by its own pointers.' }, { type: 'object', additionalProperties: true }, constraint('isObject', 'a mapping is expected: a JSON object', isObject))
  mapping!: Readonly<Record<string, unknown>>;
}

export class ImportOptionsDto {
  @Line({ description: 'Whose file it is: a mapping that was saved for this source, or one that ships.', max: 40, example: 'northside-ehr' }) source!: string;
  @OneOf(['true', 'false'], { description: 'true: stored when nothing is refused. Left out: a dry run, which can be recorded afterwards.', optional: true }) record?: string;
  @OneOf(['true', 'false'], { description: 'With record: what is not refused is stored, where something is.', optional: true }) partial?: string;
}

export class RecordImportDto {
  @OneOf(['all', 'not-refused'], { description: '`all`: only when nothing was refused. `not-refused`: the rest, where something was.' }) what!: 'all' | 'not-refused';
}

export class RefusalsDto extends PageDto {}

export class HeldListDto extends PageDto {
  @OneOf(['waiting', 'linked', 'registered', 'dismissed'], { description: 'Left out: waiting.', optional: true }) state?: 'waiting' | 'linked' | 'registered' | 'dismissed';
}

export class LinkHeldDto {
  @Id({ description: 'The patient of this practice who it is.' }) patientId!: string;
}

export class RegisterHeldDto {
  @Field({ description: 'Somebody has looked: it is none of the practice\'s patients.' }, { type: Boolean, enum: [true] }, constraint('isTrue', 'true is expected', (value) => value === true)) confirmedNew!: true;
}

export class ReasonDto {
  @Text({ description: 'Why.' }) reason!: string;
}

export class UnlinkDto extends ReasonDto {
  @Line({ description: 'The source, as the link names it.', max: 40 }) source!: string;
  @Line({ description: 'The patient\'s key there, as the link names it.', max: 200 }) key!: string;
}
