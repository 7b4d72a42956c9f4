export function AuthorizationScreen() { return <p>AuthorizationScreen</p>; }
