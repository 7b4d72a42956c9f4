/** Days that must not be missed: as a list, overdue first, or as a month. Every day says how it is counted. */
import { Button, Checkbox, Group, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconCalendarShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { api, ask } from '../../api/client';
import { useMay, useToday } from '../../api/session';
import { deadlineInWords } from '../../parts/deadline-words';
import { ChaseDialog, ReceiptDialog } from '../../parts/records-dialogs';
import { Screen } from '../../parts/screen';
import { TableDownload } from '../../parts/table-download';
import { AcknowledgeDialog } from './acknowledge-dialog';
import { DueCalendar } from './due-calendar';
import type { Doing } from './due-day-line';
import { DueDayList } from './due-day-list';
import { dueFilterOf, PATIENT_KINDS } from './due-days';
import { FeedsDialog } from './feeds';
import { monthOf } from './month';
import './deadlines.css';

export function DeadlinesScreen() {
  const search = useSearch({ from: '/deadlines' });
  const navigate = useNavigate();
  const today = useToday();
  const [mayShare, mayReadDirectory] = [useMay('share-deadlines'), useMay('read-directory')];
  const [isSharing, setSharing] = useState(false);
  const [doing, setDoing] = useState<Doing>();
  const filter = useMemo(() => dueFilterOf(search), [search]);
  const isCalendar = search['show'] === 'calendar';
  // The earliest days are the queue's, and the practice's own are at the end of the whole table.
  const isOfList = filter.kind !== 'earliest-day' && filter.kind !== 'exemptions';
  const directory = useQuery({ queryKey: ['directory', 'payers'], queryFn: () => ask(api.GET('/v1/payers')), enabled: mayReadDirectory });
  const payers = useMemo(() => new Map((directory.data?.items ?? []).map(({ id, name }) => [id, name])), [directory.data]);
  const put = (changes: Readonly<Record<string, string | undefined>>): void => void navigate({ to: '/deadlines', search: { ...search, ...changes }, replace: true });
  return (
    <Screen title="Deadlines" actions={<>{isOfList && <TableDownload path="/v1/deadlines" name="deadlines" filter={{ kind: filter.kind, payer: filter.payer, overdue: filter.overdue }} />}{mayShare && <Button variant="default" leftSection={<IconCalendarShare size={18} aria-hidden />} onClick={() => setSharing(true)}>In your own calendar</Button>}</>}>
      <Group gap="sm" align="flex-end" className="not-printed">
        <SegmentedControl aria-label="Shown as" value={isCalendar ? 'calendar' : 'list'} onChange={(value) => put({ show: value === 'calendar' ? 'calendar' : undefined })} data={[{ value: 'list', label: 'List' }, { value: 'calendar', label: 'Month' }]} />
        <NativeSelect size="xs" label="Kind" value={filter.kind ?? ''} onChange={(event) => put({ kind: event.currentTarget.value })} data={[{ value: '', label: 'Every kind' }, ...[...PATIENT_KINDS, 'earliest-day'].map((kind) => ({ value: kind, label: deadlineInWords(kind) })), { value: 'exemptions', label: 'Exemptions of the practice' }]} />
        {mayReadDirectory && <NativeSelect size="xs" label="Payer" value={filter.payer ?? ''} onChange={(event) => put({ payer: event.currentTarget.value })} data={[{ value: '', label: 'Any payer' }, ...[...payers].map(([value, label]) => ({ value, label }))]} />}
        <Checkbox label="Overdue only" checked={filter.overdue === 'true'} onChange={(event) => put({ overdue: event.currentTarget.checked ? 'true' : undefined })} pb={6} />
      </Group>
      {isCalendar ? <DueCalendar filter={filter} month={monthOf(search['month'], today)} today={today} /> : <DueDayList filter={filter} payers={payers} onDo={setDoing} />}
      {isSharing && <FeedsDialog onClose={() => setSharing(false)} />}
      {doing?.what === 'acknowledge' && <AcknowledgeDialog day={doing.day} onClose={() => setDoing(undefined)} />}
      {doing !== undefined && doing.what !== 'acknowledge' && <RecordsDoing doing={doing} onClose={() => setDoing(undefined)} />}
    </Screen>
  );
}

function RecordsDoing({ doing: { what, day }, onClose }: { readonly doing: Doing; readonly onClose: () => void }) {
  const { patientId = '', recordsRequestId } = day;
  const { data } = useQuery({ queryKey: ['patient', patientId, 'deadlines'], queryFn: () => ask(api.GET('/v1/patients/{patientId}/deadlines', { params: { path: { patientId } } })) });
  const request = data?.recordsRequests.find((each) => each.recordsRequestId === recordsRequestId);
  if (data === undefined || request === undefined) return null;
  const common = { patientId, version: data.version, request, onClose };
  return what === 'chase' ? <ChaseDialog {...common} /> : <ReceiptDialog {...common} />;
}
