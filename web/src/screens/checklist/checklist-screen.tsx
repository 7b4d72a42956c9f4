/** A step's criteria one by one, with evidence and one thing to do for each; read-only under another policy or for another day. */
import { Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { checklistQuery, usePatient } from '../../api/patient';
import { Problem, type Schemas } from '../../api/client';
import { useToday } from '../../api/session';
import { daysBetween } from '../../parts/dates';
import { Loading } from '../../parts/loading';
import { Notice } from '../../parts/notice';
import { Result } from '../../parts/outcome';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { dateInWords, daysInWords, nameInWords, pathwayInWords, regionInWords, stepInWords, targetsInWords } from '../../parts/words';
import { ChecklistChoice, type Chosen } from './checklist-choice';
import { CriterionCard } from './criterion-card';

const KNOWN = ['step', 'policy', 'dateOfService', 'asOf'] as const;
const ORDER = ['unmet', 'unknown', 'review', 'met', 'not-asked'];
const COUNTED: Readonly<Record<string, string>> = { unmet: 'not met', unknown: 'cannot tell', review: 'for people to decide', met: 'met', 'not-asked': 'not asked' };

export function ChecklistScreen() {
  const { patientId, episodeId } = useParams({ from: '/patients/$patientId/episodes/$episodeId/checklist' });
  const search = useSearch({ from: '/patients/$patientId/episodes/$episodeId/checklist' });
  const navigate = useNavigate();
  const chosen: Chosen = Object.fromEntries(KNOWN.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])));
  const patient = usePatient(patientId);
  const checklist = useQuery(checklistQuery(patientId, episodeId, chosen));
  const choose = (change: Chosen): void => void navigate({ to: '/patients/$patientId/episodes/$episodeId/checklist', params: { patientId, episodeId }, search: { ...chosen, ...change }, replace: true });
  const episode = patient.data?.episodes.find((one) => one.episodeId === episodeId);
  const back = <Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} search={chosen.asOf === undefined ? {} : { asOf: chosen.asOf }} {...props} />}>{patient.data === undefined ? 'Back to the patient' : nameInWords(patient.data.name)}</Anchor>;
  return (
    <Screen title="Checklist" about={<>of {back}{patient.data !== undefined && `, born ${dateInWords(patient.data.birthDate)}`}{episode !== undefined && `; ${pathwayInWords(episode.pathway).toLowerCase()}, ${regionInWords(episode.region).toLowerCase()}`}</>}
      actions={<Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>Print</Button>}>
      <ChecklistChoice chosen={chosen} checklist={checklist.data} otherSteps={stepsIn(checklist.error)} pathway={episode?.pathway} onChange={choose} />
      {checklist.error !== null && <ProblemNote problem={checklist.error} title="There is no checklist for this" onAgain={() => void checklist.refetch()} />}
      {checklist.isPending && <Loading what="the checklist" />}
      {checklist.data !== undefined && <Answer patientId={patientId} episodeId={episodeId} checklist={checklist.data} isReadOnly={chosen.policy !== undefined} onBack={() => choose({ policy: undefined })} />}
    </Screen>
  );
}

/** A policy that does not speak of the step names those it speaks of. */
function stepsIn(error: unknown): readonly string[] {
  const steps = error instanceof Problem ? error.details['steps'] : undefined;
  return Array.isArray(steps) ? steps.map(String) : [];
}

function Answer({ patientId, episodeId, checklist, isReadOnly, onBack }: { readonly patientId: string; readonly episodeId: string; readonly checklist: Schemas['Checklist']; readonly isReadOnly: boolean; readonly onBack: () => void }) {
  const today = useToday();
  const { step, result, statement, items, targets, earliestOn, waitsOnlyForTime, policyTitle, policy, policyReview, dateOfService } = checklist;
  const sorted = [...items].sort((one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome));
  const counts = ORDER.map((outcome) => ({ outcome, count: items.filter((item) => item.outcome === outcome).length })).filter(({ count }) => count > 0);
  return (
    <Stack gap="md">
      {isReadOnly && <Notice title="Another policy than the one in force" back="Back to the policy in force" onBack={onBack}>Only to look at: nothing is recorded, and the episode goes by the policy in force.</Notice>}
      <Stack gap={4}>
        <Group gap="sm"><Text fw={700} size="lg">{stepInWords(step)}{targets.length > 0 && `: ${targetsInWords(targets)}`}</Text><Result result={result} /></Group>
        <Text size="sm">{statement}</Text>
        <Text size="sm" c="dimmed">{policyTitle}; {policy.document} {policy.revision}; date of service {dateInWords(dateOfService)}{policyReview.readOn !== null && `; file compared with its sources on ${dateInWords(policyReview.readOn)}`}{policyReview.reviewDue && ', due again'}.</Text>
        {earliestOn !== null && <Text size="sm"><b>Earliest {dateInWords(earliestOn)}</b> ({daysInWords(daysBetween(today, earliestOn))}){waitsOnlyForTime ? ': it waits for time only.' : ', if the rest is met by then.'}</Text>}
        <Text size="sm" fw={600}>{counts.map(({ outcome, count }) => `${count} ${COUNTED[outcome] ?? outcome}`).join(', ')}</Text>
      </Stack>
      <List listStyleType="none" spacing="sm" styles={{ itemWrapper: { width: '100%' }, itemLabel: { width: '100%' } }}>
        {sorted.map((item) => <List.Item key={`${item.criterion} ${item.targets.map(({ level, side }) => level + side).join()}`}><CriterionCard patientId={patientId} episodeId={episodeId} item={item} isReadOnly={isReadOnly} targetCount={targets.length} /></List.Item>)}
      </List>
    </Stack>
  );
}
