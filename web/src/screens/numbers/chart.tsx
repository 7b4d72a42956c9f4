/** Bars from a library that is loaded when the first chart is shown. Everything in it stands in the table below it too. */
import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { BarsProps } from './bars';

const Bars = lazy(() => import('./bars').then((module) => ({ default: module.Bars })));

export function Chart(props: BarsProps) {
  if (props.rows.length === 0) return null;
  return <div aria-hidden className="not-printed"><Suspense fallback={<Skeleton height={160} />}><Bars {...props} /></Suspense></div>;
}
