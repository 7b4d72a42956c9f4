export function RecordScreen() { return <p>RecordScreen</p>; }
