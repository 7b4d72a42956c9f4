/**
 * A 278 request read back, by node-x12 and by what is known of its layout: written from the layout and not from the renderer, with codes of its own.
 * `faults`: what is not as it must be; none where the text can be read for what it says.
 */
import { X12Interchange, X12Parser, type X12Segment } from 'node-x12';
import { isPlainDate } from '../../machines/kernel/calendar';
import { isNpi } from '../../machines/directory';

export interface Read278 {
  readonly control: number;
  readonly usage: string;
  readonly sender: string;
  readonly receiver: string;
  readonly issuedAt: string;
  readonly packetId: string;
  readonly reviewer: Party;
  readonly requester: Party;
  readonly contact?: { readonly name: string; readonly ways: Readonly<Record<string, string>> };
  readonly subscriber: Person;
  /** Where the subscriber is another. */
  readonly patient?: Person & { readonly relationship: string };
  readonly event: Asked & { readonly references: readonly string[]; readonly diagnoses: readonly string[]; readonly attachments: readonly (readonly [type: string, number: string])[]; readonly message: string };
  readonly performing?: Party;
  readonly facility?: Party;
  readonly lines: readonly (Asked & { readonly claimType: string; readonly code: string; readonly modifiers: readonly string[]; readonly units: number })[];
}

interface Party {
  readonly name: string;
  readonly given?: string;
  readonly number: string;
}

interface Person extends Party {
  readonly birthDate: string;
  readonly sex?: string;
}

interface Asked {
  readonly trace: string;
  readonly originator: string;
  readonly place: string;
  readonly isExpedited: boolean;
  readonly on?: string;
}

export type Reading = { readonly faults: readonly string[]; readonly request?: Read278 };

interface Loop {
  readonly id: string;
  readonly parent: string;
  readonly level: string;
  readonly hasChildren: string;
  readonly segments: readonly X12Segment[];
}

/** Level: the one above it, and its segments in their order. */
const LEVELS: Readonly<Record<string, readonly [above: string, layout: RegExp]>> = {
  20: ['', /^NM1$/], 21: ['20', /^NM1( PER)?$/], 22: ['21', /^NM1 DMG$/], 23: ['22', /^NM1 DMG INS$/],
  EV: ['22 23', /^TRN UM( REF){0,2}( DTP)?( HI)?( PWK)+ MSG( NM1){0,2}$/], SS: ['EV', /^TRN UM( DTP)? SV[12] HSD$/],
};

export function read278(text: string): Reading {
  const faults: string[] = [];
  const must = (isSo: boolean, what: string): void => void (isSo || faults.push(what));
  let parsed;
  try {
    parsed = new X12Parser(true).parse(text);
  } catch (error) {
    return { faults: [`node-x12: ${(error as Error).message}`] };
  }
  if (!(parsed instanceof X12Interchange)) return { faults: ['more than one interchange'] };
  const [group] = parsed.functionalGroups;
  const [transaction] = group?.transactions ?? [];
  if (group === undefined || transaction === undefined || parsed.functionalGroups.length !== 1 || group.transactions.length !== 1) return { faults: ['not one transaction'] };

  // As sent: the parser reads the interchange's number as a number.
  const raw = text.split('~').slice(0, -1).map((segment) => segment.split('*'));
  const [isa = [], iea = []] = [raw[0], raw.at(-1)];
  must(raw[0]?.join('*').length === 105, 'the header has not its length');
  must(/^\d{9}$/.test(isa[13] ?? '') && Number(isa[13]) > 0 && isa[13] === iea[2] && iea[1] === '1', 'the interchange\'s number or count');
  must(isa[11] === '^' && isa[12] === '00501' && isa[16] === ':' && ['T', 'P'].includes(isa[15] ?? ''), 'the header\'s codes');
  must(at(group.header, 1) === 'HI' && at(group.header, 7) === 'X' && at(group.header, 8) === '005010X217', 'the group\'s codes');
  must(at(group.header, 6) === at(group.trailer, 2) && at(group.header, 6) === String(Number(isa[13])) && at(group.trailer, 1) === '1', 'the group\'s number or count');
  must(at(group.header, 2) === isa[6]?.trimEnd() && at(group.header, 3) === isa[8]?.trimEnd(), 'the group\'s partners');
  must(at(group.header, 4).slice(2) === isa[9] && at(group.header, 5) === isa[10], 'the group\'s time');
  must(at(transaction.header, 1) === '278' && at(transaction.header, 2) === at(transaction.trailer, 2) && at(transaction.header, 3) === '005010X217', 'the transaction\'s codes');
  must(at(transaction.trailer, 1) === String(transaction.segments.length + 2), 'the count of segments');
  must(raw.length === transaction.segments.length + 6, 'segments outside the transaction');

  const [bht, ...rest] = transaction.segments;
  must(bht?.tag === 'BHT' && at(bht, 1) === '0007' && at(bht, 2) === '13' && at(bht, 4) === at(group.header, 4) && at(bht, 5) === at(group.header, 5), 'the beginning');
  const loops = loopsOf(rest);
  must(/^20 21 22( 23)? EV( SS)+$/.test(loops.map(({ level }) => level).join(' ')), 'the levels');
  loops.forEach(({ id, parent, level, hasChildren, segments }, index) => {
    const [above, layout] = LEVELS[level] ?? ['', /^$/];
    must(id === String(index + 1), `the number of level ${level}`);
    must(above.split(' ').includes(loops.find((other) => other.id === parent)?.level ?? '') && (above === '' ? parent === '' : Number(parent) < Number(id)), `the parent of level ${level}`);
    must(hasChildren === (loops.some((other) => other.parent === id) ? '1' : '0'), `the children of level ${level}`);
    must(layout.test(segments.map(({ tag }) => tag).join(' ')), `the segments of level ${level}`);
  });
  if (faults.length > 0) return { faults };

  const [reviewing, requesting, subscribing] = loops as [Loop, Loop, Loop];
  const depending = loops.find(({ level }) => level === '23');
  const event = loops.find(({ level }) => level === 'EV') as Loop;
  const services = loops.filter(({ level }) => level === 'SS');
  must(depending === undefined || event.parent === depending.id, 'whose event it is');
  const party = (segment: X12Segment | undefined, role: string, kind: '1' | '2', qualifier: string): Party => {
    must(at(segment, 1) === role && at(segment, 2) === kind && at(segment, 3) !== '', `who is ${role}`);
    must(at(segment, 9) === '' ? at(segment, 8) === '' : at(segment, 8) === qualifier, `the kind of number of ${role}`);
    must(qualifier !== 'XX' || at(segment, 9) === '' || isNpi(at(segment, 9)), `the number of ${role}`);
    must((kind === '1') === (at(segment, 4) !== ''), `the given name of ${role}`);
    return { name: at(segment, 3), ...(kind === '1' && { given: at(segment, 4) }), number: at(segment, 9) };
  };
  const dated = (segment: X12Segment | undefined, qualifier: string): string | undefined => {
    if (segment === undefined) return undefined;
    const on = dayOf(at(segment, 3));
    must(at(segment, 1) === qualifier && at(segment, 2) === 'D8' && isPlainDate(on), `the date ${qualifier}`);
    return on;
  };
  const asked = (loop: Loop, qualifier: string): Asked => {
    const [trn, um] = [only(loop, 'TRN'), only(loop, 'UM')];
    must(at(trn, 1) === '1' && at(trn, 2) !== '' && /^.{10}$/.test(at(trn, 3)), `the trace of level ${loop.level}`);
    must(`${at(um, 1)} ${at(um, 2)} ${at(um, 3)}` === 'HS I 2' && /^[EU]$/.test(at(um, 6)) && /^(\d{2}:B|\d{2}:A(:\d)?|)$/.test(at(um, 4)), `the review of level ${loop.level}`);
    const on = dated(only(loop, 'DTP'), qualifier);
    return { trace: at(trn, 2), originator: at(trn, 3), place: at(um, 4), isExpedited: at(um, 6) === 'U', ...(on !== undefined && { on }) };
  };

  const person = (loop: Loop, role: string, qualifier: string): Person => {
    const dmg = only(loop, 'DMG');
    must(at(dmg, 1) === 'D8' && isPlainDate(dayOf(at(dmg, 2))), 'the birth date');
    must(/^[FMU]?$/.test(at(dmg, 3)), 'the sex');
    return { ...party(only(loop, 'NM1'), role, '1', qualifier), birthDate: dayOf(at(dmg, 2)), ...(at(dmg, 3) !== '' && { sex: at(dmg, 3) }) };
  };
  const ins = depending && only(depending, 'INS');
  must(ins === undefined || (at(ins, 1) === 'N' && /^(01|19|G8)$/.test(at(ins, 2))), 'what the patient is to the subscriber');
  const hi = only(event, 'HI')?.elements.map(({ value }) => value.split(':')) ?? [];
  must(hi.length <= 12 && hi.every(([qualifier, code = '', more], index) => qualifier === (index === 0 ? 'ABK' : 'ABF') && /^[A-Z]\d[0-9A-Z]{1,5}$/.test(code) && more === undefined), 'the diagnoses');
  const attachments = all(event, 'PWK');
  attachments.forEach((pwk) => must(/^[A-Z0-9]{2}$/.test(at(pwk, 1)) && at(pwk, 2) === 'EL' && at(pwk, 5) === 'AC' && at(pwk, 6) !== '', 'an attachment'));
  must(new Set(attachments.map((pwk) => at(pwk, 6))).size === attachments.length, 'two attachments of one number');
  const references = all(event, 'REF');
  references.forEach((ref) => must(at(ref, 1) === 'BB' && at(ref, 2) !== '', 'a reference'));
  const providers = all(event, 'NM1');
  must(providers.map((nm1) => at(nm1, 1)).join(' ').match(/^(71)? ?(FA)?$/) !== null, 'who performs and where');
  const [performing, facility] = ['71', 'FA'].map((role) => providers.find((nm1) => at(nm1, 1) === role));
  const lines = services.map((loop) => {
    const service = loop.segments.find(({ tag }) => tag.startsWith('SV'));
    const isFacility = service?.tag === 'SV2';
    const [kind, code = '', ...modifiers] = at(service, isFacility ? 2 : 1).split(':');
    const [unit, units] = isFacility ? [at(service, 4), at(service, 5)] : [at(service, 3), at(service, 4)];
    const hsd = only(loop, 'HSD');
    must(kind === 'HC' && /^[0-9A-Z]{5}$/.test(code) && unit === 'UN' && /^[1-9]\d*$/.test(units), 'a service');
    must(at(hsd, 1) === 'UN' && at(hsd, 2) === units, 'how much of a service');
    return { ...asked(loop, '472'), claimType: isFacility ? 'facility' : 'professional', code, modifiers, units: Number(units) };
  });
  const per = only(requesting, 'PER');
  const ways = Object.fromEntries(['TE', 'FX', 'EM'].flatMap((kind) => [3, 5, 7].filter((place) => at(per, place) === kind).map((place) => [kind, at(per, place + 1)])));
  must(per === undefined || (at(per, 1) === 'IC' && Object.keys(ways).length === (per.elements.length - 2) / 2 && Object.values(ways).every((way) => way !== '')), 'the contact');
  const request: Read278 = {
    control: Number(isa[13]), usage: isa[15] ?? '', sender: isa[6]?.trimEnd() ?? '', receiver: isa[8]?.trimEnd() ?? '',
    issuedAt: `${dayOf(at(group.header, 4))} ${at(group.header, 5)}`, packetId: at(bht, 3),
    reviewer: party(only(reviewing, 'NM1'), 'X3', '2', 'PI'), requester: party(only(requesting, 'NM1'), '1P', '2', 'XX'), ...(per !== undefined && { contact: { name: at(per, 2), ways } }),
    subscriber: person(subscribing, 'IL', 'MI'), ...(depending !== undefined && { patient: { ...person(depending, 'QC', ''), relationship: at(ins, 2) } }),
    event: {
      ...asked(event, 'AAH'), references: references.map((ref) => at(ref, 2)), diagnoses: hi.map(([, code = '']) => `${code.slice(0, 3)}${code.length > 3 ? '.' : ''}${code.slice(3)}`),
      attachments: attachments.map((pwk) => [at(pwk, 1), at(pwk, 6)] as const), message: at(only(event, 'MSG'), 1),
    },
    ...(performing !== undefined && { performing: party(performing, '71', '1', 'XX') }), ...(facility !== undefined && { facility: party(facility, 'FA', '2', 'XX') }),
    lines,
  };
  const { trace, ...whole } = request.event;
  must(new Set([trace, ...lines.map((line) => line.trace)]).size === lines.length + 1, 'two traces of one number');
  lines.forEach((line) => must(['originator', 'place', 'isExpedited', 'on'].every((key) => line[key as 'on'] === whole[key as 'on']), 'a line that says another thing than its event'));
  must([request.reviewer, request.requester, request.subscriber].every(({ number }) => number !== ''), 'a number that a request cannot be without');
  return faults.length > 0 ? { faults } : { faults, request };
}

function loopsOf(segments: readonly X12Segment[]): readonly Loop[] {
  const starts = segments.flatMap(({ tag }, index) => (tag === 'HL' ? [index] : []));
  return starts.map((start, index) => {
    const hl = segments[start];
    return { id: at(hl, 1), parent: at(hl, 2), level: at(hl, 3), hasChildren: at(hl, 4), segments: segments.slice(start + 1, starts[index + 1]) };
  });
}

function all({ segments }: Loop, tag: string): readonly X12Segment[] {
  return segments.filter((segment) => segment.tag === tag);
}

function only(loop: Loop, tag: string): X12Segment | undefined {
  return all(loop, tag)[0];
}

/** An element by its place, counted from 1 as the layout counts. */
function at(segment: X12Segment | undefined, place: number): string {
  return segment?.elements[place - 1]?.value ?? '';
}

function dayOf(day: string): string {
  return day.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}
