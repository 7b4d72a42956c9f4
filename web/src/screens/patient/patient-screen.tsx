export function PatientScreen() { return <p>PatientScreen</p>; }
