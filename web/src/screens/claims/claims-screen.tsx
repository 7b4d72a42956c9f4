export function ClaimsScreen() { return <p>ClaimsScreen</p>; }
