export function AuditScreen() { return <p>AuditScreen</p>; }
