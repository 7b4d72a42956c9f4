/** Whether single keys do something in this browser: on, until somebody turns them off (WCAG 2.1.4). */
import { useState } from 'react';

const KEY = 'pathgate.shortcuts';

export const areShortcutsOn = (): boolean => localStorage.getItem(KEY) !== 'off';

export function useShortcutsOn(): readonly [boolean, (isOn: boolean) => void] {
  const [isOn, setOn] = useState(areShortcutsOn);
  return [isOn, (next) => { localStorage.setItem(KEY, next ? 'on' : 'off'); setOn(next); }];
}
