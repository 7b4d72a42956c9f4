export function ChecklistScreen() { return <p>ChecklistScreen</p>; }
