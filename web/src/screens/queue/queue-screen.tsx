export function QueueScreen() { return <p>QueueScreen</p>; }
