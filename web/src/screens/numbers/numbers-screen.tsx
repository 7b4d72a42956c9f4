export function NumbersScreen() { return <p>NumbersScreen</p>; }
