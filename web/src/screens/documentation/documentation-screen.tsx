export function DocumentationScreen() { return <p>DocumentationScreen</p>; }
