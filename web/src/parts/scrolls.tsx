/** What is wider than a phone scrolls in its own box, by keyboard too; the page never does. */
import type { ReactNode } from 'react';

export function Scrolls({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return <div className="scrolls" tabIndex={0} role="region" aria-label={label}>{children}</div>;
}
