/** One day: what it is, whose, how it is counted, and what can be done about it here. */
import { Anchor, Button, Group, Table, Text, VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/session';
import { deadlineInWords } from '../../parts/deadline-words';
import { daysBetween } from '../../parts/dates';
import { DeadlineArithmetic, DeadlineState } from '../../parts/deadline-parts';
import { dateInWords, daysInWords, nameInWords, spaced, stepInWords } from '../../parts/words';
import type { DueDay } from './due-days';

export type Doing = { readonly what: 'acknowledge' | 'chase' | 'receive'; readonly day: DueDay };

export function DueDayLine({ day, asOf, payers, onDo }: { readonly day: DueDay; readonly asOf: string; readonly payers: ReadonlyMap<string, string>; readonly onDo: (doing: Doing) => void }) {
  const { kind, on, contestedUntil, state, name, payer, step, where, arithmetic, overriddenBy, facilityId } = day;
  const what = deadlineInWords(kind, step);
  const whose = name === undefined ? facilityId ?? 'The practice' : nameInWords(name);
  return (
    <Table.Tr>
      <Table.Td className="deadline-when"><Text size="sm" fw={600}>{dateInWords(on)}</Text><Text size="xs" c="dimmed">{daysInWords(daysBetween(asOf, on))}</Text></Table.Td>
      <Table.Td>
        <Group gap="xs"><Text size="sm" fw={600} component="span">{what}</Text>{kind !== 'earliest-day' && state !== 'due-later' && <DeadlineState state={state} />}</Group>
        {contestedUntil !== null && <Text size="sm">By another reading {dateInWords(contestedUntil)}.</Text>}
        {kind === 'earliest-day' && <Text size="sm" c="dimmed">From this day on, time has met what it alone meets.</Text>}
        <DeadlineArithmetic arithmetic={arithmetic} overriddenBy={overriddenBy} of={`${what}, ${whose}`} />
        <Acts day={day} whose={whose} onDo={onDo} />
      </Table.Td>
      <Table.Td><Whose day={day} whose={whose} />{kind !== 'earliest-day' && step !== undefined && step !== null && <Text size="xs" c="dimmed">{stepInWords(step)}</Text>}{where !== undefined && <Text size="xs" c="dimmed">{where}</Text>}</Table.Td>
      <Table.Td><Text size="sm">{payer === undefined || payer === null ? '' : payers.get(payer) ?? spaced(payer)}</Text></Table.Td>
    </Table.Tr>
  );
}

/** To where the day is worked on; who may only book asks for a day. */
export function Whose({ day: { kind, patientId, authorizationId, episodeId, step }, whose }: { readonly day: DueDay; readonly whose: string }) {
  const [mayRead, mayReadAuthorization, mayBook] = [useMay('read-patient'), useMay('read-authorizations'), useMay('may-i-book')];
  if (patientId === undefined) return <Anchor size="sm" renderRoot={(props) => <Link to="/directory" {...props} />}>{whose}</Anchor>;
  if (!mayRead) return mayBook ? <Anchor size="sm" renderRoot={(props) => <Link to="/may-i-book" search={{ patient: patientId }} {...props} />}>{whose}</Anchor> : <Text size="sm">{whose}</Text>;
  if (kind === 'earliest-day' && typeof episodeId === 'string') return <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/episodes/$episodeId/checklist" params={{ patientId, episodeId }} search={{ step: step ?? undefined }} {...props} />}>{whose}</Anchor>;
  if (authorizationId !== null && mayReadAuthorization) return <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId/authorizations/$authorizationId" params={{ patientId, authorizationId }} {...props} />}>{whose}</Anchor>;
  return <Anchor size="sm" renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>{whose}</Anchor>;
}

function Acts({ day, whose, onDo }: { readonly day: DueDay; readonly whose: string; readonly onDo: (doing: Doing) => void }) {
  const mayTrack = useMay('track-authorization');
  const acts: readonly (readonly [Doing['what'], string])[] = day.kind === 'expired' ? [['acknowledge', 'Acknowledge']] : day.kind === 'records-chase' ? [['chase', 'Asked again'], ['receive', 'They came']] : [];
  if (!mayTrack || acts.length === 0) return null;
  return <Group gap="xs" mt={4} className="not-printed">{acts.map(([what, label]) => <Button key={what} size="compact-sm" variant="default" onClick={() => onDo({ what, day })}>{label}<VisuallyHidden>: {whose}</VisuallyHidden></Button>)}</Group>;
}
