export function PolicyScreen() { return <p>PolicyScreen</p>; }
