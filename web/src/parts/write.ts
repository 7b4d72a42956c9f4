/** A write with what belongs to it: the faults of its fields, and the key that makes a repeat the same write. */
import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useRef } from 'react';
import { Problem } from '../api/client';
import type { FormFault } from './form/schema-form';

interface Writing<In, Out> {
  /** `key`: one for as long as the same thing is tried; a new one once it is done. */
  readonly send: (input: In, key: string) => Promise<Out>;
  readonly onDone?: (out: Out) => void;
  /** What is asked for again afterwards. */
  readonly changes?: readonly QueryKey[];
}

export function useWrite<In, Out>({ send, onDone, changes = [] }: Writing<In, Out>) {
  const client = useQueryClient();
  const attempt = useRef<{ readonly of: string; readonly key: string } | undefined>(undefined);
  const mutation = useMutation({
    mutationFn: (input: In) => {
      const of = JSON.stringify([input]);
      if (attempt.current?.of !== of) attempt.current = { of, key: crypto.randomUUID() };
      return send(input, attempt.current.key);
    },
    onSuccess: (out) => {
      attempt.current = undefined;
      for (const queryKey of changes) void client.invalidateQueries({ queryKey });
      onDone?.(out);
    },
  });
  return { ...mutation, faults: faultsOf(mutation.error) };
}

export function faultsOf(error: unknown): readonly FormFault[] {
  if (!(error instanceof Problem)) return [];
  return error.errors.length > 0 ? error.errors : error.pointer === undefined ? [] : [{ pointer: error.pointer, message: error.message }];
}
