export function TrialScreen() { return <p>TrialScreen</p>; }
