/** Of one procedure: which codes its note supports, what it still lacks for the others, and the lines that would be billed. Nothing is recorded here. */
import { Anchor, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { EmptyState } from '../../parts/empty-state';
import { Loading } from '../../parts/loading';
import { ProblemNote } from '../../parts/problem-note';
import { Screen } from '../../parts/screen';
import { dateInWords, nameInWords } from '../../parts/words';
import { CodesOfNote } from './codes-of-note';
import { SuggestedLines } from './suggested-lines';

export function DocumentationScreen() {
  const { patientId, factId } = useParams({ from: '/patients/$patientId/facts/$factId/documentation' });
  const params = { path: { patientId, factId } };
  const check = useQuery({ queryKey: ['patient', patientId, 'documentation', factId], queryFn: () => ask(api.GET('/v1/patients/{patientId}/facts/{factId}/documentation-check', { params })) });
  const patient = useQuery({ queryKey: ['patient', patientId, 'person'], queryFn: () => ask(api.GET('/v1/patients/{patientId}', { params: { path: { patientId } } })) });
  const mayDocument = useMay('change-fact');
  if (check.isPending || patient.isPending) return <Loading what="the note" />;
  const error = check.error ?? patient.error;
  if (error !== null || check.data === undefined || patient.data === undefined) return <Screen title="Documentation check"><ProblemNote problem={error} title="Not checked" onAgain={() => { void check.refetch(); void patient.refetch(); }} /></Screen>;
  const { dateOfService, coverage, codes, findings, notAssessed } = check.data;
  return (
    <Screen title="Documentation check" maxWidth="64rem"
      about={<><Anchor renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>{nameInWords(patient.data.name)}</Anchor>, {dateInWords(dateOfService)}{coverage !== undefined && `, ${[coverage.payer, coverage.line, coverage.state].filter((word) => word !== undefined).join(' ').replaceAll('-', ' ')}`}</>}
      actions={mayDocument && <Button variant="default" renderRoot={(props) => <Link to="/patients/$patientId" params={{ patientId }} {...props} />}>To the patient's record</Button>}>
      {notAssessed
        ? <EmptyState title="No rule on file makes a code of this">It is a service, and the code file of that day does not know it. Code it by hand, and tell who keeps the rules.</EmptyState>
        : <CodesOfNote codes={codes} findings={findings} />}
      <SuggestedLines patientId={patientId} factId={factId} dateOfService={dateOfService} />
    </Screen>
  );
}
