export function ReliefScreen() { return <p>ReliefScreen</p>; }
