export function NewPatientScreen() { return <p>NewPatientScreen</p>; }
