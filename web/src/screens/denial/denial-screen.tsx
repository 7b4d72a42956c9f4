export function DenialScreen() { return <p>DenialScreen</p>; }
