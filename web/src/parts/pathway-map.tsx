/** The map of a pathway as it is executed, with the way an episode has come and where it stands: marked by shape and word. The same as a list below. */
import { List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import type { Schemas } from '../api/client';
import { Loading } from './loading';
import { layOut, NODE, type Drawn } from './pathway-layout';
import classes from './pathway-map.module.css';
import { Scrolls } from './scrolls';
import { dateInWords, spaced } from './words';

export interface Passed {
  readonly position: string;
  /** The day. */
  readonly on: string;
}

export interface PathwayMapProps {
  readonly map: Schemas['PathwayMap'];
  readonly position: string;
  /** Oldest first; a position may be there twice. */
  readonly passed: readonly Passed[];
  /** Whose it is, in words. */
  readonly label: string;
}

export function PathwayMap({ map, position, passed, label }: PathwayMapProps) {
  const shown = new Set([position, ...passed.map((one) => one.position)]);
  const drawn = useQuery({ queryKey: ['pathway-layout', map.pathway, [...shown].filter((name) => map.states.find((state) => state.name === name)?.final).join()], queryFn: () => layOut(map, shown), staleTime: Infinity });
  return (
    <Stack gap="xs">
      {drawn.data === undefined ? <Loading what="the map" /> : <Scrolls label={`Map: ${label}`}><Drawing drawn={drawn.data} position={position} passed={passed} label={label} /></Scrolls>}
      <Text size="sm" c="dimmed" component="div">Round and filled: where it stands. Thick frame and a number: passed, in this order. Dashed: not reached.</Text>
      <details>
        <summary>The same as a list</summary>
        <AsList map={map} position={position} passed={passed} everywhere={drawn.data?.everywhere ?? []} />
      </details>
    </Stack>
  );
}

/** Narrower than this, letters are too small: then the box scrolls. */
const READABLE_WIDTH = 460;

function Drawing({ drawn: { width, height, nodes, edges }, position, passed, label }: Pick<PathwayMapProps, 'position' | 'passed' | 'label'> & { readonly drawn: Drawn }) {
  const id = useId();
  const steps = new Set(passed.slice(1).map(({ position: to }, index) => `${passed[index]?.position ?? ''} ${to}`));
  return (
    <svg className={classes.drawing} style={{ maxWidth: width, minWidth: Math.min(width, READABLE_WIDTH) }} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`Map: ${label}. It stands at ${spaced(position)}, having passed ${passed.map((one) => spaced(one.position)).join(', ')}. All positions are in the list below.`}>
      <defs>
        <marker id={`${id}-arrow`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" className={classes.arrow} /></marker>
        <marker id={`${id}-taken`} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" className={classes.takenArrow} /></marker>
      </defs>
      {edges.map(({ from, to, isBack, points }) => (
        <path key={`${from} ${to}`} d={`M${points.map(({ x, y }) => `${x} ${y}`).join('L')}`} markerEnd={`url(#${id}-${steps.has(`${from} ${to}`) ? 'taken' : 'arrow'})`} className={steps.has(`${from} ${to}`) ? classes.taken : isBack ? classes.back : classes.edge} />
      ))}
      {nodes.map(({ name, x, y }) => <Position key={name} name={name} x={x} y={y} isHere={name === position} numbers={passed.flatMap((one, index) => (one.position === name ? [index + 1] : []))} />)}
    </svg>
  );
}

const LINE_CHARS_MAX = 22;

function Position({ name, x, y, isHere, numbers }: { readonly name: string; readonly x: number; readonly y: number; readonly isHere: boolean; readonly numbers: readonly number[] }) {
  const { width, height } = NODE;
  const look = isHere ? classes.here : numbers.length > 0 ? classes.passed : classes.ahead;
  const said = [...(isHere ? ['here now'] : []), ...(numbers.length > 0 ? [`${isHere ? '' : 'passed '}${numbers.join(', ')}`] : [])].join(' · ');
  return (
    <g className={look} transform={`translate(${x - width / 2} ${y - height / 2})`} data-position={name} data-here={isHere ? 'yes' : undefined}>
      <rect width={width} height={height} rx={isHere ? height / 2 : 4} />
      <text x={width / 2} y={said === '' ? height / 2 + 4 : height / 2 - 3}>{shortened(spaced(name))}</text>
      {said !== '' && <text x={width / 2} y={height / 2 + 13} className={classes.mark}>{said}</text>}
    </g>
  );
}

function shortened(words: string): string {
  return words.length <= LINE_CHARS_MAX + 2 ? words : `${words.slice(0, LINE_CHARS_MAX)}…`;
}

function AsList({ map, position, passed, everywhere }: Pick<PathwayMapProps, 'map' | 'position' | 'passed'> & { readonly everywhere: Drawn['everywhere'] }) {
  const isEverywhere = (one: { readonly event: string; readonly guard?: string; readonly to: string }): boolean => everywhere.some(({ event, guard, to }) => event === one.event && guard === one.guard && to === one.to);
  return (
    <>
      <List type="ordered" size="sm" spacing="xs" mt="xs">
        {map.states.map(({ name, description, transitions }) => {
          const days = passed.filter((one) => one.position === name).map(({ on }) => dateInWords(on));
          return (
            <List.Item key={name}>
              <b>{spaced(name)}</b>{name === position && <b>, here now</b>}{days.length > 0 && `, reached on ${days.join(' and ')}`}. {description}
              <List size="sm" listStyleType="disc">
                {transitions.filter((one) => !isEverywhere(one)).map((one) => <List.Item key={`${one.event} ${one.guard ?? ''} ${one.to}`}>{spaced(one.event)}{one.guard !== undefined && ` (${one.guard})`}: to {spaced(one.to)}</List.Item>)}
              </List>
            </List.Item>
          );
        })}
      </List>
      <Text size="sm" mt="xs">From almost every open position, and not drawn:</Text>
      <List size="sm">{everywhere.map((one) => <List.Item key={`${one.event} ${one.guard ?? ''} ${one.to}`}>{spaced(one.event)}{one.guard !== undefined && ` (${one.guard})`}: to {spaced(one.to)}</List.Item>)}</List>
    </>
  );
}
