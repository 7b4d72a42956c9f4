/** The steps that follow and from when, as the record stands; nothing of it is recorded. */
import { List, Table, Text, Title, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../../api/client';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { WideTable } from '../../parts/wide-table';
import { dateInWords, datesInWords, stepInWords } from '../../parts/words';

const AT_TOP = { verticalAlign: 'top', whiteSpace: 'nowrap' } as const;

export function StepsAhead({ patientId, episodeId }: { readonly patientId: string; readonly episodeId: string }) {
  const plan = useQuery({ queryKey: ['patient', patientId, 'plan', episodeId], queryFn: () => ask(api.GET('/v1/patients/{patientId}/episodes/{episodeId}/plan', { params: { path: { patientId, episodeId } } })) });
  return (
    <section aria-labelledby="steps-ahead">
      <Title order={2} size="h4" id="steps-ahead">The steps that follow</Title>
      {plan.isPending && <Loading what="the steps" />}
      {plan.error !== null && <ProblemNote problem={plan.error} onAgain={() => void plan.refetch()} />}
      {plan.data?.steps.length === 0 && <Text size="sm" c="dimmed">No step follows from where the episode stands.</Text>}
      {plan.data !== undefined && plan.data.steps.length > 0 && (
        <WideTable label="The steps that follow" caption="First day of each, if what it assumes comes true" columns={['Step', 'From', 'What stands against it, or is assumed']} captionSide="top" miw={560} verticalSpacing="xs">
          {plan.data.steps.map((step) => <Ahead key={step.step} ahead={step} />)}
        </WideTable>
      )}
    </section>
  );
}

function Ahead({ ahead: { step, on, payer, payerReasons, assumes, blockedBy, error } }: { readonly ahead: Schemas['PlannedStep'] }) {
  const against = [...(error === undefined ? [] : ['No single policy answers for this payer, pathway and day.']), ...blockedBy.map(({ text }) => text), ...payerReasons.map(({ text }) => text), ...(payer === undefined ? [] : [`Request by ${dateInWords(payer.requestBy)}.`])];
  const done = assumes.done.map((each) => `Assumes ${stepInWords(each.step)} on ${dateInWords(each.on)}.`);
  const lines = [...against, ...done];
  return (
    <Table.Tr>
      <Table.Td style={AT_TOP}>{stepInWords(step)}</Table.Td>
      <Table.Td style={AT_TOP}>{on === null ? 'Not yet' : dateInWords(on)}</Table.Td>
      <Table.Td>
        {lines.length === 0 && assumes.documented.length === 0 && <Text size="sm" c="dimmed">Nothing</Text>}
        {lines.length > 0 && <List size="sm">{lines.map((line) => <List.Item key={line}>{datesInWords(line)}</List.Item>)}</List>}
        {assumes.documented.length > 0 && <details><summary>Assumes that {assumes.documented.length === 1 ? 'this is' : `${assumes.documented.length} things are`} documented by then<VisuallyHidden> for {stepInWords(step)}</VisuallyHidden></summary><List size="sm">{assumes.documented.map(({ criterion, target, text }) => <List.Item key={`${criterion} ${target?.level ?? ''} ${target?.side ?? ''}`}>{datesInWords(text)}</List.Item>)}</List></details>}
      </Table.Td>
    </Table.Tr>
  );
}
