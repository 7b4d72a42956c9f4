export function UsersScreen() { return <p>UsersScreen</p>; }
