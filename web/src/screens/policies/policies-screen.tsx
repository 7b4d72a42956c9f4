export function PoliciesScreen() { return <p>PoliciesScreen</p>; }
