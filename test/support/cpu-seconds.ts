/** Processor time of processes, as Linux counts it; other systems have no /proc, and there nothing is told. */
import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ of every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Places in /proc/PID/stat after the command's name, which may hold spaces itself. */
const [PARENT, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM] = [1, 11, 12, 13, 14] as const;

/** What a process has used so far, all its threads together, in user and kernel mode. */
export function cpuSecondsOf(pid: number): number | undefined {
  const fields = statOf(pid);
  return fields === undefined ? undefined : seconds(fields, [USER, SYSTEM]);
}

/** The same of a server that has a process for each connection: its own, its children's, and theirs that have ended. */
export function cpuSecondsWithChildren(pid: number): number | undefined {
  const own = statOf(pid);
  if (own === undefined) return undefined;
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name) => statOf(Number(name))).filter((fields) => fields !== undefined && Number(fields[PARENT]) === pid);
  return seconds(own, [USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM]) + children.reduce((sum, fields) => sum + seconds(fields as readonly string[], [USER, SYSTEM]), 0);
}

function statOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function seconds(fields: readonly string[], places: readonly number[]): number {
  return places.reduce((sum, place) => sum + Number(fields[place]), 0) / TICKS_PER_SECOND;
}
