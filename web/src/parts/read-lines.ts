/** An answer that comes line by line, one JSON object each, as it is computed. Aborting the signal ends the work in the service too. */
import { request } from '../api/client';

export async function readLines<Line>(path: string, init: RequestInit, onLine: (line: Line) => void): Promise<void> {
  const { body } = await request(path, init);
  if (body === null) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    const lines = (rest + (value ?? '')).split('\n');
    // What stands after the last line's end is the beginning of a line that is still coming.
    rest = done ? '' : lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') onLine(JSON.parse(line) as Line);
    if (done) return;
  }
}

/** Ended by who asked for it. */
export const isAborted = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';
