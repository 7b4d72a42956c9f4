export function PatientsScreen() { return <p>PatientsScreen</p>; }
