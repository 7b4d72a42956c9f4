/** What went wrong in the service's words, and what to do next. */
import { Alert, Button, Code, Group, List, Text } from '@mantine/core';
import { Problem } from '../api/client';
import { datesInWords } from './words';

export function ProblemNote({ problem, title = 'That did not work', onAgain }: { readonly problem: unknown; readonly title?: string; readonly onAgain?: () => void }) {
  const message = problem instanceof Error ? problem.message : String(problem);
  const said = datesInWords(message);
  // A fault of the whole says the same once more.
  const errors = problem instanceof Problem ? problem.errors.filter((each) => each.pointer !== '' || each.message !== message) : [];
  return (
    <Alert color="red" role="alert" title={title}>
      <Text size="sm">{said}</Text>
      {errors.length > 0 && <List size="sm" mt="xs">{errors.map(({ pointer, message }) => <List.Item key={`${pointer} ${message}`}><Code>{pointer}</Code> {datesInWords(message)}</List.Item>)}</List>}
      {onAgain !== undefined && <Group mt="sm"><Button size="xs" variant="default" onClick={onAgain}>Try again</Button></Group>}
    </Alert>
  );
}
