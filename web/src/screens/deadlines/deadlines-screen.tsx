export function DeadlinesScreen() { return <p>DeadlinesScreen</p>; }
