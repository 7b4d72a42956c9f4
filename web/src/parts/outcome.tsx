/** The four outcomes of a criterion, and not applicable: icon and word, colour never alone. */
import { Badge } from '@mantine/core';
import { IconCheck, IconEye, IconMinus, IconQuestionMark, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export type OutcomeWord = 'met' | 'unmet' | 'unknown' | 'review' | 'not-applicable';

const SHOWN: Readonly<Record<OutcomeWord, { readonly word: string; readonly color: string; readonly icon: ReactNode }>> = {
  met: { word: 'Met', color: '#1f6b2e', icon: <IconCheck size={14} aria-hidden /> },
  unmet: { word: 'Not met', color: 'red.9', icon: <IconX size={14} aria-hidden /> },
  unknown: { word: 'Cannot tell', color: 'gray.7', icon: <IconQuestionMark size={14} aria-hidden /> },
  review: { word: 'Review', color: 'grape.8', icon: <IconEye size={14} aria-hidden /> },
  'not-applicable': { word: 'Not asked', color: 'gray.7', icon: <IconMinus size={14} aria-hidden /> },
};

export function Outcome({ outcome }: { readonly outcome: string }) {
  const { word, color, icon } = SHOWN[outcome as OutcomeWord] ?? SHOWN.unknown;
  return <Badge color={color} variant="filled" leftSection={icon} tt="none" radius="sm" className="whole" style={UNSHRUNK}>{word}</Badge>;
}

const UNSHRUNK = { flexShrink: 0 } as const;

/** Result of a whole step. */
const RESULTS: Readonly<Record<string, { readonly word: string; readonly outcome: OutcomeWord }>> = {
  eligible: { word: 'Documentation meets the policy', outcome: 'met' },
  partial: { word: 'Meets for some targets', outcome: 'review' },
  'not-eligible': { word: 'Does not meet', outcome: 'unmet' },
  'cannot-tell': { word: 'Cannot tell yet', outcome: 'unknown' },
  review: { word: 'Complete; people decide', outcome: 'review' },
};

export function Result({ result }: { readonly result: string | null | undefined }) {
  const { word, outcome } = RESULTS[result ?? ''] ?? { word: result ?? 'Not assessed', outcome: 'unknown' as const };
  const { color, icon } = SHOWN[outcome];
  return <Badge color={color} variant="filled" leftSection={icon} tt="none" radius="sm" className="whole" style={UNSHRUNK}>{word}</Badge>;
}
