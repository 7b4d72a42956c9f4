/** Answers are kept for a moment; what a person changed, or what changed elsewhere, is asked for again at once (live.ts). */
import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/client';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 15_000, retry: (count, error) => count < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500), refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
