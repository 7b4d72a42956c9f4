/** The answer for an episode, or that no policy speaks of it. */
import { Text } from '@mantine/core';
import { Result } from '../../parts/outcome';

export function EpisodeAnswer({ answer }: { readonly answer: string }) {
  return answer === 'no-policy' ? <Text size="sm">No policy</Text> : <Result result={answer} />;
}
