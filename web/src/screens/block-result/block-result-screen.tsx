export function BlockResultScreen() { return <p>BlockResultScreen</p>; }
